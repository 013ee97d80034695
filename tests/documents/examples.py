"""A commune's report and a district's announcement, of the size real ones have. All figures are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from parindex.documents import results_announcement as announcement
from parindex.documents import self_assessment_report as report
from parindex.documents.citations import IssuedDocument, Origin
from parindex.documents.paper import Signature

COMMUNE = "Ủy ban nhân dân xã Bình Lư"
DISTRICT = "Ủy ban nhân dân huyện Tam Đường"
DECISION_29 = IssuedDocument(
    kind="Quyết định",
    number="29/2019/QĐ-UBND",
    issued_on=date(2019, 9, 19),
    issuer="Ủy ban nhân dân tỉnh Lai Châu",
    title="ban hành Quy định đánh giá, xếp loại kết quả thực hiện công tác cải cách hành chính hàng năm",
)
LETTER_1202 = IssuedDocument(
    kind="Công văn",
    number="1202/UBND-NV",
    issued_on=date(2019, 12, 26),
    issuer=DISTRICT,
    title="về việc thực hiện tự đánh giá, chấm điểm, xác định Chỉ số cải cách hành chính năm 2019",
)
PLAN = IssuedDocument(
    kind="Kế hoạch",
    number="08/KH-UBND",
    issued_on=date(2019, 1, 7),
    issuer="UBND xã Bình Lư",
    title="CCHC năm 2019",
)
SUMMARY = IssuedDocument(
    kind="Báo cáo", number="112/BC-UBND", issued_on=date(2019, 12, 5), issuer="UBND xã Bình Lư"
)
FIELDS = (
    ("Công tác chỉ đạo, điều hành cải cách hành chính", "Chỉ đạo, điều hành", "14"),
    ("Xây dựng và tổ chức thực hiện văn bản quy phạm pháp luật", "Văn bản QPPL", "8"),
    (
        "Cải cách thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông",
        "Thủ tục hành chính",
        "20",
    ),
    ("Cải cách tổ chức bộ máy hành chính nhà nước", "Tổ chức bộ máy", "8"),
    ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức", "Cán bộ, công chức", "14"),
    ("Cải cách tài chính công", "Tài chính công", "10"),
    ("Hiện đại hóa hành chính", "Hiện đại hóa", "14"),
    ("Tác động của CCHC đến người dân, tổ chức và phát triển KT-XH", "Tác động của CCHC", "12"),
)
COMMUNES = (
    *(
        "Thị trấn Tam Đường",
        "Bình Lư",
        "Sơn Bình",
        "Bản Bo",
        "Nà Tăm",
        "Bản Hon",
        "Thèn Sin",
        "Tả Lèng",
    ),
    *("Nùng Nàng", "Giang Ma", "Hồ Thầu", "Khun Há", "Bản Giang", "Sùng Phài"),
)
_NAMES = (
    "Ban hành kế hoạch cải cách hành chính năm đúng thời hạn, xác định rõ nhiệm vụ, kết quả phải đạt",
    "Mức độ hoàn thành các nhiệm vụ trong kế hoạch cải cách hành chính năm",
    "Thực hiện chế độ báo cáo định kỳ về cải cách hành chính đầy đủ, đúng thời gian quy định",
    "Công tác tuyên truyền cải cách hành chính đến người dân, tổ chức trên địa bàn",
)
_EXPLANATION = (
    "Trong năm, đơn vị đã giải quyết 412 hồ sơ, trong đó 405 hồ sơ đúng và trước hạn (đạt tỷ lệ 98,30%). Sổ theo dõi "
    "được lập bằng bản giấy nên chưa có bản sao điện tử gửi kèm Báo cáo.\n"
    "Ủy ban nhân dân xã cam kết cung cấp sổ gốc khi Hội đồng thẩm định yêu cầu."
)


def origin(*, number: str = "05", dated: date | None = date(2020, 1, 15)) -> Origin:
    """Return where the commune's report comes from."""
    return Origin(
        issuer=COMMUNE, symbol="BC-UBND", place="Bình Lư", year=2020, number=number, dated=dated
    )


def self_assessment(**changes: object) -> report.SelfAssessmentContext:
    """Return a commune's report with 8 fields and 90 components."""
    values: dict[str, object] = {
        "origin": origin(),
        "assessed": COMMUNE,
        "cycle_year": 2019,
        "criteria_source": "Phụ lục 03 ban hành kèm theo Quyết định số 29/2019/QĐ-UBND",
        "points": Decimal("78.25"),
        "max_points": Decimal(99),
        "index": Decimal("79.04"),
        "fields": tuple(
            report.FieldScore(
                code=str(place),
                name=name,
                points=Decimal(most) * Decimal("0.8"),
                max_points=Decimal(most),
            )
            for place, (name, _, most) in enumerate(FIELDS, 1)
        ),
        "rows": rows(),
        "addressees": (f"{DISTRICT} (qua Phòng Nội vụ huyện)",),
        "grounds": (f"Căn cứ {DECISION_29.cited()}",),
        "instruction": LETTER_1202,
        "data_until": date(2019, 12, 31),
        "difficulties": (
            "Một số công chức chuyên môn kiêm nhiệm nhiều việc, thời gian dành cho cải cách hành chính còn ít.",
            "Trang thiết bị tại Bộ phận Tiếp nhận và Trả kết quả đã cũ, đường truyền chưa ổn định.",
        ),
        "proposals": (
            "Đề nghị Ủy ban nhân dân huyện quan tâm bố trí kinh phí nâng cấp trang thiết bị.",
        ),
        "signature": Signature(
            authority=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH", name="Lò Văn Minh"
        ),
        "recipients": (
            "Như trên",
            "Thường trực Đảng ủy, HĐND xã",
            "Chủ tịch, Phó Chủ tịch UBND xã",
            "Lưu: VT",
        ),
    }
    return report.SelfAssessmentContext(**(values | changes))  # type: ignore[arg-type]


def rows() -> tuple[report.ScoreRow, ...]:
    """Return 8 fields with 2 or 3 criteria each and 90 components in all."""
    made: list[report.ScoreRow] = []
    left = 90
    for place, (name, _, most) in enumerate(FIELDS, 1):
        made.append(_group(report.ScoreLevel.FIELD, str(place), name, Decimal(most)))
        for criterion in range(1, 4):
            code = f"{place}.{criterion}"
            title = f"Tiêu chí về {name[0].lower()}{name[1:]} (nhóm {criterion})"
            made.append(_group(report.ScoreLevel.CRITERION, code, title, Decimal(most) / 4))
            for component in range(1, 5):
                if left:
                    made.append(_leaf(f"{code}.{component}", left))
                    left -= 1
    return tuple(made)


def _group(level: report.ScoreLevel, code: str, name: str, most: Decimal) -> report.ScoreRow:
    own = most * Decimal("0.8")
    return report.ScoreRow(
        level=level, code=code, name=name, max_points=most, is_leaf=False, self_points=own
    )


def _leaf(code: str, number: int) -> report.ScoreRow:
    bare = number % 17 == 0
    return report.ScoreRow(
        level=report.ScoreLevel.COMPONENT,
        code=code,
        name=_NAMES[number % 4],
        max_points=Decimal(1),
        is_leaf=True,
        computed_points=Decimal(1),
        self_points=None if number == 30 else Decimal("0.75"),
        not_applicable=number == 12,
        evidence=() if bare else ((PLAN, SUMMARY) if number % 3 else (PLAN,)),
        explanation=_EXPLANATION if bare else "",
        difference_reason="Kế hoạch ban hành chậm 03 ngày so với quy định"
        if number % 20 == 0
        else "",
        remark="Điểm điều tra xã hội học" if number == 30 else "",
        illustrative=number % 2 == 0,
    )


def results(
    form: announcement.AnnouncementForm = announcement.AnnouncementForm.DECISION, **changes: object
) -> announcement.ResultsAnnouncementContext:
    """Return the announcement of the results of 14 communes."""
    decision = form is announcement.AnnouncementForm.DECISION
    values: dict[str, object] = {
        "form": form,
        "origin": Origin(
            issuer=DISTRICT,
            symbol="QĐ-UBND" if decision else "TB-UBND",
            place="Tam Đường",
            year=2020,
            number="362",
            dated=date(2020, 3, 2),
        ),
        "authority": "Chủ tịch Ủy ban nhân dân huyện Tam Đường",
        "cycle_year": 2019,
        "units_phrase": "Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường",
        "criteria_source": "Phụ lục 03 ban hành kèm theo Quyết định số 29/2019/QĐ-UBND",
        "grounds": (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            f"Căn cứ {DECISION_29.cited()}",
            "Theo đề nghị của Trưởng phòng Nội vụ huyện",
        ),
        "fields": tuple(
            announcement.FieldColumn(
                code=str(place), name=name, short_name=short, max_points=Decimal(most)
            )
            for place, (name, short, most) in enumerate(FIELDS, 1)
        ),
        "standings": standings(),
        "classes": tuple(
            announcement.ClassBand(name=name, at_least=Decimal(at_least))
            for name, at_least in (
                ("Xuất sắc", 90),
                ("Tốt", 80),
                ("Khá", 70),
                ("Trung bình", 50),
                ("Yếu", 0),
            )
        ),
        "executors": (
            "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện",
            "Trưởng phòng Nội vụ",
            "Thủ trưởng các cơ quan chuyên môn thuộc Ủy ban nhân dân huyện",
            "Chủ tịch Ủy ban nhân dân các xã, thị trấn",
        ),
        "coordinator": "Phòng Nội vụ",
        "signature": Signature(authority=(), title="CHỦ TỊCH", name="Nguyễn Văn An"),
        "recipients": (
            "Như Điều 3" if decision else "UBND các xã, thị trấn",
            "Sở Nội vụ",
            "Thường trực Huyện ủy, HĐND huyện",
            "Lưu: VT, NV",
        ),
        "version": 1,
        "content_hash": "3f0b" * 16,
    }
    return announcement.ResultsAnnouncementContext(**(values | changes))  # type: ignore[arg-type]


def standings() -> tuple[announcement.Standing, ...]:
    """Return 14 units, the third and fourth tied."""
    made = []
    for place, unit in enumerate(COMMUNES):
        level = 3 if place == 2 else place
        share = Decimal("0.93") - Decimal("0.0175") * level
        fields = tuple((Decimal(most) * share).quantize(Decimal("0.01")) for _, _, most in FIELDS)
        points = sum(fields, Decimal(0))
        index = points.quantize(Decimal("0.01"))
        name = next(
            name
            for name, low in (("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50))
            if index >= low
        )
        made.append(
            announcement.Standing(
                rank=3 if place in {2, 3} else place + 1,
                unit=unit if unit.startswith("Thị") else f"Xã {unit}",
                field_points=fields,
                points=points,
                max_points=Decimal(100),
                index=index,
                class_name=name,
            )
        )
    return tuple(made)
