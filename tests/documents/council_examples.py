"""Papers of a council, a coordinator and a unit, of the size real ones have. All figures are made up."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from parindex.documents import (
    appraisal_record,
    council_minutes,
    proposals_report,
    remedial_plan,
    reminder_letter,
    result_notice,
    submission_letter,
    supplement_request,
)
from parindex.documents.citations import Origin
from parindex.documents.paper import Signature
from parindex.viet.dates import VIETNAM
from tests.documents.examples import COMMUNE, DECISION_29, DISTRICT, FIELDS, PLAN, SUMMARY

COUNCIL = "Hội đồng thẩm định kết quả tự đánh giá của Ủy ban nhân dân các xã, thị trấn"
THROUGH = f"{DISTRICT} (qua Phòng Nội vụ)"
ORDER = "Thực hiện Công văn số 1202/UBND-NV ngày 26/12/2019 của Ủy ban nhân dân huyện Tam Đường, "
SOURCE = "Phụ lục 03 ban hành kèm theo Quyết định số 29/2019/QĐ-UBND"
DECISION = (
    "Quyết định số 362/QĐ-UBND ngày 02 tháng 3 năm 2020 của Chủ tịch Ủy ban nhân dân huyện Tam Đường công bố Chỉ số "
    "cải cách hành chính năm 2019"
)
HASH = "3f0b" * 16
D = Decimal


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of 2020 in Vietnam."""
    return datetime(2020, month, day, hour, minute, tzinfo=VIETNAM)


def council_origin(symbol: str, *, number: str = "", dated: date | None = None) -> Origin:
    return Origin(
        issuer="Hội đồng thẩm định",
        superior=DISTRICT,
        symbol=symbol,
        place="Tam Đường",
        year=2020,
        number=number,
        dated=dated,
    )


def office_origin(symbol: str) -> Origin:
    return Origin(
        issuer="Phòng Nội vụ", superior=DISTRICT, symbol=symbol, place="Tam Đường", year=2020
    )


CHAIR = Signature(authority=("TM. HỘI ĐỒNG",), title="CHỦ TỊCH", name="Nguyễn Văn An")
SECRETARY = Signature(authority=(), title="THƯ KÝ", name="Lê Thị Bình")
COMMITTEE_CHAIR = Signature(
    authority=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH", name="Lò Văn Minh"
)
OFFICE_HEAD = Signature(authority=(), title="TRƯỞNG PHÒNG", name="Trần Văn Chi")


def request(**changes: object) -> supplement_request.SupplementRequestContext:
    values: dict[str, object] = {
        "origin": council_origin("HĐTĐ", number="7", dated=date(2020, 2, 4)),
        "council": COUNCIL,
        "unit": COMMUNE,
        "opening": ORDER,
        "cycle_year": 2019,
        "submitted_on": date(2020, 1, 17),
        "receipt": "BL-2019-1-00004",
        "reason": "Gửi sổ theo dõi tiếp nhận hồ sơ năm 2019.\nGiải trình cách tính tỷ lệ hồ sơ đúng hạn.",
        "rows": (
            supplement_request.AskedRow(
                code="3.4.1",
                name="Tỷ lệ hồ sơ TTHC giải quyết trước và đúng hạn",
                max_points=D(3),
                self_points=D("2.5"),
                evidence=(SUMMARY,),
                explained=True,
            ),
            supplement_request.AskedRow(
                code="7.1.4",
                name="Tỷ lệ hồ sơ cập nhật trên phần mềm một cửa điện tử",
                max_points=D("1.5"),
                self_points=None,
                illustrative=True,
            ),
        ),
        "due_at": at(2, 17, 17),
        "through": THROUGH,
        "signature": CHAIR,
        "recipients": ("Như trên", "Phòng Nội vụ", "Lưu: VT, HĐ"),
    }
    return supplement_request.SupplementRequestContext(**(values | changes))  # type: ignore[arg-type]


def _group(code: str, name: str, most: str, own: str, final: str) -> appraisal_record.CaseRow:
    return appraisal_record.CaseRow(
        code=code,
        name=name,
        max_points=D(most),
        own=D(own),
        final=D(final),
        is_group=True,
        is_field="." not in code,
    )


def _case(code: str, name: str, most: str, **changes: object) -> appraisal_record.CaseRow:
    values = {"code": code, "name": name, "max_points": D(most), **changes}
    return appraisal_record.CaseRow(**values)  # type: ignore[arg-type]


_LOWERED = _case(
    "1.1.2",
    "Mức độ hoàn thành kế hoạch",
    "2",
    own=D(2),
    award=D(1),
    final=D("1.25"),
    differs=True,
    was_ruled=True,
    reason="Có 02 nhiệm vụ hoàn thành chậm.",
    reply="Nhiệm vụ chậm do chờ kinh phí.",
    answer="Chấp nhận một phần.",
)
_RAISED = _case(
    "1.1.3",
    "Bố trí kinh phí",
    "1",
    own=D(0),
    award=D("0.5"),
    final=D("0.5"),
    differs=True,
    reason="Có tài liệu bổ sung.",
    illustrative=True,
)


def case_rows() -> tuple[appraisal_record.CaseRow, ...]:
    """Return two fields with a criterion and components: lowered, raised, replied to, ruled, surveyed, skipped."""
    return (
        _group("1", FIELDS[0][0], "5", "4", "3.75"),
        _group("1.1", "Kế hoạch CCHC", "5", "4", "3.75"),
        _case("1.1.1", "Ban hành kế hoạch kịp thời", "2", own=D(2), award=D(2), final=D(2)),
        _LOWERED,
        _RAISED,
        _group("8", FIELDS[7][0], "5", "0", "4"),
        _case("8.1", "Mức độ hài lòng", "4", award=D(3), final=D(3), by_survey=True),
        _case("8.2", "Thu ngân sách", "1", not_applicable=True, claimed_not_applicable=True),
    )


def record(**changes: object) -> appraisal_record.AppraisalRecordContext:
    values: dict[str, object] = {
        "origin": council_origin("BB-HĐ", dated=date(2020, 2, 20)),
        "council": COUNCIL,
        "unit": COMMUNE,
        "cycle_year": 2019,
        "criteria_source": SOURCE,
        "grounds": (f"Căn cứ {DECISION_29.cited()}",),
        "chair": "Nguyễn Văn An",
        "secretary": "Lê Thị Bình",
        "appraisers": ("Phòng Nội vụ: Phạm Văn Dũng", "Phòng Tư pháp: Hoàng Thị Hà"),
        "submitted_at": at(1, 17, 9),
        "receipt": "BL-2019-1-00004",
        "is_late": False,
        "late_explanation": "",
        "own": D(4),
        "points": D("6.75"),
        "max_points": D(9),
        "index": D("75.00"),
        "fields": (
            appraisal_record.FieldLine(
                code="1", name=FIELDS[0][0], max_points=D(5), own=D(4), points=D("3.75")
            ),
            appraisal_record.FieldLine(
                code="8", name=FIELDS[7][0], max_points=D(4), own=D(0), points=D(3)
            ),
        ),
        "rows": case_rows(),
        "requests": (
            appraisal_record.RequestLine(
                number="07/HĐTĐ", issued_on=date(2020, 2, 4), codes=("1.1.3",), answered=1
            ),
        ),
        "decided_at": at(2, 20, 9),
        "reply_due_at": at(2, 17, 17),
        "content_hash": HASH,
        "signature": CHAIR,
        "cosigner": SECRETARY,
        "recipients": (COMMUNE, "Các thành viên Hội đồng", "Lưu: VT, HĐ"),
    }
    return appraisal_record.AppraisalRecordContext(**(values | changes))  # type: ignore[arg-type]


def lost(code: str, points: str, **changes: object) -> result_notice.LostRow:
    values: dict[str, object] = {
        "code": code,
        "name": f"Tiêu chí thành phần {code}",
        "max_points": D(2),
        "own": D(2),
        "final": D(2) - D(points),
        "lost": D(points),
        "share": D(points) * 10,
        "reason": "Tài liệu kiểm chứng chưa đủ",
        "sentence": "Hoàn thành 18/20 nhiệm vụ = 90%: 1,5/2 điểm.",
    }
    return result_notice.LostRow(**(values | changes))  # type: ignore[arg-type]


def notice(**changes: object) -> result_notice.ResultNoticeContext:
    small, large = lost("1.1.2", "0.5"), lost("2.1.1", "1.25")
    values: dict[str, object] = {
        "origin": office_origin("PNV-CCHC"),
        "unit": COMMUNE,
        "cycle_year": 2019,
        "decision": DECISION,
        "criteria_source": SOURCE,
        "coordinator": "Phòng Nội vụ",
        "own": D(9),
        "points": D("8.25"),
        "max_points": D(10),
        "index": D("82.50"),
        "rank": 3,
        "ranked": 14,
        "class_name": "Tốt",
        "fields": tuple(
            result_notice.FieldResult(
                code=row.code[0],
                name=FIELDS[place][0],
                points=D(5) - row.lost,
                max_points=D(5),
                lost=row.lost,
                share=row.share,
                rows=(row,),
            )
            for place, row in enumerate((small, large))
        ),
        "most": (large, small),
        "not_applicable": (),
        "version": 1,
        "content_hash": HASH,
        "signature": OFFICE_HEAD,
        "recipients": ("Như trên", "Lưu: VT, CCHC"),
    }
    return result_notice.ResultNoticeContext(**(values | changes))  # type: ignore[arg-type]


_PASSED = (
    council_minutes.PassedUnit(
        rank=1,
        name="Bình Lư",
        own=D(85),
        points=D("83.5"),
        max_points=D(100),
        index=D("83.50"),
        class_name="Tốt",
        differences=4,
        is_late=False,
    ),
    council_minutes.PassedUnit(
        rank=2,
        name="Bản Bo",
        own=D(80),
        points=D(80),
        max_points=D(100),
        index=D("80.00"),
        class_name="Tốt",
        differences=0,
        is_late=True,
    ),
)


def minutes(**changes: object) -> council_minutes.CouncilMinutesContext:
    values: dict[str, object] = {
        "origin": council_origin("BB-HĐ", dated=date(2020, 2, 25)),
        "council": COUNCIL,
        "cycle_year": 2019,
        "units_phrase": "Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường",
        "criteria_source": SOURCE,
        "grounds": (f"Căn cứ {DECISION_29.cited()}",),
        "held_on": date(2020, 2, 25),
        "chairs": ("Nguyễn Văn An",),
        "secretaries": ("Lê Thị Bình",),
        "members": ("Phạm Văn Dũng, Phòng Nội vụ", "Hoàng Thị Hà, Phòng Tư pháp"),
        "substitutes": (),
        "aside": ("Phạm Văn Dũng (đối với Bình Lư)",),
        "handed_in": 2,
        "late": ("Bản Bo",),
        "absent": ("Khun Há",),
        "requests": 3,
        "replies": 4,
        "read_again": 5,
        "read_otherwise": 1,
        "units": _PASSED,
        "rulings": (
            council_minutes.RuledPoint(
                unit="Bình Lư",
                code="1.1.2",
                name="Mức độ hoàn thành kế hoạch",
                award=D(1),
                points=D("1.25"),
                not_applicable=False,
                reason="Chấp nhận một phần giải trình.",
            ),
        ),
        "left_open": ("Khun Há: Không nộp hồ sơ; hạn là trước 00:00 ngày 23/01/2020.",),
        "content_hash": HASH,
        "signature": CHAIR,
        "cosigner": SECRETARY,
        "recipients": (DISTRICT, "Các thành viên Hội đồng", "Lưu: VT, HĐ"),
    }
    return council_minutes.CouncilMinutesContext(**(values | changes))  # type: ignore[arg-type]


def submission(**changes: object) -> submission_letter.SubmissionLetterContext:
    values: dict[str, object] = {
        "origin": Origin(
            issuer=COMMUNE,
            symbol="UBND-CCHC",
            place="Bình Lư",
            year=2020,
            dated=date(2020, 1, 17),
        ),
        "unit": COMMUNE,
        "opening": ORDER,
        "through": THROUGH,
        "addressee": THROUGH,
        "cycle_year": 2019,
        "data_until": date(2019, 12, 31),
        "points": D("87.56"),
        "max_points": D(100),
        "index": D("87.56"),
        "components": 86,
        "explained": 4,
        "parts": (COMMUNE,),
        "documents": (
            submission_letter.EnclosedDocument(document=PLAN, codes=("1.1.1", "1.1.2")),
            submission_letter.EnclosedDocument(document=SUMMARY, codes=("1.2.1",)),
        ),
        "due_at": at(1, 23),
        "is_late": False,
        "late_explanation": "",
        "submitted_at": at(1, 17, 9),
        "receipt": "BL-2019-1-00004",
        "content_hash": HASH,
        "signature": COMMITTEE_CHAIR,
        "recipients": ("Như trên", "Lưu: VT"),
    }
    return submission_letter.SubmissionLetterContext(**(values | changes))  # type: ignore[arg-type]


def owing(name: str, *, days_late: int = 4, **changes: object) -> reminder_letter.OwingUnit:
    values: dict[str, object] = {
        "name": name,
        "due_at": at(1, 23),
        "days_late": days_late,
        "finished": 46,
        "components": 86,
    }
    return reminder_letter.OwingUnit(**(values | changes))  # type: ignore[arg-type]


def reminder(**changes: object) -> reminder_letter.ReminderLetterContext:
    values: dict[str, object] = {
        "origin": Origin(issuer=DISTRICT, symbol="UBND-NV", place="Tam Đường", year=2020),
        "opening": ORDER,
        "body": DISTRICT,
        "cycle_year": 2019,
        "today": date(2020, 1, 26),
        "due_at": at(1, 23),
        "handed_in": 12,
        "total": 14,
        "units": (owing("Ủy ban nhân dân xã Bản Bo"), owing("Ủy ban nhân dân xã Bản Giang")),
        "through": THROUGH,
        "chair": "Chủ tịch Ủy ban nhân dân huyện Tam Đường",
        "coordinator": "Phòng Nội vụ",
        "signature": Signature(
            authority=("TL. CHỦ TỊCH",), title="TRƯỞNG PHÒNG NỘI VỤ", name="Trần Văn Chi"
        ),
        "recipients": ("Như trên", "Phòng Nội vụ", "Lưu: VT"),
    }
    return reminder_letter.ReminderLetterContext(**(values | changes))  # type: ignore[arg-type]


def proposal(unit: str, **changes: object) -> proposals_report.ProposalRow:
    values: dict[str, object] = {
        "unit": unit,
        "kind": "Điểm tối đa",
        "words": "Điểm của mục này thấp so với khối lượng công việc.",
        "suggested_points": D("1.5"),
        "suggested_rule": "",
        "state": "Mới gửi",
        "is_open": True,
        "is_taken_up": False,
        "answer": "",
    }
    return proposals_report.ProposalRow(**(values | changes))  # type: ignore[arg-type]


def proposals(**changes: object) -> proposals_report.ProposalsReportContext:
    taken = {
        "state": "Tiếp thu",
        "is_open": False,
        "is_taken_up": True,
        "answer": "Nâng lên 1,5 điểm.",
    }
    values: dict[str, object] = {
        "origin": office_origin("BC-PNV"),
        "addressee": DISTRICT,
        "body": DISTRICT,
        "cycle_year": 2019,
        "opening": ORDER,
        "groups": (
            proposals_report.NodeGroup(
                set_name="Bộ tiêu chí cấp xã",
                code="1.1.2",
                name="Mức độ hoàn thành kế hoạch",
                max_points=D(1),
                rows=(proposal("Bình Lư", **taken), proposal("Bản Bo")),
            ),
            proposals_report.NodeGroup(
                set_name="Bộ tiêu chí cấp xã",
                code="",
                name="Bộ tiêu chí cấp xã",
                max_points=None,
                rows=(
                    proposal(
                        "Bản Bo",
                        kind="Nội dung tiêu chí",
                        suggested_points=None,
                        suggested_rule="Bỏ các mục trùng nhau.",
                    ),
                ),
            ),
        ),
        "signature": OFFICE_HEAD,
        "recipients": ("Như trên", "Lưu: VT, CCHC"),
    }
    return proposals_report.ProposalsReportContext(**(values | changes))  # type: ignore[arg-type]


def action(code: str, **changes: object) -> remedial_plan.ActionRow:
    values: dict[str, object] = {
        "field": "1. Công tác chỉ đạo, điều hành cải cách hành chính",
        "code": code,
        "name": f"Tiêu chí thành phần {code}",
        "lost": D("0.75"),
        "text": "Rà soát, hoàn thành các nhiệm vụ còn chậm trước 30/9.",
        "owner": "Lò Thị Mai",
        "due_on": date(2020, 9, 30),
        "expected_gain": D("0.5"),
        "state": "Đang làm (40%)",
        "proof": (),
    }
    return remedial_plan.ActionRow(**(values | changes))  # type: ignore[arg-type]


def plan(**changes: object) -> remedial_plan.RemedialPlanContext:
    values: dict[str, object] = {
        "origin": Origin(
            issuer=COMMUNE,
            symbol="KH-UBND",
            place="Bình Lư",
            year=2020,
            dated=date(2020, 3, 20),
        ),
        "unit": COMMUNE,
        "result_year": 2019,
        "plan_year": 2020,
        "grounds": (f"Căn cứ {DECISION_29.cited()}",),
        "decision": DECISION,
        "coordinator": "Phòng Nội vụ",
        "points": D("83.5"),
        "max_points": D(100),
        "index": D("83.50"),
        "lost": D("16.5"),
        "expected": D(1),
        "target": D("84.50"),
        "actions": (
            action("1.1.2"),
            action(
                "2.1.1",
                field="2. Xây dựng và tổ chức thực hiện văn bản",
                due_on=date(2020, 12, 15),
                state="Đã xong",
                proof=("55/QĐ-UBND ngày 02/5/2020",),
            ),
        ),
        "uncovered": (
            remedial_plan.LossLine(code="3.1.1", name="Kiểm soát thủ tục", lost=D("0.25")),
        ),
        "signature": COMMITTEE_CHAIR,
        "recipients": (DISTRICT, "Phòng Nội vụ", "Lưu: VT"),
    }
    return remedial_plan.RemedialPlanContext(**(values | changes))  # type: ignore[arg-type]
