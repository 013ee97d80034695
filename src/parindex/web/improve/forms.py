"""What people type after a result: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.improvement.operations import (
    ComponentTexts,
    DraftHead,
    LessonDraft,
    NewNode,
    ProposalText,
    ReviewDraft,
)
from parindex.viet import format_date, format_decimal
from parindex.web.shell.forms import UnreadableError, read_date, read_points, read_whole, typed


@dataclass(frozen=True, kw_only=True)
class ReviewForm:
    """When a review was held, by whom, and what it found."""

    held_on: str = ""
    participants: str = ""
    summary: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("held_on", "participants", "summary")
        return cls(**{name: typed(post, name) for name in names})

    @classmethod
    def stored(cls, review: Any) -> Self:
        if review is None:
            return cls()
        return cls(
            held_on=format_date(review.held_on) if review.held_on else "",
            participants=review.participants,
            summary=review.summary,
        )

    def read(self) -> ReviewDraft:
        return ReviewDraft(
            held_on=read_date(self.held_on), participants=self.participants, summary=self.summary
        )


@dataclass(frozen=True, kw_only=True)
class LessonForm:
    """What was learned about one component."""

    causes: str = ""
    factors: tuple[str, ...] = ()
    responsible_kind: str = "COLLECTIVE"
    responsible: str = ""
    measure: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("causes", "responsible_kind", "responsible", "measure")
        return cls(
            factors=tuple(post.getlist("factors")), **{name: typed(post, name) for name in names}
        )

    @classmethod
    def stored(cls, lesson: Any, *, responsible: str = "") -> Self:
        if lesson is None:
            return cls(responsible=responsible)
        return cls(
            causes=lesson.causes,
            factors=lesson.factor_codes,
            responsible_kind=lesson.responsible_kind,
            responsible=lesson.responsible,
            measure=lesson.measure,
        )

    def read(self) -> LessonDraft:
        return LessonDraft(
            causes=self.causes,
            factors=self.factors,
            responsible_kind=self.responsible_kind,
            responsible=self.responsible,
            measure=self.measure,
        )


@dataclass(frozen=True, kw_only=True)
class ProposalForm:
    """A proposal about a criterion or a method."""

    criteria_set: str = ""
    node_code: str = ""
    kind: str = ""
    text: str = ""
    points: str = ""
    rule: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("criteria_set", "node_code", "kind", "text", "points", "rule")
        return cls(**{name: typed(post, name) for name in names})

    @classmethod
    def stored(cls, row: Any) -> Self:
        points = row.suggested_points
        return cls(
            criteria_set=row.criteria_set.code,
            node_code=row.node_code,
            kind=row.kind,
            text=row.text,
            points="" if points is None else format_decimal(points.normalize()),
            rule=row.suggested_rule,
        )

    def read(self) -> ProposalText:
        return ProposalText(
            kind=self.kind,
            text=self.text,
            suggested_points=read_points(self.points),
            suggested_rule=self.rule,
        )


@dataclass(frozen=True, kw_only=True)
class HeadForm:
    """The head of a draft."""

    name: str = ""
    year: str = ""
    annex: str = ""
    number: str = ""
    issued_on: str = ""
    issuer: str = ""
    in_force_from: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("name", "year", "annex", "number", "issued_on", "issuer", "in_force_from")
        return cls(**{name: typed(post, name).strip() for name in names})

    @classmethod
    def stored(cls, document: dict[str, Any]) -> Self:
        decision = document["decision"]
        return cls(
            name=document["name"],
            year=str(document.get("year") or ""),
            annex=document.get("annex", ""),
            number=decision["number"],
            issued_on=_day(decision["issued_on"]),
            issuer=decision["issuer"],
            in_force_from=_day(document["in_force_from"]),
        )

    def read(self) -> DraftHead:
        issued, starts, year = (
            read_date(self.issued_on),
            read_date(self.in_force_from),
            read_whole(self.year),
        )
        if issued is None or starts is None or year is None:
            raise UnreadableError(_("Hãy ghi năm, ngày ban hành và ngày có hiệu lực."), text="")
        return DraftHead(
            name=self.name,
            year=year,
            annex=self.annex,
            decision_number=self.number,
            issued_on=issued,
            issuer=self.issuer,
            in_force_from=starts,
        )


@dataclass(frozen=True, kw_only=True)
class NodeForm:
    """A node of a draft: its words, points and rule; ``code`` of a new one."""

    code: str = ""
    name: str = ""
    points: str = ""
    rule: str = ""
    guidance: str = ""
    evidence: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("code", "name", "points", "rule", "guidance", "evidence")
        return cls(**{name: typed(post, name) for name in names})

    @property
    def rows(self) -> Sequence[str]:
        return [row.strip(" -•") for row in self.evidence.splitlines()]

    def texts(self) -> ComponentTexts:
        return ComponentTexts(name=self.name, guidance=self.guidance, evidence=self.rows)

    def read_points(self) -> Decimal:
        points = read_points(self.points)
        if points is None:
            raise UnreadableError(_("Hãy ghi điểm tối đa."), text="")
        return points

    def new_node(self, parent: str, *, source: str) -> NewNode:
        return NewNode(
            parent=parent,
            code=self.code.strip(),
            name=self.name,
            max_points=self.read_points(),
            rule=self.rule,
            evidence=self.rows,
            source=source,
        )


def _day(text: str) -> str:
    found = read_date(str(text))
    return format_date(found) if found else ""
