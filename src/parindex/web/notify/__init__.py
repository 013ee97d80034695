"""Notices: a person's own list, calendar and mail address, and the coordinator's chasing."""
