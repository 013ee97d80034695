"""A commune's periodic report and its district's collated one, in the words of letter 004. All figures are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from parindex.documents import periodic_report as report
from parindex.documents.citations import Origin
from parindex.documents.paper import Signature

ORDER = "Công văn số 983/SNV-TCBC ngày 30/6/2023 của Sở Nội vụ tỉnh Lạng Sơn"
PLAN = "Kế hoạch số 14/KH-UBND ngày 15/01/2024 của Ủy ban nhân dân huyện Cao Lộc"
COMMUNE = "Ủy ban nhân dân xã Gia Cát"
DISTRICT = "Ủy ban nhân dân huyện Cao Lộc"
ISSUED = (
    "Ủy ban nhân dân xã đã ban hành 02 văn bản:\n"
    "- Kế hoạch số 05/KH-UBND ngày 18/01/2024;\n"
    "- Công văn số 12/UBND-VP ngày 02/02/2024."
)
FILES = report.Statistics(
    title="Giải quyết hồ sơ thủ tục hành chính",
    columns=(
        report.StatColumn(title="Đã giải quyết", unit="hồ sơ"),
        report.StatColumn(title="Trước hạn, đúng hạn", unit="hồ sơ"),
        report.StatColumn(title="Tỷ lệ đúng hạn (%)", kind=report.ColumnKind.PERCENT),
    ),
    rows=(
        report.StatRow(title="Hồ sơ tại bộ phận một cửa", cells=(1432, 1405, Decimal("98.11"))),
        report.StatRow(title="Phản ánh, kiến nghị của cá nhân, tổ chức", cells=(0, None, None)),
    ),
)
MONEY = report.Statistics(
    title="Ngân sách",
    columns=(
        report.StatColumn(title="Dự toán", unit="triệu đồng"),
        report.StatColumn(title="Thực hiện", unit="triệu đồng"),
        report.StatColumn(title="Tỷ lệ (%)", kind=report.ColumnKind.PERCENT),
        report.StatColumn(title="Nguyên nhân", kind=report.ColumnKind.TEXT),
        report.StatColumn(title="Ghi chú", kind=report.ColumnKind.TEXT),
    ),
    rows=(
        report.StatRow(
            title="Thu ngân sách trên địa bàn",
            cells=(Decimal("12500.5"), Decimal(3100), Decimal("24.80"), "thu theo vụ", None),
            illustrative=True,
        ),
    ),
)


def commune(**changes: object) -> report.PeriodicReportContext:
    """Return a commune's report on quarter I of 2024."""
    values: dict[str, object] = {
        "origin": Origin(
            issuer=COMMUNE,
            symbol="BC-UBND",
            place="Gia Cát",
            year=2024,
            number="7",
            dated=date(2024, 2, 28),
        ),
        "period": "quý I năm 2024",
        "sections": (
            report.TextSection(
                title="Công tác chỉ đạo điều hành cải cách hành chính",
                texts=(ISSUED,),
            ),
            report.TextSection(title="Kết quả trên các lĩnh vực", is_heading=True),
            report.TextSection(
                title="Cải cách thể chế", level=2, texts=("Không ban hành văn bản.",)
            ),
            report.TextSection(
                title="Xây dựng chính quyền điện tử",
                level=2,
                texts=("Hồ sơ trực tuyến đạt 62,5%.",),
                contributions=(
                    report.Contribution(
                        agency="Phòng Văn hóa và Thông tin", text="Đã tập huấn 04 lớp."
                    ),
                ),
            ),
            report.TextSection(title="Kiến nghị, đề xuất"),
        ),
        "tables": (FILES,),
        "addressees": (f"{DISTRICT} (qua Phòng Nội vụ)",),
        "signature": Signature(
            authority=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH", name="Hoàng Văn Lâm"
        ),
        "recipients": ("Như trên", "Lưu: VT"),
        "data_from": date(2023, 12, 1),
        "data_until": date(2024, 2, 29),
        "ordered_by": ORDER,
        "plan": PLAN,
    }
    return report.PeriodicReportContext(**(values | changes))  # type: ignore[arg-type]


def district(**changes: object) -> report.PeriodicReportContext:
    """Return the district's collated report."""
    values: dict[str, object] = {
        "origin": Origin(
            issuer=DISTRICT,
            symbol="BC-UBND",
            place="Cao Lộc",
            year=2024,
            number="118",
            dated=date(2024, 3, 5),
        ),
        "area": "huyện Cao Lộc",
        "addressees": ("Ủy ban nhân dân tỉnh Lạng Sơn (qua Sở Nội vụ)",),
        "collation": report.Collation(
            asked=27, included=25, missing=("Xã Xuất Lễ", "Phòng Tư pháp")
        ),
        "tables": (FILES, MONEY),
    }
    return commune(**(values | changes))
