"""Figures and scores from Excel: upload, preview, confirm, undo; and everything tabular out."""
