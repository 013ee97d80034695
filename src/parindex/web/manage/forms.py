"""What secretary, chair and coordinator type: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.kernel.clock import VIETNAM
from parindex.viet import format_date
from parindex.web.shell.forms import (
    UnreadableError,
    read_date,
    read_moment,
    read_points,
    typed,
    version_of,
)

END_OF_DAY = "17:00"
NUMBER_LENGTH, SIGNER_LENGTH = 60, 150  # letters: as the shortest column that keeps them
TIME_TO_ANSWER = dt.timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class DueForm:
    """A deadline as a day and a time of day in Vietnam."""

    day: str = ""
    time: str = END_OF_DAY

    @classmethod
    def of(cls, post: QueryDict) -> DueForm:
        return cls(day=typed(post, "day"), time=typed(post, "time"))

    @classmethod
    def proposed(cls, now: dt.datetime) -> DueForm:
        """Propose the end of a working day, five days on; a weekend moves to Monday."""
        day = (now.astimezone(VIETNAM) + TIME_TO_ANSWER).date()
        while day.isoweekday() > 5:
            day += dt.timedelta(days=1)
        return cls(day=format_date(day))

    def moment(self, *, missing: str) -> dt.datetime:
        """Return the deadline; raises UnreadableError for junk, and with ``missing`` for nothing."""
        found = read_moment(self.day, self.time)
        if found is None:
            raise UnreadableError(missing, text=self.day)
        return found


@dataclass(frozen=True, kw_only=True)
class SupplementForm:
    """A written request as it is typed."""

    number: str = ""
    reason: str = ""
    codes: tuple[str, ...] = ()
    due: DueForm

    @classmethod
    def of(cls, post: QueryDict) -> SupplementForm:
        return cls(
            number=typed(post, "number"),
            reason=typed(post, "reason"),
            codes=tuple(dict.fromkeys(post.getlist("codes"))),
            due=DueForm.of(post),
        )

    def checked_number(self) -> str:
        """Return the number of the document; raises UnreadableError when it is too long."""
        return _short(self.number, NUMBER_LENGTH)


@dataclass(frozen=True, kw_only=True)
class RulingForm:
    """The chair's word on one component as it is typed."""

    code: str
    points: str = ""
    reason: str = ""
    not_applicable: bool = False
    version: int = 0

    @classmethod
    def of(cls, code: str, post: QueryDict) -> RulingForm:
        return cls(
            code=code,
            points=typed(post, "points"),
            reason=typed(post, "reason"),
            not_applicable=post.get("not_applicable") == "1",
            version=version_of(post),
        )

    def read(self) -> Decimal | None:
        """Return the points, None for "not applicable"; raises UnreadableError for junk and for nothing."""
        if self.not_applicable:
            return None
        points = read_points(self.points)
        if points is None:
            raise UnreadableError(_("Hãy ghi điểm kết luận."), text=self.points)
        return points


@dataclass(frozen=True, kw_only=True)
class PublicationForm:
    """The announcement's number, day and signer as they are typed; ``reason`` of a correction."""

    number: str = ""
    day: str = ""
    signer: str = ""
    reason: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> PublicationForm:
        return cls(
            reason=typed(post, "reason").strip(),
            number=typed(post, "number").strip(),
            day=typed(post, "day").strip(),
            signer=typed(post, "signer").strip(),
        )

    def check(self) -> dt.date:
        """Return the day; raises UnreadableError naming the first field that is missing."""
        if not self.number:
            raise UnreadableError(_("Hãy ghi số, ký hiệu của văn bản công bố."), text="")
        day = read_date(self.day)
        if day is None:
            raise UnreadableError(_("Hãy ghi ngày của văn bản công bố."), text="")
        if not self.signer:
            raise UnreadableError(_("Hãy ghi họ tên người ký."), text="")
        _short(self.number, NUMBER_LENGTH)
        _short(self.signer, SIGNER_LENGTH)
        return day


def _short(text: str, limit: int) -> str:
    if len(text.strip()) > limit:
        raise UnreadableError(
            _("“%(text)s…” quá dài: ghi tối đa %(limit)d ký tự.")
            % {"text": text[:20], "limit": limit},
            text=text,
        )
    return text
