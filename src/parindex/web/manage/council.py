"""A dossier before its council: the docket with its filters, what blocks, and who may do what now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.queries import is_left_out, load_docket
from parindex.appraisal.rules import (
    CLOSED,
    is_open_for_award,
    request_closed_because,
    runs_council,
    stands_aside,
)
from parindex.assessments.choices import Stage
from parindex.cycles.rules import is_chair, is_secretary
from parindex.engine import Tally, classify
from parindex.kernel.errors import Stale
from parindex.units.queries import names_of
from parindex.web.manage.forms import DueForm, RulingForm, SupplementForm

SHOWN = 8


class Look(TextChoices):
    """What is looked for in a docket; the values stand in the query string."""

    ALL = "", gettext_lazy("Tất cả")
    DIFFERS = "khac", gettext_lazy("Thẩm định khác tự chấm")
    REPLIED = "giai-trinh", gettext_lazy("Có giải trình")
    OPEN = "chua-xong", gettext_lazy("Chưa xong")
    UNPROVEN = "thieu", gettext_lazy("Thiếu kiểm chứng")
    ASKED = "bo-sung", gettext_lazy("Đã yêu cầu bổ sung")


@dataclass(frozen=True, kw_only=True)
class Seat:
    """What the person may do with this dossier now; the operations ask again."""

    may_request: bool = False
    may_send: bool = False
    may_rule: bool = False
    may_reopen: bool = False
    may_speak: bool = False

    @classmethod
    def of(cls, actor: Actor, dossier: Any) -> Seat:
        cycle, appraised = dossier.round.cycle, is_open_for_award(dossier)
        if not runs_council(actor, cycle) or stands_aside(actor, dossier):
            return cls()
        awaits, chairs = dossier.stage == Stage.AWAITING_REPLY, is_chair(actor, cycle)
        return cls(
            may_request=appraised,
            may_send=appraised and is_secretary(actor, cycle),
            may_rule=awaits and chairs,
            may_reopen=dossier.stage in CLOSED and chairs,
            may_speak=awaits,
        )


@dataclass(frozen=True, kw_only=True)
class FieldCases:
    """A field with those of its cases that are shown."""

    tally: Tally
    own: Tally
    cases: Sequence[Case]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An agency that has not awarded everything yet."""

    name: str
    codes: Sequence[str]

    @property
    def text(self) -> str:
        named = ", ".join(self.codes[:SHOWN])
        return f"{named}…" if len(self.codes) > SHOWN else named


@dataclass(frozen=True, kw_only=True)
class Request:
    """A written request with what the unit did about it."""

    row: Any
    items: Sequence[Any]
    closed_because: str

    @property
    def is_open(self) -> bool:
        return not self.closed_because

    @property
    def answered(self) -> int:
        return sum(item.answered_at is not None for item in self.items)


@dataclass(frozen=True, kw_only=True)
class DocketPage:
    """Everything on the page; ``error`` is what refused the form named by ``failed``."""

    docket: Docket
    seat: Seat
    agencies: Mapping[int, str]
    now: dt.datetime
    look: str = ""
    supplement: SupplementForm
    notice_due: DueForm
    ruling: RulingForm | None = None
    said: tuple[str, str] = ("", "")
    reopen_reason: str = ""
    failed: str = ""
    error: Exception | None = None

    @property
    def dossier(self) -> Any:
        return self.docket.workbook.dossier

    @property
    def looks(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of cases of each filter."""
        found = Counter(
            look for case in self.docket.cases.values() for look in looks_of(case, self.dossier)
        )
        return [(look.value, str(look.label), found[look]) for look in Look]

    @cached_property
    def fields(self) -> list[FieldCases]:
        own = {part.code: part for part in self.docket.workbook.own_tally.children}
        found = [
            FieldCases(tally=part, own=own[part.code], cases=self._cases_of(part.code))
            for part in self.docket.final_tally.children
        ]
        return [field for field in found if field.cases]

    @property
    def hidden_codes(self) -> list[str]:
        """Return ticked components that the filter hides, so that they stay ticked."""
        shown = {case.code for field in self.fields for case in field.cases}
        return [code for code in self.supplement.codes if code not in shown]

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Return the agencies that have not awarded everything, with the components."""
        codes: dict[int | None, list[str]] = {}
        for case in self.docket.unawarded:
            codes.setdefault(case.agency_id, []).append(case.code)
        nobody = _("Chưa giao cho cơ quan nào")
        return [
            Waiting(name=self.agencies.get(pk or 0, nobody), codes=listed)
            for pk, listed in codes.items()
        ]

    @cached_property
    def requests(self) -> list[Request]:
        items = [item for case in self.docket.cases.values() for item in case.supplements]
        return [
            Request(
                row=request,
                items=[item for item in items if item.request_id == request.pk],
                closed_because=request_closed_because(self.dossier, request, self.now),
            )
            for request in self.docket.requests
        ]

    @property
    def blocks_notice(self) -> str:
        """Say why the provisional result cannot be sent yet; empty when it can."""
        left = len(self.docket.unawarded)
        if left:
            return _("Còn %(count)d mục chưa có điểm thẩm định.") % {"count": left}
        return " ".join(self.docket.notice_obstacles(self.now))

    @property
    def blocks_decision(self) -> str:
        """Say why the dossier cannot be closed yet; empty when it can."""
        return " ".join(self.docket.decision_obstacles(self.now))

    @property
    def is_reply_over(self) -> bool:
        """Tell whether the unit's window for replies is over."""
        notice = self.docket.notice
        return notice is not None and self.now >= notice.reply_due_at

    @property
    def unruled_replies(self) -> list[str]:
        """Return replied components that keep their award: the chair should have read them."""
        return [case.code for case in self.docket.with_replies if not case.is_thread_closed]

    @property
    def class_name(self) -> str | None:
        criteria_set = self.docket.workbook.criteria_set
        return classify(self.docket.final_tally.index, criteria_set.classes)

    @property
    def is_final(self) -> bool:
        return self.docket.decision is not None

    @cached_property
    def is_left_out(self) -> bool:
        """Tell whether the result was published without the decided dossier: it takes a correction."""
        return self.dossier.stage == Stage.DECIDED and is_left_out(self.dossier)

    @property
    def ruling_theirs(self) -> Mapping[str, str]:
        """Return the ruling that came in between; empty without a conflict."""
        return self.error.theirs if isinstance(self.error, Stale) else {}

    def opened(self, ruling: RulingForm | None) -> DocketPage:
        """Return the page with the form for one component open."""
        return replace(self, ruling=ruling)

    def _cases_of(self, field: str) -> list[Case]:
        return [
            case
            for case in self.docket.cases.values()
            if f"{case.code}.".startswith(f"{field}.") and self._shows(case)
        ]

    def _shows(self, case: Case) -> bool:
        if self.ruling is not None and case.code == self.ruling.code:
            return True
        return not self.look or self.look in looks_of(case, self.dossier)


def looks_of(case: Case, dossier: Any) -> set[Look]:
    """Return every filter that a case answers to."""
    line, found = case.line, {Look.ALL}
    if line.is_self_scored and not case.not_applicable and case.award_differs:
        found.add(Look.DIFFERS)
    if case.reply is not None:
        found.add(Look.REPLIED)
    if line.is_self_scored and not line.not_applicable and not line.is_proven:
        found.add(Look.UNPROVEN)
    if case.supplements:
        found.add(Look.ASKED)
    replied = dossier.stage == Stage.AWAITING_REPLY and case.reply is not None
    if not case.is_awarded or (replied and case.ruling is None):
        found.add(Look.OPEN)
    return found


def build_page(
    actor: Actor, dossier: Any, *, now: dt.datetime, codes: Sequence[str] = (), **attempt: Any
) -> DocketPage:
    """Gather the docket's page; ``attempt`` holds what was typed and the error, after a refusal."""
    docket = load_docket(dossier)
    attempt.setdefault("supplement", SupplementForm(due=DueForm.proposed(now), codes=tuple(codes)))
    attempt.setdefault("notice_due", DueForm.proposed(now))
    agencies = {}
    if docket.unawarded:
        agencies = names_of({case.agency_id for case in docket.unawarded if case.agency_id})
    return DocketPage(
        docket=docket,
        seat=Seat.of(actor, dossier),
        agencies=agencies,
        now=now,
        **attempt,
    )


def stored_ruling(docket: Docket, code: str) -> RulingForm | None:
    """Return the form for a ruling, with what counts today; None for an unknown component."""
    case = docket.cases.get(code)
    if case is None:
        return None
    points = "" if case.final is None else format(case.final.normalize(), "f").replace(".", ",")
    return RulingForm(
        code=code,
        points=points,
        reason=case.ruling.reason if case.ruling else "",
        not_applicable=case.not_applicable,
        version=case.ruling.version if case.ruling else 0,
    )
