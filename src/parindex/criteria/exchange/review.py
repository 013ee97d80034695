"""What reading a file understood, guessed and did not understand, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How sure the reading is; the value is the heading in the review file."""

    NOT_UNDERSTOOD = "Chưa hiểu: phải sửa"
    GUESSED = "Đã đoán: hãy kiểm tra"
    UNDERSTOOD = "Đã hiểu"


@dataclass(frozen=True, kw_only=True)
class Note:
    """One line of the review: the place in the file, the component if there is one, and what is said."""

    kind: Kind
    place: str
    message: str
    code: str = ""

    def __str__(self) -> str:
        code = f"mục {self.code}: " if self.code else ""
        return f"{self.place}: {code}{self.message}"


def count(notes: Iterable[Note], kind: Kind) -> int:
    """Return how many notes are of a kind."""
    return sum(note.kind is kind for note in notes)


def review_text(file: str, notes: Sequence[Note], problems: Sequence[str]) -> str:
    """Return the review as Markdown: what stops the set first, then by kind."""
    parts = [f"# Biên bản đọc {file}\n"]
    parts.append(
        "Quy tắc chưa hiểu được ghi tạm là “người chấm cho điểm” (judged): máy không tự đặt điểm nào.\n"
    )
    if problems:
        parts.append(_section("Bộ tiêu chí chưa dùng được", problems))
    for kind in Kind:
        lines = [str(note) for note in notes if note.kind is kind]
        parts.append(_section(kind.value, lines))
    return "\n".join(parts)


def _section(title: str, lines: Sequence[str]) -> str:
    listed = [f"- {' '.join(line.split())}" for line in lines] or ["- (không có)"]
    return "\n".join([f"## {title} ({len(lines)})", "", *listed, ""])
