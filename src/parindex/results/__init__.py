"""Freeze, index, rank, class, publication."""
