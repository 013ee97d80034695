"""The measures of Nghị định 30/2020/NĐ-CP, Phụ lục I, shared by every writer: millimetres and points.

The decree gives ranges; one value of each is chosen here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

MOTTO_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Chosen measures; the range of the decree stands beside each."""

    page_width: float = 210  # mm, A4
    page_height: float = 297
    margin_top: float = 20  # mm, 20-25
    margin_bottom: float = 20  # mm, 20-25
    margin_left: float = 30  # mm, 30-35
    margin_right: float = 15  # mm, 15-20
    page_number_top: float = 9  # mm from the paper's edge, inside the top margin
    issuer_width: float = 70  # mm, left half of the letterhead
    nation: float = 12  # pt, 12-13
    motto: float = 13  # pt, 13-14
    motto_length: float = 56.1  # mm, measured in Times New Roman bold at the size above
    issuer: float = 12  # pt, 12-13
    number: float = 13  # pt
    place: float = 13  # pt, 13-14
    kind: float = 14  # pt, 13-14
    letter_subject: float = 12  # pt, 12-13
    body: float = 14  # pt, 13-14
    indent: float = 12.7  # mm, 10 or 12.7
    spacing: float = 6  # pt between paragraphs, 6 or more
    recipients_title: float = 12  # pt
    recipients: float = 11  # pt
    page_number: float = 13  # pt, 13-14
    note: float = 11  # pt, ours
    note_spacing: float = 2  # pt, ours
    rule_share: float = 0.4  # length of a line against the words above it, 1/3-1/2
    signature_gap: float = 62  # pt between title and name, for the signature and the stamp

    @property
    def text_width(self) -> float:
        """Room between the margins of a portrait page, in millimetres."""
        return self.page_width - self.margin_left - self.margin_right

    @property
    def landscape_text_width(self) -> float:
        """Room between the margins of a landscape page, in millimetres."""
        return self.page_height - self.margin_left - self.margin_right


DECREE_30 = Layout()
POINT_MM = 25.4 / 72


def estimated_width(words: str, *, size: float) -> float:
    """Return about how wide a line in bold Times New Roman is, in millimetres (within some 5 %).

    Good enough to choose a line's length or to break a name in two, not to set type.
    """
    ems = sum(_em(letter) for letter in words)
    return ems * size * POINT_MM


def _em(letter: str) -> float:
    if letter.isspace() or letter in ",.;:-":
        return 0.27
    return 0.70 if letter.isupper() else 0.49
