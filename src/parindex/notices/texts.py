"""What notices and letters say: plain Vietnamese, whatever language the pages are read in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from parindex.kernel.clock import vietnam_date
from parindex.notices.choices import Occasion
from parindex.notices.queries.debt import Debt
from parindex.notices.timing import DAY, due_words
from parindex.viet import format_date

TITLE_LENGTH = 300


@dataclass(frozen=True, kw_only=True)
class Text:
    """A notice's title, which is also its letter's subject, and its words."""

    title: str
    body: str = ""


def reminder(debt: Debt, *, own_words: str, now: dt.datetime) -> Text:
    """Say who owes what until when; the coordinator's own words take the usual sentence's place."""
    late = now >= debt.due_at
    title, sentence = _WORDS[debt.occasion](debt, late)
    return Text(title=line(title), body=f"{own_words.strip() or sentence}\n{debt.round}.")


def line(text: str) -> str:
    """Return a text as one line that fits: what a letter's header needs."""
    flat = " ".join(text.split())
    return flat if len(flat) <= TITLE_LENGTH else f"{flat[: TITLE_LENGTH - 1].rstrip()}…"


def _submission(debt: Debt, late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    due = due_words(debt.due_at)
    if debt.roles:
        what = f"nộp biểu tự chấm điểm của {debt.what}"
        sentence = "Mọi phần đã được lãnh đạo duyệt; cơ quan điều phối cần nộp hồ sơ."
    elif debt.what:
        what = f"tự chấm phần của mình trong biểu của {debt.what}"
        sentence = "Phần này chưa được lãnh đạo cơ quan duyệt. Hãy hoàn thiện và trình duyệt."
    else:
        what = "nộp hồ sơ tự chấm điểm"
        sentence = "Hồ sơ chưa nộp. Hãy hoàn thiện, trình lãnh đạo duyệt và nộp."
    if late:
        sentence += " Nộp muộn thì người đứng đầu phải giải trình."
        return f"{debt.unit.body}: đã quá hạn {what} ({due})", sentence
    return f"{debt.unit.body}: {what}, hạn {due}", sentence


def _preparation(debt: Debt, _late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    opens = due_words(debt.due_at).removeprefix("trước ")
    title = f"{debt.unit.body}: chuẩn bị số liệu, đợt chấm điểm mở từ {opens}"
    return title, "Hãy rà soát tiêu chí, thu thập số liệu và tài liệu kiểm chứng trước khi mở đợt."


def _appraisal(debt: Debt, _late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    return (
        f"{debt.unit.body}: còn {debt.what} mục chưa thẩm định",
        "Các hồ sơ đã nộp đang chờ điểm thẩm định của cơ quan.",
    )


def _supplement(debt: Debt, late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    due = due_words(debt.due_at)
    title = f"{debt.unit.body}: bổ sung tài liệu theo văn bản số {debt.what}, hạn {due}"
    if late:
        return title, "Đã hết hạn bổ sung mà còn mục chưa trả lời."
    return title, "Còn mục chưa trả lời. Sau thời hạn này Hội đồng chấm theo hồ sơ hiện có."


def _reply(debt: Debt, late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    title = f"{debt.unit.body}: giải trình kết quả tạm thời, hạn {due_words(debt.due_at)}"
    if late:
        return title, "Đã hết thời hạn giải trình."
    return title, "Nếu không nhất trí với điểm thẩm định, hãy giải trình trong thời hạn."


def _remedy(debt: Debt, late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    return (
        f"{debt.unit.body}: việc khắc phục mục {debt.what}, {_last_day(debt, late)}",
        "Việc này chưa được báo xong. Hãy ghi tiến độ, hoặc báo xong kèm tài liệu chứng minh.",
    )


def _commitment(debt: Debt, late: bool) -> tuple[str, str]:  # noqa: FBT001 - one of a table
    return (
        f"{debt.unit.body}: cam kết ở mục {debt.what}, {_last_day(debt, late)}",
        "Cam kết này chưa ghi kết quả. Hãy ghi đã thực hiện, hoặc vì sao không thực hiện được.",
    )


def _last_day(debt: Debt, late: bool) -> str:  # noqa: FBT001 - one of a sentence's parts
    """Name the day itself: what is promised for 31/12 is late from 01/01 on."""
    day = format_date(vietnam_date(debt.due_at - DAY))
    return f"đã quá hạn {day}" if late else f"hạn hết ngày {day}"


_WORDS = {
    Occasion.PREPARATION: _preparation,
    Occasion.SUBMISSION_DUE: _submission,
    Occasion.APPRAISAL_OPEN: _appraisal,
    Occasion.SUPPLEMENT_DUE: _supplement,
    Occasion.REPLY_DUE: _reply,
    Occasion.REMEDY_DUE: _remedy,
    Occasion.COMMITMENT_DUE: _commitment,
}
