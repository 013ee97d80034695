"""Issued documents that prove a score: their own number, date and issuer, and the file."""
