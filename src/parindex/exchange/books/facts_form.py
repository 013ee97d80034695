"""The table of many units: a row for each unit, a column for each figure of the fields that somebody leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.engine import CriteriaSet, FactValue
from parindex.exchange.books.marks import Marks
from parindex.exchange.books.slots import PART_NAMES, Slot, slots_of

SHEET = "Số liệu"
UNIT_CODE, UNIT_NAME = "Mã đơn vị", "Đơn vị"
HEADS = (UNIT_CODE, UNIT_NAME)
CODE_ROW, TITLE_ROW, UNIT_ROW = 3, 4, 5  # counted from 0; the titles that are read are the codes
ADVICE = (
    "Mỗi dòng một đơn vị, mỗi cột một số liệu; tỷ lệ có hai cột, tử số và mẫu số.",
    "Chỉ điền ô vàng. Để trống hoặc giữ nguyên nghĩa là không đề nghị gì cho ô đó.",
    "Gửi lại tệp thì số liệu thành đề nghị; đơn vị xem, nhận thì mới vào hồ sơ của đơn vị.",
    "Số lẻ viết sau dấu phẩy; ngày viết ngày/tháng/năm; không gõ công thức, không gộp ô, không ẩn dòng.",
)


@dataclass(frozen=True, kw_only=True)
class FactsForm:
    """What somebody leads of one set in a round: units, figures and what stands in the dossiers now."""

    round: Round
    stored: StoredCriteriaSet
    criteria_set: CriteriaSet
    facts: Sequence[str]
    dossiers: Sequence[Dossier]
    values: Mapping[int, Mapping[str, FactValue]]
    closed: Mapping[int, str]
    marks: Marks

    @property
    def slots(self) -> list[Slot]:
        """Return the columns."""
        return [slot for code in self.facts for slot in slots_of(self.criteria_set.facts[code])]


def column_title(slot: Slot) -> str:
    """Return the title by which a column is found: the fact's code, with the part of a ratio."""
    return f"{slot.fact.code} / {PART_NAMES[slot.part]}" if slot.part else slot.fact.code


def columns_of(criteria_set: CriteriaSet, facts: Collection[str]) -> dict[str, Slot]:
    """Return the columns by their titles."""
    slots = (slot for code in facts for slot in slots_of(criteria_set.facts[code]))
    return {column_title(slot): slot for slot in slots}
