"""Tables as files people work in: one description of a table, written as XLSX or CSV."""

from __future__ import annotations

from parindex.kernel.sheets.csv_file import csv_bytes
from parindex.kernel.sheets.table import Cell, Column, Formula, Sheet
from parindex.kernel.sheets.xlsx_file import MEDIA_TYPE, write_workbook, xlsx_bytes

__all__ = [
    "MEDIA_TYPE",
    "Cell",
    "Column",
    "Formula",
    "Sheet",
    "csv_bytes",
    "write_workbook",
    "xlsx_bytes",
]
