"""JSON over HTTP with OpenAPI; the same figures as on screen and on the command line."""
