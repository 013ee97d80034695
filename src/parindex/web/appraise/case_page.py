"""Everything that one component of one unit shows to its appraiser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.queries import QueueItem
from parindex.appraisal.rules import is_open_for_award
from parindex.assessments.choices import Stage
from parindex.assessments.workbook import Line
from parindex.cycles.queries import guides_for
from parindex.engine import Node
from parindex.kernel.errors import Stale
from parindex.viet import format_decimal
from parindex.web.appraise.facts import ShownFact, facts_of
from parindex.web.appraise.offers import Offer, offers_of
from parindex.web.appraise.trail import Trail, Way, same_component, same_unit, trail_through
from parindex.web.shell.forms import typed, version_of


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the award form: stored, proposed, or typed and refused."""

    points: str
    reason: str
    not_applicable: bool
    version: int

    @classmethod
    def of(cls, post: QueryDict) -> Typed:
        return cls(
            points=typed(post, "points"),
            reason=typed(post, "reason"),
            not_applicable=post.get("not_applicable") == "1",
            version=version_of(post),
        )

    @classmethod
    def offered(cls, offer: Offer, *, version: int) -> Typed:
        return cls(
            points=format_decimal(offer.points),
            reason=offer.reason,
            not_applicable=False,
            version=version,
        )

    @classmethod
    def stored(cls, case: Case) -> Typed:
        award, line = case.award, case.line
        if award is None:
            proposed = line.counted if line.is_self_scored else line.computed
            shown = "" if proposed is None else format_decimal(proposed)
            return cls(points=shown, reason="", not_applicable=line.not_applicable, version=0)
        points = "" if award.points is None else format_decimal(award.points)
        return cls(
            points=points,
            reason=award.reason,
            not_applicable=award.not_applicable,
            version=award.version,
        )


@dataclass(frozen=True, kw_only=True)
class ShownEvidence:
    """A document beside the component, with what is odd about it."""

    link: Any
    is_outside: bool

    @property
    def opens_inline(self) -> bool:
        return self.link.document.file.extension in {"pdf", "jpg", "jpeg", "png"}


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The page of a case; ``error`` is what refused the last attempt."""

    docket: Docket
    case: Case
    trail: Trail
    peers: Sequence[QueueItem]
    typed: Typed
    survey_text: str
    survey_version: int
    guides: Sequence[Any] = ()
    error: Exception | None = None
    survey_error: Exception | None = None
    said: str = ""
    said_error: Exception | None = None

    @property
    def dossier(self) -> Any:
        return self.docket.workbook.dossier

    @property
    def line(self) -> Line:
        return self.case.line

    @property
    def above(self) -> list[Node]:
        return list(self.docket.workbook.criteria_set.ancestors(self.case.code))

    @property
    def conflict(self) -> Stale | None:
        return self.error if isinstance(self.error, Stale) else None

    @property
    def version(self) -> int:
        """Return the version that a save now replaces: after a conflict the other person's, knowingly."""
        return self.conflict.version if self.conflict else self.typed.version

    @property
    def survey_theirs(self) -> str:
        """Return the percentage that somebody else entered in between; empty without a conflict."""
        error = self.survey_error
        return error.theirs["percent"] if isinstance(error, Stale) else ""

    @property
    def is_open(self) -> bool:
        return is_open_for_award(self.dossier)

    @property
    def may_speak(self) -> bool:
        """Tell whether the appraiser can answer in the thread about the award."""
        awaits = self.dossier.stage == Stage.AWAITING_REPLY
        return awaits and self.case.reply is not None and not self.case.is_thread_closed

    @property
    def offers(self) -> list[Offer]:
        """Return the one-click awards; none after a refusal, when a text stands to be finished."""
        return [] if self.error else offers_of(self.line)

    @property
    def facts(self) -> list[ShownFact]:
        return facts_of(self.docket.workbook, self.line)

    @cached_property
    def evidence(self) -> list[ShownEvidence]:
        cycle = self.dossier.round.cycle
        return [
            ShownEvidence(
                link=link,
                is_outside=not cycle.data_from <= link.document.issued_on <= cycle.data_until,
            )
            for link in self.line.evidence
        ]

    @property
    def warnings(self) -> list[str]:
        """Say what an appraiser must not overlook; what cross-checks find stands in their panel."""
        line, found = self.line, []
        if line.is_self_scored and not line.not_applicable and not line.is_proven:
            found.append(
                _("Không có tài liệu kiểm chứng và không giải trình: chỉ được chấm 0 điểm.")
            )
        if line.self_score is not None and line.computed and line.self_score < line.computed:
            found.append(
                _("Đơn vị tự chấm %(own)s điểm, cách tính của bộ tiêu chí cho %(computed)s điểm.")
                % {
                    "own": format_decimal(line.self_score),
                    "computed": format_decimal(line.computed),
                }
            )
        return found


def build_page(actor: Actor, docket: Docket, case: Case, way: Way, **attempt: Any) -> CasePage:
    """Gather a case's page; ``attempt`` holds what was typed and the error, after a refusal."""
    dossier = docket.workbook.dossier
    through_units = same_component(actor, dossier, case.code)
    trail = (
        through_units
        if way is Way.COMPONENT
        else trail_through(same_unit(actor, docket), dossier, case.code, way)
    )
    attempt.setdefault("typed", Typed.stored(case))
    attempt.setdefault("survey_text", _survey_text(docket, case))
    attempt.setdefault("survey_version", _survey_version(docket, case))
    return CasePage(
        docket=docket,
        case=case,
        trail=trail,
        peers=through_units.items,
        guides=guides_for(dossier.round.cycle, dossier.criteria_set, case.code),
        **attempt,
    )


def _survey_version(docket: Docket, case: Case) -> int:
    """Return the version that a save now replaces, after a conflict the other person's, knowingly."""
    if case.line.is_self_scored:
        return 0
    fact = docket.workbook.facts.get(case.line.node.facts[0])
    return fact.version if fact else 0


def _survey_text(docket: Docket, case: Case) -> str:
    if case.line.is_self_scored:
        return ""
    value = docket.workbook.values.get(case.line.node.facts[0])
    return format_decimal(value) if isinstance(value, Decimal) else ""
