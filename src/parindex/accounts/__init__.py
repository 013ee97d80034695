"""People, their roles in a unit, and signing in."""
