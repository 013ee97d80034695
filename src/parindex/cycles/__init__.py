"""A year: rounds, data window, deadlines, participants, who leads and who appraises what."""
