"""What chair and secretary type about the council as a whole: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.appraisal.operations import DrawPlan, SubstitutionPlan
from parindex.kernel.errors import Refused
from parindex.web.manage.forms import DueForm, SupplementForm
from parindex.web.shell.forms import UnreadableError, read_date, read_points, typed

_BETWEEN_CODES = re.compile(r"[\s,;]+")
UNIT_PREFIX = "codes-"


@dataclass(frozen=True, kw_only=True)
class SubstituteForm:
    """Somebody who is to appraise for an agency."""

    agency: str = ""
    person: str = ""
    start: str = ""
    end: str = ""
    number: str = ""
    date: str = ""
    reason: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> SubstituteForm:
        names = ("agency", "person", "start", "end", "number", "date", "reason")
        return cls(**{name: typed(post, name) for name in names})

    def plan(self) -> SubstitutionPlan:
        """Return what is asked for; raises UnreadableError naming the first day that is missing."""
        return SubstitutionPlan(
            agency_code=self.agency,
            username=self.person,
            from_day=_day(self.start, _("Hãy ghi ngày đầu thay thế.")),
            until_day=_day(self.end, _("Hãy ghi ngày cuối thay thế.")),
            document_number=self.number,
            document_date=_day(self.date, _("Hãy ghi ngày của văn bản.")),
            reason=self.reason,
        )


@dataclass(frozen=True, kw_only=True)
class RecusalForm:
    """A member who is to stand aside, of which unit, and why."""

    person: str = ""
    unit: str = ""
    reason: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> RecusalForm:
        return cls(
            person=typed(post, "person"), unit=typed(post, "unit"), reason=typed(post, "reason")
        )


@dataclass(frozen=True, kw_only=True)
class DrawForm:
    """What is to be read again."""

    set_code: str = ""
    seed: str = ""
    share: str = ""
    points: str = ""
    percent: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> DrawForm:
        names = ("set_code", "seed", "share", "points", "percent")
        return cls(**{name: typed(post, name).strip() for name in names})

    def plan(self) -> DrawPlan:
        """Return what is asked for; raises UnreadableError for what is no number."""
        return DrawPlan(
            seed=self.seed,
            share=_percent(self.share),
            least_points=read_points(self.points),
            least_percent=_percent(self.percent),
        )


@dataclass(frozen=True, kw_only=True)
class ManyForm:
    """One document to several units; ``codes`` holds what is typed beside each dossier."""

    document: SupplementForm
    codes: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict) -> ManyForm:
        named = {
            int(name.removeprefix(UNIT_PREFIX)): typed(post, name).strip()
            for name in post
            if re.fullmatch(rf"{UNIT_PREFIX}\d{{1,12}}", name)
        }
        return cls(document=SupplementForm.of(post), codes=named)

    @classmethod
    def proposed(cls, now: dt.datetime, codes: dict[int, str]) -> ManyForm:
        return cls(document=SupplementForm(due=DueForm.proposed(now)), codes=codes)

    def read_codes(self) -> dict[int, tuple[str, ...]]:
        """Return the components of every dossier that has some."""
        split = {pk: _BETWEEN_CODES.split(text) for pk, text in self.codes.items() if text}
        return {
            pk: tuple(dict.fromkeys(code for code in codes if code)) for pk, codes in split.items()
        }


def _day(text: str, missing: str) -> dt.date:
    day = read_date(text)
    if day is None:
        raise UnreadableError(missing, text=text)
    return day


def _percent(text: str) -> Decimal | None:
    found = read_points(text.removesuffix("%"))
    if found is not None and found >= 1000:
        raise Refused(_("Tỷ lệ phải lớn hơn 0 và không quá 100%."))
    return found
