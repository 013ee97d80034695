"""The table of who answers for what: by field, with exceptions deeper in the tree (letter 1202, part 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.rules import Actor
from parindex.appraisal.rules import APPRAISABLE
from parindex.assessments.choices import Stage
from parindex.assessments.queries import dossiers
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import AssignmentRow, assignment_table
from parindex.cycles.rules import may_coordinate
from parindex.engine import Level, ScoredBy
from parindex.kernel.errors import Refused
from parindex.units.queries import agencies_of
from parindex.viet import sort_key


class Depth(TextChoices):
    """How deep the table goes; the values stand in the query string."""

    CRITERIA = "", gettext_lazy("Lĩnh vực và tiêu chí")
    COMPONENTS = "thanh-phan", gettext_lazy("Cả tiêu chí thành phần")
    EXCEPTIONS = "ngoai-le", gettext_lazy("Chỉ lĩnh vực và ngoại lệ")


@dataclass(frozen=True, kw_only=True)
class Share:
    """One node: who is named here, and who would answer without that, by which node (``giver``)."""

    row: AssignmentRow
    inherited: Any
    giver: str
    exceptions_below: int

    @property
    def code(self) -> str:
        return self.row.node.code

    @property
    def is_field(self) -> bool:
        return self.row.node.level is Level.FIELD

    @property
    def is_exception(self) -> bool:
        """Tell an agency named below the field, which wins over the field's (letter 1202: 7.2)."""
        return self.row.assigned is not None and not self.is_field

    @property
    def is_orphan(self) -> bool:
        return self.row.node.is_leaf and self.row.effective is None

    @property
    def is_survey(self) -> bool:
        return self.row.node.is_leaf and self.row.node.scored_by is ScoredBy.SURVEY

    @property
    def css(self) -> str:
        return ("row-field", "row-criterion", "row-component")[min(self.row.depth, 2)]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What one agency answers for, as the letter lists it: whole fields, then criteria."""

    agency: Any
    texts: Sequence[str]
    leaves: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """Everything on the page; ``locked`` says why nothing can be changed, ``warning`` what a change does."""

    cycle: Any
    stored: Any
    purpose: Purpose
    shares: Sequence[Share]
    agencies: Sequence[Any]
    locked: str
    warning: str
    may_edit: bool
    depth: str = ""
    editing: str = ""
    saved: str = ""

    @property
    def shown(self) -> list[Share]:
        return [share for share in self.shares if self._shows(share)]

    @property
    def orphans(self) -> list[Share]:
        return [share for share in self.shares if share.is_orphan]

    @property
    def exceptions(self) -> int:
        return sum(share.is_exception for share in self.shares)

    @property
    def is_open(self) -> bool:
        return self.may_edit and not self.locked

    @cached_property
    def usual_source(self) -> str:
        """Return the source that the other rows name, proposed for a new one."""
        sources = [share.row.assigned.source for share in self.shares if share.row.assigned]
        return max(sources, key=sources.count) if sources else ""

    @cached_property
    def holdings(self) -> list[Holding]:
        """Return the agencies with what they answer for, in Vietnamese order."""
        found = {
            share.row.effective.pk: share.row.effective
            for share in self.shares
            if share.row.effective
        }
        ordered = sorted(found.values(), key=lambda agency: sort_key(agency.name))
        return [_holding(agency, self.shares) for agency in ordered]

    def _shows(self, share: Share) -> bool:
        if share.is_field or share.code == self.editing or share.is_exception:
            return True
        if self.depth == Depth.EXCEPTIONS:
            return share.is_orphan
        return self.depth == Depth.COMPONENTS or share.row.node.level is Level.CRITERION


def build_table(
    actor: Actor, *, cycle: Any, stored: Any, purpose: Purpose, query: QueryDict, saved: str = ""
) -> Table:
    """Load the table with its state."""
    rows = assignment_table(cycle, stored, purpose)
    locked, warning = _standing(cycle, stored, purpose)
    agencies = {agency.pk: agency for agency in agencies_of(cycle.body)}
    agencies |= {row.assigned.agency_id: row.assigned.agency for row in rows if row.assigned}
    may_edit = may_coordinate(actor, cycle)
    return Table(
        cycle=cycle,
        stored=stored,
        purpose=purpose,
        shares=[_share(row, rows) for row in rows],
        agencies=sorted(agencies.values(), key=lambda agency: sort_key(agency.name)),
        locked=locked,
        warning=warning,
        may_edit=may_edit,
        depth=query.get("xem", ""),
        editing=query.get("sua", "") if may_edit and not locked else "",
        saved=saved,
    )


def require_open(cycle: Any, stored: Any, purpose: Purpose) -> None:
    """Raise Refused where nothing can be shared out any more."""
    locked, _warning = _standing(cycle, stored, purpose)
    if locked:
        raise Refused(locked)


def _standing(cycle: Any, stored: Any, purpose: Purpose) -> tuple[str, str]:
    """Return why the table is locked, or what a change does now; both empty before scoring."""
    stages = [row.stage for row in dossiers().filter(round__cycle=cycle, criteria_set=stored)]
    handed_in = [stage for stage in stages if stage != Stage.SELF_ASSESSMENT]
    if purpose == Purpose.SELF_SCORE:
        if handed_in:
            return _("Biểu của %(unit)s đã nộp nên phần tự chấm không phân công lại được.") % {
                "unit": cycle.body.body
            }, ""
        return "", _(
            "Đổi phân công thì các phần biểu đã duyệt hoặc đang chờ duyệt mở lại để duyệt lần nữa."
        )
    if stages and not set(stages) & {Stage.SELF_ASSESSMENT, *APPRAISABLE}:
        return _("Mọi hồ sơ đã thẩm định xong nên không phân công lại được."), ""
    if handed_in:
        told = _(
            "Đã có %(count)d hồ sơ nộp: điểm đã chấm giữ nguyên, cơ quan mới chấm các mục chưa chấm và được sửa."
        )
        return "", told % {"count": len(handed_in)}
    return "", ""


def _share(row: AssignmentRow, rows: Sequence[AssignmentRow]) -> Share:
    above = [other for other in rows if row.node.code.startswith(f"{other.node.code}.")]
    named = [(other.assigned.agency, other.node.code) for other in above if other.assigned]
    below = f"{row.node.code}."
    return Share(
        row=row,
        inherited=named[-1][0] if named else None,
        giver=named[-1][1] if named else "",
        exceptions_below=sum(
            other.assigned is not None and other.node.code.startswith(below) for other in rows
        ),
    )


def _holding(agency: Any, shares: Sequence[Share]) -> Holding:
    """Name the highest nodes that are the agency's, with what is taken out below them."""
    mine = [
        share for share in shares if share.row.effective and share.row.effective.pk == agency.pk
    ]
    tops = [share for share in mine if share.inherited is None or share.inherited.pk != agency.pk]
    fields = [_with_gaps(top, agency, shares) for top in tops if top.is_field]
    deeper = [_with_gaps(top, agency, shares) for top in tops if not top.is_field]
    texts = []
    if fields:
        texts.append(_("Lĩnh vực %(codes)s") % {"codes": ", ".join(fields)})
    if deeper:
        texts.append(_("Tiêu chí %(codes)s") % {"codes": ", ".join(deeper)})
    leaves = sum(share.row.node.is_leaf for share in mine)
    return Holding(agency=agency, texts=texts, leaves=leaves)


def _with_gaps(top: Share, agency: Any, shares: Sequence[Share]) -> str:
    gaps = [
        share.code
        for share in shares
        if share.code.startswith(f"{top.code}.")
        and share.row.assigned
        and share.row.assigned.agency_id != agency.pk
    ]
    return (
        _("%(code)s (trừ %(gaps)s)") % {"code": top.code, "gaps": ", ".join(gaps)}
        if gaps
        else top.code
    )
