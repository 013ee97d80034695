"""What a workbook would change in a dossier: each row old and new, and what it does to points. Nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.assessments.values import in_words, write_raw
from parindex.assessments.workbook import Line, Workbook, build_workbook
from parindex.engine import parse_fact
from parindex.exchange.books import dossier_form as form
from parindex.exchange.books.dossier_form import ScoreRow
from parindex.exchange.books.dossier_in import (
    DossierContent,
    FactSaid,
    ScoreSaid,
    keeps_stored,
    read_dossier,
)
from parindex.exchange.books.dossier_out import score_row
from parindex.exchange.books.findings import Finding
from parindex.exchange.books.looks import LISTS
from parindex.exchange.books.marks import SHEET, Marks, digest, read_marks
from parindex.exchange.books.opening import open_book
from parindex.exchange.books.tables import tell_of_sheets
from parindex.exchange.choices import RowKind
from parindex.exchange.models import UploadedBook
from parindex.exchange.queries.forms import Desk, desk_of, fact_digest
from parindex.kernel.clock import moment_text, vietnam_date
from parindex.kernel.files import open_stored
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One thing of a row in words: as it stands, and as the workbook has it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What becomes of a component's points: by the rule, and counted for the unit."""

    code: str
    label: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """A row that differs from the dossier. ``new`` is a fact's wire form or a component's ScoreRow.

    A conflict is a row that somebody saved after the download: ``saved_by`` at ``saved_at``. It is
    left out unless it is chosen, at the ``version`` that was looked at.
    """

    kind: str
    code: str
    title: str
    sheet: str
    row: int
    pairs: tuple[Pair, ...]
    new: Any
    version: int
    is_conflict: bool
    clears: bool
    saved_by: str = ""
    saved_at: str = ""
    effects: tuple[Effect, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the name under which the row is chosen."""
        return f"{self.kind}:{self.code}:{self.version}"

    @property
    def is_fact(self) -> bool:
        return self.kind == RowKind.FACT


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The person's part of the dossier in points, before and after."""

    counted_before: Decimal
    counted_after: Decimal
    computed_before: Decimal
    computed_after: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything of a preview."""

    workbook: Workbook
    rows: Sequence[PlannedRow]
    findings: Sequence[Finding]
    unchanged: int
    sums: Sums
    taken_at: dt.datetime

    @property
    def changes(self) -> list[PlannedRow]:
        """Return what is written on confirmation."""
        return [row for row in self.rows if not row.is_conflict]

    @property
    def conflicts(self) -> list[PlannedRow]:
        """Return what somebody else changed since the download."""
        return [row for row in self.rows if row.is_conflict]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]

    @property
    def cautions(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_error]


def plan_of(book: UploadedBook, actor: Actor, *, now: dt.datetime) -> Plan:
    """Read a stored workbook and hold it against the dossier as it stands now.

    Six queries whatever the number of rows. Raises NoDossierError for a stranger, FileRefused
    for a file that cannot be read any more.
    """
    with open_stored(book.file) as file:
        opened = open_book(file)
    assert book.dossier_id is not None  # noqa: S101 - of this kind every upload has one
    workbook = load_workbook(dossier_by_id(book.dossier_id))
    desk = desk_of(workbook, actor, now=now)
    marks = read_marks(opened)
    content = read_dossier(
        opened,
        workbook.criteria_set,
        with_scores=any(kind == RowKind.COMPONENT for kind, _code in marks.seen),
        today=vietnam_date(now),
    )
    tell_of_sheets(opened, {form.GUIDE, form.FACTS, form.SCORES, LISTS, SHEET}, content.findings)
    return _Planner(workbook=workbook, desk=desk, marks=marks, content=content).plan()


@dataclass
class _Planner:
    """Holds what a workbook says against what stands in the dossier."""

    workbook: Workbook
    desk: Desk
    marks: Marks
    content: DossierContent
    touched: int = 0

    def plan(self) -> Plan:
        rows = [*self._fact_rows(), *self._score_rows()]
        after = self._after([row for row in rows if not row.is_conflict])
        self._tell_of_missing_rows()
        codes = self.desk.components
        return Plan(
            workbook=self.workbook,
            rows=[self._with_effects(row, after) for row in rows],
            findings=self.content.findings.in_order,
            unchanged=len(self.content.facts) + len(self.content.scores) - self.touched,
            sums=Sums(
                counted_before=_sum(self.workbook.lines[code].counted for code in codes),
                counted_after=_sum(after.lines[code].counted for code in codes),
                computed_before=_sum(self.workbook.lines[code].computed for code in codes),
                computed_after=_sum(after.lines[code].computed for code in codes),
            ),
            taken_at=self.marks.taken_at,
        )

    def _fact_rows(self) -> Iterator[PlannedRow]:
        for said in self.content.facts.values():
            now = fact_digest(self.workbook, said.code)
            seen = self.marks.seen_at(RowKind.FACT, said.code)
            if digest(said.wire) in {seen.digest, now}:
                continue
            self.touched += 1
            if self._may_write(said, form.FACTS, form.VALUE, self.desk.facts):
                entry = self.workbook.facts.get(said.code)
                yield self._fact_row(said, entry, seen_version=seen.version)

    def _fact_row(
        self, said: FactSaid, entry: FactEntry | None, *, seen_version: int
    ) -> PlannedRow:
        fact = self.workbook.criteria_set.facts[said.code]
        before = in_words(fact, self.workbook.values.get(said.code))
        value = None if said.wire is None else parse_fact(fact, said.wire)
        version = entry.version if entry else 0
        return PlannedRow(
            kind=RowKind.FACT.value,
            code=said.code,
            title=fact.label,
            sheet=form.FACTS,
            row=said.row,
            pairs=(Pair(label=_("Giá trị"), before=before, after=in_words(fact, value)),),
            new=said.wire,
            version=version,
            is_conflict=version != seen_version,
            clears=said.wire is None,
            saved_by=entry.changed_by if entry else "",
            saved_at=_moment(entry),
        )

    def _score_rows(self) -> Iterator[PlannedRow]:
        for said in self.content.scores.values():
            line = self.workbook.lines[said.code]
            current, seen = score_row(line), self.marks.seen_at(RowKind.COMPONENT, said.code)
            if digest(said.said.content) in {seen.digest, digest(current.content)}:
                continue
            self.touched += 1
            if self._may_write(said, form.SCORES, form.SCORE, self.desk.components):
                yield self._score_row(said, line, seen_version=seen.version)

    def _score_row(self, said: ScoreSaid, line: Line, *, seen_version: int) -> PlannedRow:
        new = ScoreRow(
            score=said.said.score,
            not_applicable=said.said.not_applicable,
            reason=line.reason if keeps_stored(said.said.reason) else said.said.reason,
            explanation=line.explanation
            if keeps_stored(said.said.explanation)
            else said.said.explanation,
        )
        version = line.entry.version if line.entry else 0
        return PlannedRow(
            kind=RowKind.COMPONENT.value,
            code=said.code,
            title=line.node.name,
            sheet=form.SCORES,
            row=said.row,
            pairs=tuple(_score_pairs(line, new)),
            new=new,
            version=version,
            is_conflict=version != seen_version,
            clears=new.is_blank or (new.score is None and line.self_score is not None),
            saved_by=line.entry.changed_by if line.entry else "",
            saved_at=_moment(line.entry),
        )

    def _may_write(self, said: FactSaid | ScoreSaid, sheet: str, title: str, mine: Any) -> bool:
        """Tell whether the person may write the row now; says why not at its cell."""
        reason = mine.get(said.code)
        if reason is None:
            reason = _(
                "mục này do cơ quan khác phụ trách hoặc do Hội đồng nhập, anh/chị không sửa được"
            )
        elif not reason and said.is_hidden:
            reason = _("ô bị ẩn nhưng có thay đổi nên không nhập; hãy bỏ lọc, bỏ ẩn rồi gửi lại")
        if reason:
            self.content.findings.error(
                reason, sheet=sheet, row=said.row, column=said.column, title=title
            )
            return False
        self.content.findings.extend(said.cautions)
        return True

    def _tell_of_missing_rows(self) -> None:
        expected = {form.FACTS: self.desk.facts, form.SCORES: self.desk.components}
        for sheet, codes in expected.items():
            seen = self.content.rows_seen & codes.keys()
            missing = [code for code in codes if code not in self.content.rows_seen]
            if seen and missing:
                message = _("thiếu %(count)d dòng (%(codes)s): coi như không đổi")
                shown = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
                self.content.findings.caution(
                    message % {"count": len(missing), "codes": shown}, sheet=sheet
                )

    def _after(self, rows: Sequence[PlannedRow]) -> Workbook:
        """Return the dossier as it would stand; makes no query."""
        facts = dict(self.workbook.facts)
        entries = {line.code: line.entry for line in self.workbook.lines.values() if line.entry}
        for row in rows:
            if row.is_fact:
                facts[row.code] = FactEntry(fact_code=row.code, raw=write_raw(row.new))
            else:
                entries[row.code] = ComponentEntry(
                    code=row.code,
                    self_score=row.new.score,
                    not_applicable=row.new.not_applicable,
                    reason=row.new.reason,
                    explanation=row.new.explanation,
                )
        lines = self.workbook.lines.values()
        return build_workbook(
            dossier=self.workbook.dossier,
            criteria_set=self.workbook.criteria_set,
            sheets=self.workbook.sheets,
            responsible={line.code: line.sheet.unit_id for line in lines if line.sheet},
            facts=facts.values(),
            entries=entries.values(),
            links={line.code: list(line.evidence) for line in lines},
        )

    def _with_effects(self, row: PlannedRow, after: Workbook) -> PlannedRow:
        """Add what the row does to points; of a conflict nothing is known before it is chosen."""
        if row.is_conflict:
            return row
        codes = (
            [line.code for line in self.workbook.lines_using(row.code)]
            if row.is_fact
            else [row.code]
        )
        effects = [
            effect
            for code in codes
            for effect in _effects(
                self.workbook.lines[code], after.lines[code], is_fact=row.is_fact
            )
        ]
        notes = (
            [
                note
                for code in codes
                for note in _differs(self.workbook.lines[code], after.lines[code])
            ]
            if row.is_fact
            else _notes(after.lines[row.code])
        )
        return replace(row, effects=tuple(effects), notes=tuple(notes))


def _effects(before: Line, after: Line, *, is_fact: bool) -> Iterator[Effect]:
    if is_fact and before.computed != after.computed:
        label = _("điểm tính")
        yield Effect(code=before.code, label=label, before=before.computed, after=after.computed)
    if not is_fact and before.counted != after.counted:
        label = _("điểm được tính")
        yield Effect(code=before.code, label=label, before=before.counted, after=after.counted)


def _differs(before: Line, after: Line) -> Iterator[str]:
    """Say when a figure parts the self-score that stands there from the computed points."""
    if after.differs and (before.computed, before.self_score) != (after.computed, after.self_score):
        words = _("Mục %(code)s: điểm tự chấm %(score)s sẽ khác điểm tính")
        score = format_decimal(after.self_score or Decimal(0))
        yield words % {"code": after.code, "score": score}


def _notes(line: Line) -> list[str]:
    """Say what will still be wanting in a component."""
    found = [reason[:1].upper() + reason[1:] for reason in line.blockers]
    if line.lacks_proof:
        found.append(_("Chưa có tài liệu kiểm chứng hay giải trình nên điểm được tính là 0"))
    return found


def _score_pairs(line: Line, new: ScoreRow) -> Iterator[Pair]:
    old = ScoreRow(
        score=line.self_score,
        not_applicable=line.not_applicable,
        reason=line.reason,
        explanation=line.explanation,
    )
    if (old.score, old.not_applicable) != (new.score, new.not_applicable):
        yield Pair(label=_("Điểm tự chấm"), before=_score_text(old), after=_score_text(new))
    if old.reason.strip() != new.reason:
        yield Pair(label=_("Lý do khác điểm tính"), before=old.reason, after=new.reason)
    if old.explanation.strip() != new.explanation:
        yield Pair(label=_("Giải trình"), before=old.explanation, after=new.explanation)


def _score_text(row: ScoreRow) -> str:
    if row.not_applicable:
        return _("không áp dụng")
    return "" if row.score is None else format_decimal(row.score)


def _moment(entry: FactEntry | ComponentEntry | None) -> str:
    return moment_text(entry.changed_at) if entry else ""


def _sum(points: Any) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))
