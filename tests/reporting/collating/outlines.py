"""A small outline for tests without a database."""

from __future__ import annotations

from parindex.reporting.cells import Value
from parindex.reporting.collating.sums import Place, Source
from parindex.reporting.outline import (
    Asked,
    CellType,
    Column,
    Field,
    Outline,
    Section,
    StatTable,
    TableRow,
)

EVERYBODY = frozenset({Asked.UNIT, Asked.LEAD, Asked.BODY})
COLUMNS = (
    Column(code="received", title="Tiếp nhận", type=CellType.COUNT, cumulative=True),
    Column(code="solved", title="Đã giải quyết", type=CellType.COUNT, part_of="received"),
    Column(code="on_time", title="Đúng hạn", type=CellType.COUNT, part_of="solved"),
    Column(
        code="share",
        title="Tỷ lệ đúng hạn",
        type=CellType.RATIO,
        unit="%",
        numerator="on_time",
        denominator="solved",
    ),
    Column(code="fees", title="Phí, lệ phí", type=CellType.AMOUNT, unit="triệu đồng"),
    Column(code="note", title="Ghi chú", type=CellType.TEXT),
)
TABLE = StatTable(
    code="files",
    title="Tình hình giải quyết hồ sơ",
    asked_of=EVERYBODY,
    columns=COLUMNS,
    rows=(
        TableRow(code="online", title="Trực tuyến", facts=(("received", "online_files"),)),
        TableRow(code="paper", title="Trực tiếp"),
    ),
    field="procedures",
)
LEAD_ONLY = StatTable(
    code="law",
    title="Văn bản quy phạm pháp luật",
    asked_of=frozenset({Asked.LEAD, Asked.BODY}),
    columns=(Column(code="issued", title="Đã ban hành", type=CellType.COUNT),),
    rows=(TableRow(code="all", title="Tất cả"),),
    field="law",
)
OUTLINE = Outline(
    code="thu",
    name="Đề cương thử",
    ordered_by="Công văn số 1/UBND-NV",
    source="",
    fields=(Field(code="procedures", name="Thủ tục hành chính"), Field(code="law", name="Thể chế")),
    sections=(
        Section(code="lead", title="Công tác chỉ đạo, điều hành", asked_of=EVERYBODY),
        Section(code="asks", title="Kiến nghị", asked_of=EVERYBODY, required=False),
    ),
    tables=(TABLE, LEAD_ONLY),
)


def cells(row: str = "online", table: str = "files", **values: Value | int) -> dict[Place, Value]:
    """Return the cells of a row, whole numbers written bare."""
    return {Place(table, row, column): value for column, value in values.items()}


def unit(number: int, given: dict[Place, Value], **beside: object) -> Source:
    return Source(
        report_id=number,
        name=f"Xã {number}",
        cells=given,
        **beside,  # type: ignore[arg-type]
    )


def lead(given: dict[Place, Value]) -> Source:
    return Source(report_id=99, name="Văn phòng", area=frozenset({"files", "law"}), cells=given)
