"""The data that speed is measured on: made in bulk, but nothing the operations would not leave behind."""

from __future__ import annotations

import pytest
from django.db import transaction

from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import is_as_handed_in
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers, load_workbooks
from parindex.cli.ground import DATA
from parindex.kernel.errors import Refused
from parindex.scenarios.many_units import load_many_units

UNITS = 12


def load() -> str:
    told: list[str] = []
    return load_many_units(DATA, units=UNITS, seed=1, password=None, tell=told.append)


@pytest.fixture
def loaded(db) -> str:
    return load()


def test_receipts_and_approvals_hold_for_what_was_written(loaded):
    rows = list(dossiers().filter(stage=Stage.SUBMITTED))
    assert 0 < len(rows) < UNITS
    for workbook in load_workbooks(rows):
        assert is_as_handed_in(workbook)
        assert [workbook.blockers(sheet) for sheet in workbook.sheets] == [[]]


def test_the_same_seed_gives_the_same_content(db):
    first = content_of_a_load()
    assert first == content_of_a_load()
    assert len(set(first.values())) > 2


def content_of_a_load() -> dict[str, str]:
    """Return every unit's content hash, and leave the database as it was."""
    with transaction.atomic():
        load()
        found = dict(Dossier.objects.values_list("unit__code", "content_hash"))
        transaction.set_rollback(True)
    return found


def test_it_is_made_once(loaded):
    with pytest.raises(Refused, match="đã có"):
        load()
