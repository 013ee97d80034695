"""The appraiser's desk: what is assigned to them, component by component, unit by unit."""
