"""Writes of results: freezing and publishing in one step, by a decision."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.cycles.rules import may_coordinate
from parindex.kernel import canonical, journal
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.results.models import Publication
from parindex.results.queries import current_snapshot, undecided_dossiers


@transaction.atomic
def publish_results(
    *,
    scoring_round: Round,
    criteria_set: StoredCriteriaSet,
    decision_number: str,
    decision_date: dt.date,
    signed_by: str,
    actor: Actor,
    now: dt.datetime,
) -> Publication:
    """Freeze the results of all decided dossiers and publish them under a decision.

    Raises Refused while a handed-in dossier is undecided, when nothing is decided, or when the
    set is published already.
    """
    cycle = scoring_round.cycle
    if not may_coordinate(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được công bố kết quả."))
    _require_ready(scoring_round, criteria_set)
    if not decision_number.strip() or not signed_by.strip():
        raise Refused(_("Hãy ghi số quyết định công bố và người ký."))
    content = current_snapshot(scoring_round, criteria_set)
    if not content["units"]:
        raise Refused(_("Chưa có hồ sơ nào được kết luận."))
    publication = Publication(
        round=scoring_round,
        criteria_set=criteria_set,
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        signed_by=signed_by.strip(),
        content=canonical.to_text(content),
        content_hash=canonical.sha256(content),
        published_at=now,
        published_by=actor.full_name,
    )
    require_fit(
        publication, {"decision_number": _("Số quyết định công bố"), "signed_by": _("Tên người ký")}
    )
    publication.save()
    Dossier.objects.filter(
        round=scoring_round, criteria_set=criteria_set, stage=Stage.DECIDED
    ).update(stage=Stage.PUBLISHED)
    journal.record(
        at=now,
        actor=actor.label,
        action="results.published",
        subject=f"cycle:{cycle.code}/{scoring_round.number}",
        unit_path=cycle.body.path,
        data={"decision": publication.decision_number, "content_hash": publication.content_hash},
    )
    return publication


def _require_ready(scoring_round: Round, criteria_set: StoredCriteriaSet) -> None:
    if Publication.objects.filter(round=scoring_round, criteria_set=criteria_set).exists():
        raise Refused(_("Kết quả của bộ tiêu chí này đã được công bố."))
    undecided = undecided_dossiers(scoring_round, criteria_set)
    if undecided:
        raise Refused(
            _("Còn %(count)d hồ sơ chưa kết luận: %(units)s.")
            % {"count": len(undecided), "units": ", ".join(row.unit.name for row in undecided)}
        )
