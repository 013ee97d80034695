"""Periodic reports: a unit's and a lead department's desk, the coordinator's board of a period."""
