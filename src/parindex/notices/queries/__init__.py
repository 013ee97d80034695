"""Reads of notices: who owes what, what a person was told, what the coordinator sent."""
