"""What the announcement of a cycle's results needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


class AnnouncementForm(StrEnum):
    """The kind of document that publishes the results."""

    DECISION = "decision"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class FieldColumn:
    """A field of the criteria set as a column: `short_name` stands in the table, `name` in the key below it."""

    code: str
    name: str
    short_name: str
    max_points: Decimal


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A unit's line: `field_points` in the order of the fields (None: no score), `index` in percent, two decimals.

    `rank` None for a unit that is not ranked (then `remark` says why); ties share a rank. `class_name` "" for none.
    """

    rank: int | None
    unit: str
    field_points: tuple[Decimal | None, ...]
    points: Decimal
    max_points: Decimal
    index: Decimal
    class_name: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ClassBand:
    """A class of the decision and the index (percent) from which it holds, from the highest down."""

    name: str
    at_least: Decimal


@dataclass(frozen=True, kw_only=True)
class ResultsAnnouncementContext:
    """Everything in the announcement.

    - `origin`: who announces. `authority`: who decides, e.g. "Chủ tịch Ủy ban nhân dân huyện Tam Đường" (DECISION).
    - `units_phrase`: whose index, e.g. "Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường".
    - `grounds`: whole sentences "Căn cứ …", "Theo đề nghị của …".
    - `executors`: who carries the decision out, in order of the last article, e.g. "Trưởng phòng Nội vụ".
    - `coordinator`: the body that follows remedial action, e.g. "Phòng Nội vụ".
    - `standings`: in the order to be printed. `classes`: all bands. `criteria_source`: the decision with the set.
    - `version` and `content_hash`: of the frozen result; `replaces`: the announcement a correction replaces, cited.
    - `synthetic`: data made up for a demonstration; `classes_illustrative`: thresholds not taken from the decision.
    """

    form: AnnouncementForm
    origin: Origin
    authority: str
    cycle_year: int
    units_phrase: str
    criteria_source: str
    grounds: tuple[str, ...]
    fields: tuple[FieldColumn, ...]
    standings: tuple[Standing, ...]
    classes: tuple[ClassBand, ...]
    executors: tuple[str, ...]
    coordinator: str
    signature: Signature
    recipients: tuple[str, ...]
    version: int
    content_hash: str
    replaces: str = ""
    points_places: int = 2
    classes_illustrative: bool = False
    synthetic: bool = False
