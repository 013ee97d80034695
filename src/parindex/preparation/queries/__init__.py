"""Reads of the preparation phase."""
