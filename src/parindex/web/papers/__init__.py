"""Official documents: what can be made in a cycle, and an organisation's own templates."""
