"""Public bodies as a dated hierarchy."""
