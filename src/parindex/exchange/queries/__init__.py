"""Reads: what a workbook holds before it goes out, what it would change when it comes in, and the past ones."""
