"""What last year's ranking would be under the draft: the published units, scored anew."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from parindex.appraisal.docket import Docket
from parindex.appraisal.queries import load_dockets
from parindex.assessments.queries import dossiers
from parindex.criteria.queries import criteria_set_of
from parindex.engine.simulation import Missing, Simulation, UnitRecord, simulate
from parindex.improvement.drafts import DraftPicture
from parindex.improvement.models import DraftSet
from parindex.kernel.errors import Refused
from parindex.results.models import Publication
from parindex.results.queries import content_of, publications


def publication_behind(draft: DraftSet) -> Publication | None:
    """Return the newest result by the set that the draft was made from, in its cycle."""
    rows = publications().filter(round__cycle=draft.cycle, criteria_set=draft.base_id)
    return rows.order_by("-round__number", "-version").first()


def try_out(
    picture: DraftPicture, publication: Publication, *, missing: Missing = Missing.SKIP
) -> Simulation:
    """Score the published units by the draft: decided points stand where nothing changed.

    ``missing`` says what unknown points mean (those of a component nobody was asked about).
    Raises Refused while the draft is unsound.
    """
    if picture.problems:
        raise Refused(_("Dự thảo còn lỗi nên chưa tính thử được: hãy sửa các lỗi đã nêu."))
    codes = [unit["code"] for unit in content_of(publication)["units"]]
    rows = dossiers().filter(
        round=publication.round_id,
        criteria_set=publication.criteria_set_id,
        unit__code__in=codes,
    )
    records = [_record(docket) for docket in load_dockets(list(rows))]
    before = criteria_set_of(picture.draft.base)
    return simulate(before, picture.criteria_set(), records, missing=missing)


def _record(docket: Docket) -> UnitRecord:
    cases = docket.cases.values()
    unit: Any = docket.workbook.dossier.unit
    return UnitRecord(
        code=unit.code,
        name=unit.name,
        facts=docket.workbook.values,
        awards={case.code: case.final for case in cases if case.final is not None},
        not_applicable=frozenset(case.code for case in cases if case.not_applicable),
    )
