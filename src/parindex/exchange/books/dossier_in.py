"""A dossier's workbook read back: what it says row by row, and every mistake by its cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.assessments.operations.drafting import ScoreRefused, check_score
from parindex.engine import CriteriaSet, Node, ScoredBy
from parindex.exchange.books import dossier_form as form
from parindex.exchange.books.dossier_form import ScoreRow
from parindex.exchange.books.dossier_out import slot_title
from parindex.exchange.books.findings import Finding, Findings
from parindex.exchange.books.opening import Book, Formula
from parindex.exchange.books.slots import (
    PART_NAMES,
    CellError,
    Slot,
    bare_value,
    number_in,
    read_slot,
    slots_of,
    wire_of,
)
from parindex.exchange.books.tables import TOTAL, Table, find_table
from parindex.exchange.books.texts import normal, read_text
from parindex.kernel.reading.cells import clean
from parindex.viet import format_decimal, search_key

_MARKS = {"x", "co"}


@dataclass(frozen=True, kw_only=True)
class FactSaid:
    """What the workbook says of a fact: its wire form, in which row, and what is worth knowing if it is taken."""

    code: str
    wire: Any
    row: int
    column: int
    is_hidden: bool
    cautions: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScoreSaid:
    """What the workbook says of a component."""

    code: str
    said: ScoreRow
    row: int
    column: int
    is_hidden: bool
    cautions: tuple[Finding, ...] = ()


@dataclass
class DossierContent:
    """Everything a workbook says; rows with mistakes are left out and stand among the findings."""

    facts: dict[str, FactSaid] = field(default_factory=dict)
    scores: dict[str, ScoreSaid] = field(default_factory=dict)
    rows_seen: set[str] = field(default_factory=set)
    findings: Findings = field(default_factory=Findings)


def read_dossier(
    book: Book, criteria_set: CriteriaSet, *, with_scores: bool, today: dt.date
) -> DossierContent:
    """Read both tables; without ``with_scores`` the second may be missing."""
    content = DossierContent()
    facts = find_table(
        book,
        form.FACTS,
        form.FACT_COLUMNS,
        needed=(form.FACT_CODE, form.PART, form.VALUE),
        findings=content.findings,
    )
    if facts is not None:
        _FactReader(facts, criteria_set, content, today=today).read()
    if form.SCORES in book.pages or with_scores:
        scores = find_table(
            book,
            form.SCORES,
            form.SCORE_COLUMNS,
            needed=(form.CODE, form.SCORE, form.UNUSED, form.REASON, form.EXPLANATION),
            findings=content.findings,
        )
        if scores is not None:
            _ScoreReader(scores, criteria_set, content).read()
    return content


@dataclass
class _Reader:
    """What both tables have in common: saying where."""

    table: Table
    criteria_set: CriteriaSet
    content: DossierContent

    def error(self, row: int, title: str, message: str) -> None:
        """Note a mistake in a cell."""
        self.content.findings.error(message, **self.place(row, title))

    def caution(self, row: int, title: str, message: str) -> tuple[Finding, ...]:
        """Return a caution about a cell, if there is one."""
        if not message:
            return ()
        return (Finding(message=message, is_error=False, **self.place(row, title)),)

    def place(self, row: int, title: str) -> dict[str, Any]:
        columns = self.table.columns
        return {
            "sheet": self.table.page.name,
            "row": row,
            "column": columns.get(title, 0),
            "title": title,
        }

    def label_fits(self, row: int, title: str, label: str) -> bool:
        """Tell whether the locked text of a row is still the one of its code; says so if not."""
        if title not in self.table.columns:
            return True
        written = self.table.text(row, title)
        if not written or search_key(written) == search_key(clean(label)):
            return True
        message = _(
            "ô khóa bị sửa: mã của dòng này là “%(label)s”, không phải “%(written)s”. "
            "Dòng có thể đã bị xô lệch nên không nhập; hãy tải biểu mới"
        )
        self.error(row, title, message % {"label": label[:60], "written": written[:60]})
        return False


@dataclass
class _FactReader(_Reader):
    """Reads the sheet of facts."""

    today: dt.date

    def read(self) -> None:
        rows: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row in self.table.body:
            slot = self._slot_at(row)
            if slot is not None:
                rows[slot.fact.code][slot.part].append(row)
        for code, places in rows.items():
            self.content.rows_seen.add(code)
            self._read_fact(code, places)

    def _slot_at(self, row: int) -> Slot | None:
        code = self.table.text(row, form.FACT_CODE)
        if not code or code == TOTAL:
            if not code and not self.table.at(row, form.VALUE).is_empty:
                self.error(row, form.FACT_CODE, _("dòng có giá trị nhưng không có mã số liệu"))
            return None
        fact = self.criteria_set.facts.get(code)
        if fact is None:
            message = _("bộ tiêu chí không có số liệu mã “%(code)s”")
            self.error(row, form.FACT_CODE, message % {"code": code[:60]})
            return None
        part = search_key(self.table.text(row, form.PART))
        for slot in slots_of(fact):
            if search_key(PART_NAMES[slot.part]) == part:
                return slot if self.label_fits(row, form.WHAT, slot_title(slot)) else None
        names = " / ".join(PART_NAMES[slot.part] or _("để trống") for slot in slots_of(fact))
        self.error(row, form.PART, _("cột này phải là: %(names)s") % {"names": names})
        return None

    def _read_fact(self, code: str, places: Mapping[str, Sequence[int]]) -> None:
        fact = self.criteria_set.facts[code]
        if self._is_doubled(places):
            return
        parts: dict[str, Any] = {}
        cautions: list[Finding] = []
        for slot in slots_of(fact):
            if slot.part not in places:
                self._tell_missing(places, slot)
                return
            row = places[slot.part][0]
            try:
                reading = read_slot(slot, self.table.at(row, form.VALUE), today=self.today)
            except CellError as error:
                self.error(row, form.VALUE, str(error))
                continue
            parts[slot.part] = reading.wire
            cautions += self.caution(row, form.VALUE, reading.caution)
        if len(parts) == len(slots_of(fact)):
            self._keep(code, places, parts, tuple(cautions))

    def _keep(
        self,
        code: str,
        places: Mapping[str, Sequence[int]],
        parts: Mapping[str, Any],
        cautions: tuple[Finding, ...],
    ) -> None:
        rows = [row for part in places.values() for row in part]
        try:
            wire = wire_of(self.criteria_set.facts[code], parts)
        except CellError as error:
            self.error(places[error.part][0], form.VALUE, str(error))
            return
        self.content.facts[code] = FactSaid(
            code=code,
            wire=wire,
            row=rows[0],
            column=self.table.columns[form.VALUE],
            is_hidden=any(self.table.hides(row, form.VALUE) for row in rows),
            cautions=cautions,
        )

    def _is_doubled(self, places: Mapping[str, Sequence[int]]) -> bool:
        found = False
        for rows in places.values():
            for row in rows[1:]:
                found = True
                message = _(
                    "mã này đã có ở dòng %(row)d: không rõ lấy dòng nào, cả hai không được nhập"
                )
                self.error(row, form.FACT_CODE, message % {"row": rows[0]})
        return found

    def _tell_missing(self, places: Mapping[str, Sequence[int]], slot: Slot) -> None:
        row = next(iter(places.values()))[0]
        message = _("thiếu dòng “%(part)s” của số liệu này; hãy tải biểu mới")
        self.error(row, form.PART, message % {"part": PART_NAMES[slot.part]})


@dataclass
class _ScoreReader(_Reader):
    """Reads the sheet of self-scores."""

    def read(self) -> None:
        leaves = {leaf.code: leaf for leaf in self.criteria_set.leaves}
        groups = {node.code for node in self.criteria_set.walk()} - leaves.keys()
        rows: dict[str, list[int]] = defaultdict(list)
        for row in self.table.body:
            code = self.table.text(row, form.CODE)
            if code in leaves:
                rows[code].append(row)
            elif code in groups:
                self._check_group(row)
            elif code != TOTAL:
                self._check_stray(row, code)
        for code, places in rows.items():
            self.content.rows_seen.add(code)
            for row in places[1:]:
                message = _(
                    "mã này đã có ở dòng %(row)d: không rõ lấy dòng nào, cả hai không được nhập"
                )
                self.error(row, form.CODE, message % {"row": places[0]})
            if len(places) == 1 and self.label_fits(places[0], form.NAME, leaves[code].name):
                self._read_row(places[0], leaves[code])

    def _check_group(self, row: int) -> None:
        cell = self.table.at(row, form.SCORE)
        if not cell.is_empty and not isinstance(cell.value, Formula):
            message = _(
                "dòng này là nhóm, điểm do các mục bên dưới cộng lại; hãy ghi điểm ở từng mục"
            )
            self.error(row, form.SCORE, message)

    def _check_stray(self, row: int, code: str) -> None:
        if code:
            message = _("bộ tiêu chí không có mục mã “%(code)s”")
            self.error(row, form.CODE, message % {"code": code[:60]})
        elif any(
            not self.table.at(row, title).is_empty
            for title in (form.SCORE, form.REASON, form.EXPLANATION)
        ):
            self.error(row, form.CODE, _("dòng có nội dung nhưng không có mã mục"))

    def _read_row(self, row: int, node: Node) -> None:
        before = len(self.content.findings.found)
        cautions = [*self._max_caution(row, node)]
        score = self._score(row, node, cautions)
        unused = self._unused(row, node)
        reason = self._text(row, form.REASON, cautions)
        explanation = self._text(row, form.EXPLANATION, cautions)
        if len(self.content.findings.found) > before:
            return
        if unused and score is not None:
            message = _("mục không áp dụng nên điểm tự chấm được bỏ")
            cautions += self.caution(row, form.SCORE, message)
        self.content.scores[node.code] = ScoreSaid(
            code=node.code,
            said=ScoreRow(
                score=None if unused else score,
                not_applicable=unused,
                reason=reason,
                explanation=explanation,
            ),
            row=row,
            column=self.table.columns[form.SCORE],
            is_hidden=any(
                self.table.hides(row, title)
                for title in (form.SCORE, form.REASON, form.EXPLANATION)
            ),
            cautions=tuple(cautions),
        )

    def _max_caution(self, row: int, node: Node) -> Iterable[Finding]:
        if form.MOST not in self.table.columns:
            return ()
        written = self.table.at(row, form.MOST).value
        if not isinstance(written, int | Decimal) or Decimal(written) == node.max_points:
            return ()
        message = _("ô khóa bị sửa: điểm tối đa của mục này vẫn là %(most)s")
        most = format_decimal(node.max_points)
        return self.caution(row, form.MOST, message % {"most": most})

    def _score(self, row: int, node: Node, cautions: list[Finding]) -> Decimal | None:
        cell = self.table.at(row, form.SCORE)
        try:
            number, caution = number_in(bare_value(cell))
            if number is not None:
                self._check_score(number, node, is_percent=cell.is_percent)
        except (CellError, ScoreRefused) as error:
            self.error(row, form.SCORE, str(error))
            return None
        cautions += self.caution(row, form.SCORE, caution)
        return number

    def _check_score(self, number: Decimal, node: Node, *, is_percent: bool) -> None:
        if is_percent:
            raise CellError(
                _("ô đang ở dạng phần trăm; hãy đổi về dạng số (General) rồi gõ lại điểm")
            )
        if node.scored_by is ScoredBy.SURVEY:
            raise ScoreRefused(_("Mục này lấy điểm từ điều tra xã hội học, đơn vị không tự chấm."))
        check_score(number, node=node, places=self.criteria_set.points_places)

    def _unused(self, row: int, node: Node) -> bool:
        try:
            value = bare_value(self.table.at(row, form.UNUSED))
        except CellError as error:
            self.error(row, form.UNUSED, str(error))
            return False
        if value is None or value is False:
            return False
        if value is not True and search_key(clean(str(value))) not in _MARKS:
            message = _("chỉ gõ “%(mark)s” hoặc để trống, không phải “%(value)s”")
            self.error(row, form.UNUSED, message % {"mark": form.MARK, "value": str(value)[:40]})
            return False
        if not node.not_applicable_when:
            message = _("mục này áp dụng cho mọi đơn vị, không đánh dấu “không áp dụng” được")
            self.error(row, form.UNUSED, message)
        return True

    def _text(self, row: int, title: str, cautions: list[Finding]) -> str:
        try:
            text, caution = read_text(self.table.at(row, title))
        except CellError as error:
            self.error(row, title, str(error))
            return ""
        cautions += self.caution(row, title, caution)
        return text


def keeps_stored(text: str) -> bool:
    """Tell whether a cell stands for a text that was too long for it."""
    return text == normal(form.TOO_LONG)
