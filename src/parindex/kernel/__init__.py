"""Django ground without business: journal, file storage, clock, exact values in JSON."""
