from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest

from parindex.criteria.exchange import read_file
from parindex.criteria.operations import import_set
from parindex.improvement import operations
from parindex.improvement.drafts import DraftPicture
from parindex.improvement.exports import export_draft
from parindex.improvement.queries import draft_by_id
from parindex.improvement.trial import publication_behind, try_out
from parindex.kernel import canonical
from parindex.kernel.errors import Refused
from tests.improvement.test_drafts import NEW
from tests.support import aftermath, story
from tests.support.aftermath import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    """A draft with another maximum, another rule and another component."""
    draft = aftermath.start_draft(world)
    draft = operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal(3))
    text = "Từ 90% trở lên: 3 điểm; từ 80% đến dưới 90%: 1 điểm; dưới 80%: 0 điểm"
    draft = operations.change_rule(aftermath.step(world, draft), "1.2.1", text)
    draft = operations.add_component(aftermath.step(world, draft), NEW)
    return operations.remove_node(aftermath.step(world, draft), "2.2")


def picture(draft):
    return DraftPicture(draft_by_id(draft.pk))


def test_next_years_import_takes_what_was_exported(draft, tmp_path):
    with zipfile.ZipFile(io.BytesIO(export_draft(picture(draft), "zip"))) as archive:
        archive.extractall(tmp_path)
    stored = import_set(directory=tmp_path / draft.code, actor="kiểm thử", now=LATER)
    assert (stored.code, stored.decision_number) == ("mini-commune-2020", "(dự thảo)")
    assert stored.content_hash == canonical.sha256(picture(draft).criteria_set().dump())


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_tables_read_back_to_the_same_set(draft, tmp_path, kind):
    path = tmp_path / f"bang.{kind}"
    path.write_bytes(export_draft(picture(draft), kind))
    assert read_file(path).criteria_set == picture(draft).criteria_set()


def test_an_unsound_draft_is_not_exported_nor_tried(world, draft):
    publication = story.publish(world)
    broken = operations.change_points(aftermath.step(world, draft), "1.1", Decimal("0.333"))
    for act in (
        lambda: export_draft(picture(broken), "zip"),
        lambda: try_out(picture(broken), publication),
    ):
        with pytest.raises(Refused, match="còn"):
            act()


def test_last_years_units_are_ranked_by_the_draft(world, draft):
    assert publication_behind(draft_by_id(draft.pk)) is None
    publication = story.publish(world)
    assert publication_behind(draft_by_id(draft.pk)) == publication
    found = try_out(picture(draft), publication)
    assert {move.code for move in found.moves} == {unit.code for unit in world.communes}
    assert found.unknown == {"1.2.3": 2}
    assert {move.after.rank for move in found.moves} == {None}
