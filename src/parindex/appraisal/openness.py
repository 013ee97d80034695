"""What is still open in a round, and whether what is decided is signed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.appraisal.choices import OpenKind, Side
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import Decision, Reply, ReplyMessage, Ruling, SignOff
from parindex.appraisal.queries import council_dossiers, load_dockets
from parindex.appraisal.rules import CLOSED, is_thread_closed
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.kernel import canonical
from parindex.kernel.clock import moment_text


@dataclass(frozen=True, kw_only=True)
class OpenItem:
    """One thing of one unit that is open; ``blocks`` tells whether nobody can sign over it."""

    kind: OpenKind
    dossier: Dossier
    text: str
    codes: tuple[str, ...] = ()
    blocks: bool = True


def dossiers_to_sign(scoring_round: Round, stored: StoredCriteriaSet) -> list[Dossier]:
    """Return a set's dossiers that the council appraises in a round, in the order of names."""
    return [row for row in council_dossiers(scoring_round) if row.criteria_set_id == stored.pk]


def open_items(rows: Sequence[Dossier], now: dt.datetime) -> list[OpenItem]:
    """Return everything open among ``dossiers_to_sign``, unit by unit; a constant number of queries."""
    undecided = [row for row in rows if row.stage not in {*CLOSED, Stage.SELF_ASSESSMENT}]
    dockets = {docket.workbook.dossier.pk: docket for docket in load_dockets(undecided)}
    unanswered = unanswered_codes(rows)
    found: list[OpenItem] = []
    for row in rows:
        if row.stage == Stage.SELF_ASSESSMENT:
            found.append(_missing(row, now))
            continue
        if row.pk in dockets:
            found += _of_docket(dockets[row.pk], now)
        if codes := unanswered.get(row.pk):
            found.append(_unanswered(row, codes))
        if row.is_late and not row.late_explanation.strip():
            sentence = _("Nộp muộn mà người đứng đầu chưa giải trình.")
            found.append(
                OpenItem(kind=OpenKind.UNEXPLAINED, dossier=row, text=sentence, blocks=False)
            )
    return found


def unanswered_codes(rows: Sequence[Dossier]) -> dict[int, list[str]]:
    """Return for each dossier the components where the unit had the last word; three queries."""
    if not rows:
        return {}
    here = {"dossier__in": rows}
    rulings = {(row.dossier_id, row.code): row for row in Ruling.objects.filter(**here)}
    last = {
        (row.dossier_id, row.code): row.side
        for row in ReplyMessage.objects.filter(**here).only("dossier_id", "code", "side", "at")
    }
    found: dict[int, list[str]] = defaultdict(list)
    for reply in Reply.objects.filter(**here).order_by("pk"):
        key = (reply.dossier_id, reply.code)
        spoke_last = last.get(key, Side.UNIT) == Side.UNIT
        if spoke_last and not is_thread_closed(reply, rulings.get(key)):
            found[reply.dossier_id].append(reply.code)
    return found


def decided_hash(scoring_round: Round, stored: StoredCriteriaSet) -> str:
    """Return the SHA-256 over every decision in force of a set's dossiers: what is signed."""
    return hash_of(dossiers_to_sign(scoring_round, stored))


def hash_of(rows: Sequence[Dossier]) -> str:
    """Return the same of dossiers that are loaded already; one query."""
    closed = [row.pk for row in rows if row.stage in CLOSED]
    decisions = Decision.objects.filter(dossier__in=closed, reopened_at=None)
    named = decisions.values_list("dossier__unit__code", "version", "content_hash")
    return canonical.sha256({code: [version, digest] for code, version, digest in named})


def sign_off_of(scoring_round: Round, stored: StoredCriteriaSet) -> SignOff | None:
    """Return the newest signature under a set's result."""
    return SignOff.objects.filter(round=scoring_round, criteria_set=stored).first()


def is_signed(scoring_round: Round, stored: StoredCriteriaSet) -> bool:
    """Tell whether exactly what is decided now is signed."""
    signed = sign_off_of(scoring_round, stored)
    return signed is not None and signed.content_hash == decided_hash(scoring_round, stored)


def _missing(dossier: Dossier, now: dt.datetime) -> OpenItem:
    """A unit that may still hand in blocks; one whose deadline passed is put on record."""
    if dossier.is_drafted and now < dossier.due_at:
        sentence = _("Chưa nộp, còn hạn đến %(due)s.") % {"due": moment_text(dossier.due_at)}
        return OpenItem(kind=OpenKind.NEVER_SUBMITTED, dossier=dossier, text=sentence)
    return OpenItem(
        kind=OpenKind.NEVER_SUBMITTED,
        dossier=dossier,
        text=_("Không nộp hồ sơ; hạn là trước %(due)s.") % {"due": moment_text(dossier.due_at)},
        blocks=False,
    )


def _unanswered(dossier: Dossier, codes: Sequence[str]) -> OpenItem:
    """After the decision an unanswered reply is put on record; before it, the decision blocks."""
    return OpenItem(
        kind=OpenKind.REPLY,
        dossier=dossier,
        text=ngettext(
            "%(count)d giải trình chưa được trả lời hay kết luận.",
            "%(count)d giải trình chưa được trả lời hay kết luận.",
            len(codes),
        )
        % {"count": len(codes)},
        codes=tuple(codes),
        blocks=False,
    )


def _of_docket(docket: Docket, now: dt.datetime) -> list[OpenItem]:
    """Return what is open in a dossier that is not decided."""
    dossier = docket.workbook.dossier
    outdated = tuple(code for code, case in docket.cases.items() if case.is_outdated)
    found = [
        (
            OpenKind.UNAWARDED,
            tuple(case.code for case in docket.unawarded),
            _("Chưa có điểm thẩm định."),
        ),
        (OpenKind.OUTDATED, outdated, _("Có tài liệu bổ sung sau khi chấm.")),
        (OpenKind.READING, tuple(case.code for case in docket.unsettled), _("Đọc lại chưa xong.")),
    ]
    items = [
        OpenItem(kind=kind, dossier=dossier, text=text, codes=codes)
        for kind, codes, text in found
        if codes
    ]
    items += [
        OpenItem(
            kind=OpenKind.REQUEST,
            dossier=dossier,
            text=_("Văn bản số %(number)s còn mở đến %(due)s.")
            % {"number": request.number, "due": moment_text(request.due_at)},
        )
        for request in docket.open_requests(now)
    ]
    sentence = _("Hồ sơ đang ở bước “%(stage)s”.") % {"stage": dossier.get_stage_display()}
    return [*items, OpenItem(kind=OpenKind.UNDECIDED, dossier=dossier, text=sentence)]
