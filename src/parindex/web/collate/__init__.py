"""Collation: the coordinator's draft from all reports, with its sources."""
