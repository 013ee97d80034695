"""Remedial actions and commitments: a unit's plan, the coordinator's board."""
