"""How the bodies of a story write their periodic reports: texts, figures, approval, sending."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal

from parindex.accounts.rules import Actor
from parindex.reporting import operations as desk
from parindex.reporting.cells import CellKey
from parindex.reporting.choices import JointState
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Joint, Report
from parindex.reporting.outline import CellType, Column
from parindex.reporting.queries import SectionView, TableView, load_report, report_by_id
from parindex.scenarios.acts import leader_of
from parindex.scenarios.drafting import clerk_of

Cell = tuple[str, str, str]  # table, row and column

# What a body tells of itself, by section of the outline; {body} is its name.
TEXTS = {
    "chi-dao": (
        "{body} đã ban hành kế hoạch cải cách hành chính năm 2024 và phân công công chức phụ trách từng nội dung; "
        "giao ban hằng tháng có kiểm điểm tiến độ."
    ),
    "the-che": (
        "Đã rà soát các văn bản ban hành trong kỳ, không có văn bản trái thẩm quyền; phổ biến pháp luật được "
        "{sessions} buổi với {people} lượt người dự."
    ),
    "thu-tuc": (
        "Niêm yết đầy đủ thủ tục hành chính tại bộ phận một cửa; hồ sơ trễ hạn đều có văn bản xin lỗi và hẹn lại. "
        "Số liệu giải quyết hồ sơ ở bảng kèm theo."
    ),
    "cong-vu": (
        "Bố trí cán bộ, công chức theo vị trí việc làm; cử {sessions} lượt đi bồi dưỡng; không có công chức bị kỷ luật."
    ),
    "tai-chinh": "Công khai dự toán, quyết toán đúng quy định; thực hiện tự chủ kinh phí quản lý hành chính.",
    "chinh-quyen-so": (
        "Văn bản đi được ký số và gửi trên trục liên thông; hướng dẫn {people} lượt người dân nộp hồ sơ trực tuyến."
    ),
    "nhiem-vu": "Hoàn thành các nhiệm vụ được giao trong kỳ; {sessions} nhiệm vụ chưa đến hạn đang thực hiện.",
    "tac-dong": (
        "Thời gian giải quyết hồ sơ giảm, người dân bớt đi lại; thu ngân sách và giải ngân bám sát kế hoạch quý."
    ),
    "khac-phuc": "Chưa được chấm Chỉ số năm 2023; các nội dung của Chỉ số được đưa vào kế hoạch năm 2024.",
    "phuong-huong": (
        "Tiếp tục nâng tỷ lệ hồ sơ trực tuyến; số hóa hồ sơ; khắc phục các nội dung mất điểm của Chỉ số năm 2023."
    ),
    "kien-nghi": "Đề nghị bổ sung máy quét cho bộ phận một cửa.",
}
OF_AREA = (
    "Trên địa bàn huyện, {name} đã hướng dẫn, kiểm tra {sessions} xã, thị trấn; các đơn vị cơ bản thực hiện đúng kế "
    "hoạch, còn {few} đơn vị chậm so với tiến độ."
)
JOINT = "Đã tập huấn ký số và dịch vụ công trực tuyến cho {sessions} xã, thị trấn; hạ tầng mạng hoạt động ổn định."


def write(report: Report, *, seed: str, now: dt.datetime) -> None:
    """Let a clerk tell of the own body; what was drawn from elsewhere stays as it is."""
    clerk = clerk_of(report.unit)
    desk.prefill(report_id=report.pk, actor=clerk, now=now)
    chance = random.Random(f"{seed}/{report.unit.code}")  # noqa: S311 - a story, not a secret
    view = load_report(report)
    for section in view.sections:
        if section.is_empty and section.section.required and not section.section.is_heading:
            desk.save_passage(
                report_id=report.pk,
                section_code=section.code,
                text=_words(report, section, chance),
                expected_version=section.version,
                actor=clerk,
                now=now,
            )
    for table in view.tables:
        if not table.is_area:
            _enter(report, table, _figures(table, chance), actor=clerk, now=now)


def write_area(report: Report, totals: Mapping[Cell, int], *, now: dt.datetime) -> None:
    """Let the clerk of a lead department enter the figures of the whole area in the tables it leads."""
    clerk = clerk_of(report.unit)
    for table in load_report(report).tables:
        if table.is_area:
            known = {
                (row.code, column.code): totals[table.code, row.code, column.code]
                for row, column in table.empty
            }
            _enter(report, table, known, actor=clerk, now=now)


def contribute(report: Report, *, now: dt.datetime) -> None:
    """Let the partners of a lead department send in their part of the shared sections."""
    for joint in Joint.objects.filter(report=report, state=JointState.ASKED).select_related(
        "agency"
    ):
        desk.give_joint(
            report_id=report.pk,
            joint_id=joint.pk,
            text=JOINT.format(sessions=18),
            expected_version=joint.version,
            actor=clerk_of(joint.agency),
            now=now,
        )


def approve_and_send(report: Report, *, now: dt.datetime, late_words: str = "") -> Report:
    """Put a finished report before the body's head, who approves what is seen; then send it."""
    clerk, leader = clerk_of(report.unit), leader_of(report.unit)
    desk.ask_for_approval(report_id=report.pk, actor=clerk, now=now)
    seen = report_hash(load_report(report_by_id(report.pk)))
    desk.approve(report_id=report.pk, seen_hash=seen, actor=leader, now=now)
    sender = leader if late_words else clerk
    return desk.submit_report(
        report_id=report.pk, actor=sender, now=now, late_explanation=late_words
    )


def _words(report: Report, view: SectionView, chance: random.Random) -> str:
    code = view.code.removeprefix("dia-ban.")
    text = OF_AREA if view.code != code else TEXTS.get(code, TEXTS["nhiem-vu"])
    return text.format(
        body=report.unit.body,
        name=report.unit.name,
        sessions=chance.randint(2, 9),
        people=chance.randint(60, 400),
        few=chance.randint(1, 3),
    )


def _enter(
    report: Report,
    table: TableView,
    numbers: Mapping[CellKey, int],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    for (row, column), number in numbers.items():
        desk.save_figure(
            report_id=report.pk,
            table_code=table.code,
            row_code=row,
            column_code=column,
            wire=_wire(table, column, number),
            expected_version=table.cell(row, column).version,
            actor=actor,
            now=now,
        )


def _figures(view: TableView, chance: random.Random) -> dict[CellKey, int]:
    """Return numbers for the cells that are empty, no part larger than its whole."""
    numbers: dict[CellKey, int] = {}
    for row, column in view.empty:
        whole = numbers.get((row.code, column.part_of)) if column.part_of else None
        if whole is None and column.part_of:
            whole = _whole(view.value(row.code, column.part_of))
        high = whole if whole is not None else chance.randint(8, 90)
        low = high * 7 // 10 if column.part_of else high
        numbers[row.code, column.code] = chance.randint(low, high)
    return numbers


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | Decimal) else None


def _wire(table: TableView, column_code: str, number: int) -> int | str:
    column: Column | None = table.table.column(column_code)
    return str(number) if column is not None and column.type is CellType.AMOUNT else number
