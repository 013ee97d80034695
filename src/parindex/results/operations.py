"""Writes of results: freezing and publishing in one step, by a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.openness import is_signed, sign_off_of
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers, last_deadline
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.cycles.rules import may_coordinate
from parindex.kernel import canonical, journal
from parindex.kernel.clock import moment_text, vietnam_date
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.results.models import Publication
from parindex.results.queries import (
    dossiers_of_set,
    publication_of,
    snapshot_of,
    undecided_dossiers,
)
from parindex.results.snapshot import Content


@transaction.atomic
def publish_results(
    *,
    scoring_round: Round,
    criteria_set: StoredCriteriaSet,
    decision_number: str,
    decision_date: dt.date,
    signed_by: str,
    correction_reason: str = "",
    actor: Actor,
    now: dt.datetime,
) -> Publication:
    """Freeze the results of all decided dossiers and publish them under a decision.

    A set that is published already is corrected by its next version, with the reason; the older
    version stays as it is. Raises Refused before the round's deadline, for a decision of a day to
    come, while a handed-in dossier is undecided, when nothing is decided, before the chair has
    signed exactly what is decided, when the set is published and no reason for a correction is
    given, or when a correction changes nothing.
    """
    cycle = scoring_round.cycle
    if not may_coordinate(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được công bố kết quả."))
    _hold(scoring_round, criteria_set)
    previous = publication_of(scoring_round, criteria_set)
    _require_ready(scoring_round, criteria_set, now=now)
    _require_reason(previous, correction_reason)
    _require_decision(decision_number, signed_by, dated=decision_date, today=vietnam_date(now))
    rows = dossiers_of_set(scoring_round, criteria_set)
    content = snapshot_of(scoring_round, criteria_set, rows)
    if not content["units"]:
        raise Refused(_("Chưa có hồ sơ nào được kết luận."))
    _require_signed(scoring_round, criteria_set)
    publication = Publication(
        round=scoring_round,
        criteria_set=criteria_set,
        correction_reason=correction_reason.strip() if previous else "",
        decision_number=decision_number.strip(),
        decision_date=decision_date,
        signed_by=signed_by.strip(),
        published_at=now,
        published_by=actor.full_name,
    )
    _freeze(publication, content, previous)
    if previous is not None:
        _require_change(previous, publication)
    publication.save()
    _mark_published(rows, content)
    journal.record(
        at=now,
        actor=actor.label,
        action="results.published",
        subject=f"cycle:{cycle.code}/{scoring_round.number}",
        unit_path=cycle.body.path,
        data=_told(publication),
    )
    return publication


def _hold(scoring_round: Round, criteria_set: StoredCriteriaSet) -> None:
    """Hold the round and the set's dossiers until the end of the transaction.

    What is frozen is what stands: nobody hands in or decides meanwhile, and of two who publish
    at once the second sees the first one's result. Round, then dossiers by id, then the journal:
    always in this order, so that nobody waits in a circle.
    """
    Round.objects.select_for_update().get(pk=scoring_round.pk)
    rows = dossiers().filter(round=scoring_round, criteria_set=criteria_set)
    list(rows.select_for_update(of=("self",)).order_by("pk"))


def _freeze(publication: Publication, content: Content, previous: Publication | None) -> None:
    """Put the picture in, as the next version; raise Refused for a text that is too long."""
    publication.version = previous.version + 1 if previous else 1
    publication.content = canonical.to_text(content)
    publication.content_hash = canonical.sha256(content)
    require_fit(
        publication, {"decision_number": _("Số quyết định công bố"), "signed_by": _("Tên người ký")}
    )


def _mark_published(rows: Sequence[Dossier], content: Content) -> None:
    """Move exactly the dossiers whose units the frozen picture holds."""
    frozen = {unit["code"] for unit in content["units"]}
    closed = [row.pk for row in rows if row.unit.code in frozen]
    Dossier.objects.filter(pk__in=closed).update(stage=Stage.PUBLISHED)


def _told(publication: Publication) -> dict[str, Any]:
    """Return what the journal keeps of a publication."""
    told = {"decision": publication.decision_number, "content_hash": publication.content_hash}
    if not publication.correction_reason:
        return told
    correction = {
        "version": publication.version,
        "correction_reason": publication.correction_reason,
    }
    return told | correction


def _require_reason(previous: Publication | None, correction_reason: str) -> None:
    if previous is not None and not correction_reason.strip():
        raise Refused(
            _(
                "Kết quả của bộ tiêu chí này đã được công bố theo %(number)s. "
                "Muốn đính chính, hãy ghi lý do."
            )
            % {"number": previous.decision_number}
        )


def _require_decision(number: str, signed_by: str, *, dated: dt.date, today: dt.date) -> None:
    if not number.strip() or not signed_by.strip():
        raise Refused(_("Hãy ghi số quyết định công bố và người ký."))
    if dated > today:
        raise Refused(_("Ngày quyết định công bố ở sau ngày hôm nay: hãy xem lại."))


def _require_change(previous: Publication, publication: Publication) -> None:
    """Refuse a correction that says the same again, as after a second click."""
    names = ("content_hash", "decision_number", "decision_date", "signed_by")
    if all(getattr(previous, name) == getattr(publication, name) for name in names):
        raise Refused(_("Không có gì khác bản đã công bố nên không có gì để đính chính."))


def _require_signed(scoring_round: Round, criteria_set: StoredCriteriaSet) -> None:
    """Refuse what the chair has not signed, or has signed before something else was decided."""
    if is_signed(scoring_round, criteria_set):
        return
    if sign_off_of(scoring_round, criteria_set) is None:
        raise Refused(_("Chủ tịch Hội đồng chưa ký kết quả của đợt này nên chưa công bố được."))
    raise Refused(
        _("Kết luận đã thay đổi sau khi Chủ tịch Hội đồng ký: cần ký lại rồi mới công bố.")
    )


def _require_ready(
    scoring_round: Round, criteria_set: StoredCriteriaSet, *, now: dt.datetime
) -> None:
    due_at = last_deadline(scoring_round, criteria_set)
    if now < due_at:
        raise Refused(
            _("Chưa hết hạn nộp hồ sơ (trước %(due)s): đơn vị chưa nộp vẫn còn thời gian.")
            % {"due": moment_text(due_at)}
        )
    undecided = undecided_dossiers(scoring_round, criteria_set)
    if undecided:
        raise Refused(
            _("Còn %(count)d hồ sơ chưa kết luận: %(units)s.")
            % {"count": len(undecided), "units": ", ".join(row.unit.name for row in undecided)}
        )
