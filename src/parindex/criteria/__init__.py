"""Stored criteria sets, immutable once in force, and how they are read from files."""
