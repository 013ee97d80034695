"""The top of the house: one settings file, the URL table, the WSGI entry."""
