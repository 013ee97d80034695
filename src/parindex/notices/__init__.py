"""Chasing: reminders, e-mail, messages on the page, calendar feeds; reads the journal."""
