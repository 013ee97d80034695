"""Writes: a workbook taken in, written, put aside, taken back; figures proposed and decided about."""

from __future__ import annotations

from parindex.exchange.operations.applying import apply_book
from parindex.exchange.operations.deciding import accept_figure, accept_figures, decline_figure
from parindex.exchange.operations.proposing import (
    propose_figures,
    upload_facts_book,
    withdraw_figures,
)
from parindex.exchange.operations.undoing import undo_book
from parindex.exchange.operations.uploading import discard_book, upload_dossier_book

__all__ = [
    "accept_figure",
    "accept_figures",
    "apply_book",
    "decline_figure",
    "discard_book",
    "propose_figures",
    "undo_book",
    "upload_dossier_book",
    "upload_facts_book",
    "withdraw_figures",
]
