"""The form of one dossier: names of its sheets and columns, and what the sheets hold as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

GUIDE, FACTS, SCORES = "Hướng dẫn", "Số liệu", "Tự chấm"

ITEM, FACT_CODE, WHAT, PART, UNIT, VALUE, HOW = (
    "Mục",
    "Mã số liệu",
    "Nội dung số liệu",
    "Phần",
    "Đơn vị tính",
    "Giá trị",
    "Cách ghi",
)
FACT_COLUMNS = (ITEM, FACT_CODE, WHAT, PART, UNIT, VALUE, HOW)
FACT_WIDTHS = (8, 26, 56, 10, 13, 24, 44)

CODE, NAME, MOST, COMPUTED, SCORE, UNUSED, REASON, EXPLANATION, EVIDENCE = (
    "Mã mục",
    "Nội dung",
    "Điểm tối đa",
    "Điểm tính theo số liệu",
    "Điểm tự chấm",
    "Không áp dụng",
    "Lý do khác điểm tính",
    "Giải trình",
    "Tài liệu đã đưa lên",
)
SCORE_COLUMNS = (CODE, NAME, MOST, COMPUTED, SCORE, UNUSED, REASON, EXPLANATION, EVIDENCE)
SCORE_WIDTHS = (9, 56, 10, 13, 12, 12, 40, 60, 36)
MARK = "x"  # "does not apply"

ADVICE = tuple(
    f"{number}. {line}"
    for number, line in enumerate(
        """
Chỉ điền vào ô màu vàng nhạt. Ô xám đã khóa (không có mật khẩu) vì sửa cũng không được nhập.
Trang “Số liệu”: mỗi dòng một số. Tỷ lệ có hai dòng, tử số và mẫu số; hệ thống tự tính phần trăm.
Số lẻ viết sau dấu phẩy (12,5). Ngày viết ngày/tháng/năm. Không gõ dấu %, không gõ công thức.
Trang “Tự chấm”: ghi điểm tự chấm; khác điểm tính theo số liệu thì ghi lý do. Mục được phép không áp dụng \
thì gõ “x” và giải trình.
Không có tài liệu kiểm chứng và không giải trình thì điểm được tính là 0. Tài liệu đưa lên ở trang web.
Không thêm, bớt, gộp ô, không đổi tên trang; lưu nguyên dạng .xlsx.
Gửi lại tệp ở trang “Excel” của hồ sơ. Hệ thống cho xem từng thay đổi trước khi ghi; dòng có người khác \
vừa sửa được để riêng; ghi xong vẫn hoàn tác được.
""".strip().splitlines(),
        start=1,
    )
)

LONGEST = 20_000  # letters of a text in a cell; a cell holds 32,767
TOO_LONG = "(Văn bản dài quá một ô bảng tính: hãy xem và sửa trên trang web.)"


@dataclass(frozen=True, kw_only=True)
class ScoreRow:
    """What a component's row says; ``score`` in points."""

    score: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""
    explanation: str = ""

    @property
    def is_blank(self) -> bool:
        return self == ScoreRow()

    @property
    def content(self) -> Any:
        """Return what is compared with another moment's row; None for an empty one."""
        score = None if self.score is None else format(self.score.normalize(), "f")
        return (
            None if self.is_blank else [score, self.not_applicable, self.reason, self.explanation]
        )
