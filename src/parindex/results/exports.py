"""Published results as files for other programs: CSV and XLSX, made from the frozen picture alone.

Headers and remarks are Vietnamese whatever the reader's language is, so that equal publications
give equal bytes and a column can be found by its name.
"""

from __future__ import annotations

from decimal import Decimal

from parindex.engine import index
from parindex.kernel.sheets import Cell, Column, Formula, Sheet, csv_bytes, xlsx_bytes
from parindex.results.models import Publication
from parindex.results.queries import content_of
from parindex.results.snapshot import Content
from parindex.viet import format_date, format_decimal

_FIRST_FIELD = 9  # the first field's column in the ranking, counted from 1


def results_csv(publication: Publication) -> bytes:
    """Return the ranking as CSV that a Vietnamese Excel opens by a double click."""
    return csv_bytes(ranking_sheet(content_of(publication), decision=publication.decision_number))


def results_xlsx(publication: Publication) -> bytes:
    """Return the ranking, every component of every unit, and where the figures come from, as XLSX.

    The file's own date is the publication's: the same bytes every time.
    """
    content = content_of(publication)
    sheets = (
        ranking_sheet(content, decision=publication.decision_number),
        _components_sheet(content),
        _source_sheet(publication, content),
    )
    return xlsx_bytes(sheets, title=content["cycle"]["name"], created=publication.published_at)


def ranking_sheet(content: Content, *, decision: str) -> Sheet:
    """Return a row for each unit in the order of the ranking, then those that never handed in.

    Titles of fields carry the maximum of the criteria set, as officials write them and ``parindex
    index`` reads them; what applies to a unit stands in its own column "Điểm tối đa".
    """
    fields = content["units"][0]["fields"] if content["units"] else []
    columns = (
        Column(title="Hạng", width=7),
        Column(title="Mã đơn vị", width=22),
        Column(title="Đơn vị", width=28),
        Column(title="Điểm tự đánh giá", places=2),
        Column(title="Điểm thẩm định", places=2),
        Column(title="Điểm tối đa", places=2),
        Column(title="Chỉ số (%)", places=2),
        Column(title="Xếp loại", width=14),
        *(
            Column(title=_field_title(field, content["units"][0]), width=16, places=2)
            for field in fields
        ),
        Column(title="Ghi chú", width=34),
        Column(title="Quyết định công bố", width=24),
    )
    rows = [_ranked_row(unit, content, decision) for unit in content["units"]]
    rows += [_absent_row(unit, content, decision, len(fields)) for unit in content["absent"]]
    return Sheet(name="Xếp hạng", columns=columns, rows=rows)


def _field_title(field: Content, unit: Content) -> str:
    """Return "1. Công tác chỉ đạo (12 điểm)": components keep their maximum where they do not apply."""
    code = field["code"]
    inside = (row for row in unit["components"] if f"{row['code']}.".startswith(f"{code}."))
    top = sum((Decimal(row["max_points"]) for row in inside), Decimal(0))
    return f"{code}. {field['name']} ({format_decimal(top)} điểm)"


def _ranked_row(unit: Content, content: Content, decision: str) -> list[Cell]:
    return [
        unit["rank"],
        unit["code"],
        unit["name"],
        _number(unit["self_points"]),
        _checked_sum(unit),
        _number(unit["max_points"]),
        _checked_index(unit),
        unit["class"],
        *(_number(field["points"]) for field in unit["fields"]),
        _remark("Nộp sau thời hạn" if unit["is_late"] else "", content),
        decision,
    ]


def _checked_sum(unit: Content) -> Cell:
    """Return the points as the sum of the fields beside them, where that is what was published."""
    points, fields = Decimal(unit["points"]), unit["fields"]
    if not fields or sum(Decimal(field["points"] or 0) for field in fields) != points:
        return points
    return Formula(text=f"SUM([#{_FIRST_FIELD}]:[#{_FIRST_FIELD + len(fields) - 1}])", value=points)


def _checked_index(unit: Content) -> Cell:
    """Return the index as points by maximum, where that is what was published."""
    published, top = Decimal(unit["index"]), Decimal(unit["max_points"])
    if not top or index(Decimal(unit["points"]), top) != published:
        return published
    return Formula(text="ROUND([Điểm thẩm định]/[Điểm tối đa]*100,2)", value=published)


def _absent_row(unit: Content, content: Content, decision: str, fields: int) -> list[Cell]:
    gaps: list[Cell] = [None] * (5 + fields)
    remark = _remark("Không nộp hồ sơ tự đánh giá", content)
    return [None, unit["code"], unit["name"], *gaps, remark, decision]


def _remark(text: str, content: Content) -> str:
    """Say on every row that the data are made up: a row travels without its file."""
    made_up = "Dữ liệu giả lập" if content["synthetic_note"] else ""
    return "; ".join(part for part in (text, made_up) if part)


def _components_sheet(content: Content) -> Sheet:
    columns = (
        Column(title="Mã đơn vị", width=22),
        Column(title="Đơn vị", width=24),
        Column(title="Mã mục", width=9),
        Column(title="Nội dung", width=60),
        Column(title="Điểm tối đa", places=2),
        Column(title="Điểm tự đánh giá", places=2),
        Column(title="Điểm thẩm định", places=2),
        Column(title="Điểm kết luận", places=2),
        Column(title="Không áp dụng", width=10),
        Column(title="Lý do", width=60),
        Column(title="Minh họa", width=10),
    )
    rows = [_component_row(unit, row) for unit in content["units"] for row in unit["components"]]
    return Sheet(name="Chi tiết", columns=columns, rows=rows)


def _component_row(unit: Content, row: Content) -> list[Cell]:
    return [
        unit["code"],
        unit["name"],
        row["code"],
        row["name"],
        *(_number(row[key]) for key in ("max_points", "self_score", "award", "final")),
        "x" if row["not_applicable"] else None,
        row["reason"],
        "x" if row["illustrative"] else None,
    ]


def _source_sheet(publication: Publication, content: Content) -> Sheet:
    criteria = content["criteria_set"]
    facts: list[tuple[str, Cell]] = [
        ("Kỳ đánh giá", content["cycle"]["name"]),
        ("Năm", content["cycle"]["year"]),
        ("Cơ quan", content["cycle"]["body"]),
        ("Đợt", content["round"]["name"]),
        ("Bộ tiêu chí", criteria["name"]),
        ("Ban hành kèm theo", f"{criteria['annex']}, {criteria['decision']}".lstrip(", ")),
        ("Quyết định công bố", publication.decision_number),
        ("Ngày quyết định", format_date(publication.decision_date)),
        ("Người ký", publication.signed_by),
        ("Phiên bản", publication.version),
        ("Lý do đính chính", publication.correction_reason),
        ("Mã xác thực nội dung (SHA-256)", publication.content_hash),
        ("Lưu ý về dữ liệu", content["synthetic_note"]),
    ]
    columns = (Column(title="Mục", width=32), Column(title="Nội dung", width=100))
    return Sheet(name="Nguồn", columns=columns, rows=[fact for fact in facts if fact[1]])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
