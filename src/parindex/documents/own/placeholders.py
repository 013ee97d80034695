"""The words an organisation's template may hold in double braces, and what stands there for a paper.

One place names them all: the check, the filling, the starter templates and the page read it. A word in
capitals prints in capitals; marks and blanks do not matter: ``{{ Số ký hiệu }}`` is ``{{ so_ky_hieu }}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from parindex.documents.paper import Block, Paper, Table
from parindex.documents.paper.wording import closed_list, document_date, document_number
from parindex.viet import search_key

CONTENT = "noi_dung"
_TABLE = re.compile(r"bang_([1-9]\d?)")


class Sort(Enum):
    """What a placeholder stands for."""

    WORDS = auto()  # a text inside a line
    LIST = auto()  # a line repeated for each item
    BLOCKS = auto()  # paragraphs and tables, alone in its line


@dataclass(frozen=True, kw_only=True)
class Placeholder:
    """A word a template may hold; without an ``expected`` one the document would lack something it needs."""

    name: str
    meaning: str | Promise
    sort: Sort = Sort.WORDS
    expected: bool = False


_LIST, _BLOCKS = Sort.LIST, Sort.BLOCKS
ALL = tuple(
    Placeholder(name=name, meaning=meaning, sort=sort, expected=expected)
    for name, meaning, sort, expected in (
        ("co_quan", gettext_lazy("Cơ quan ban hành"), Sort.WORDS, True),
        ("co_quan_cap_tren", gettext_lazy("Cơ quan chủ quản trực tiếp"), Sort.WORDS, False),
        ("so", gettext_lazy("Số của văn bản"), Sort.WORDS, False),
        ("ky_hieu", gettext_lazy("Ký hiệu, như BC-UBND"), Sort.WORDS, False),
        ("so_ky_hieu", gettext_lazy("Số và ký hiệu, như 05/BC-UBND"), Sort.WORDS, False),
        ("dia_danh", gettext_lazy("Địa danh"), Sort.WORDS, True),
        ("ngay_thang", gettext_lazy("Ngày … tháng … năm …"), Sort.WORDS, True),
        ("ten_loai", gettext_lazy("Tên loại văn bản; công văn không có"), Sort.WORDS, False),
        ("trich_yeu", gettext_lazy("Trích yếu nội dung"), Sort.WORDS, True),
        ("kinh_gui", gettext_lazy("Nơi kính gửi, mỗi nơi một dòng"), _LIST, False),
        ("can_cu", gettext_lazy("Căn cứ ban hành, mỗi căn cứ một dòng"), _LIST, False),
        ("tham_quyen", gettext_lazy("Người ra quyết định, ở quyết định"), Sort.WORDS, False),
        ("quyet_dinh", gettext_lazy("Chữ “Quyết định:”, ở quyết định"), Sort.WORDS, False),
        (CONTENT, gettext_lazy("Toàn bộ nội dung, gồm cả bảng"), _BLOCKS, True),
        ("bang_1", gettext_lazy("Riêng bảng thứ nhất; cũng có bang_2, bang_3…"), _BLOCKS, False),
        ("quyen_han", gettext_lazy("TM., KT., TL.…, mỗi quyền hạn một dòng"), _LIST, False),
        ("chuc_vu", gettext_lazy("Chức vụ người ký"), Sort.WORDS, True),
        ("nguoi_ky", gettext_lazy("Họ tên người ký"), Sort.WORDS, True),
        ("chuc_vu_2", gettext_lazy("Chức danh người ký bên trái, ở biên bản"), Sort.WORDS, False),
        ("nguoi_ky_2", gettext_lazy("Họ tên người ký bên trái, ở biên bản"), Sort.WORDS, False),
        ("noi_nhan", gettext_lazy("Nơi nhận, mỗi nơi một dòng"), _LIST, True),
    )
)
_BY_NAME: Mapping[str, Placeholder] = {item.name: item for item in ALL}


@dataclass(frozen=True, kw_only=True)
class Values:
    """What stands in each place for one paper."""

    words: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    blocks: Mapping[str, tuple[Block, ...]]


def name_of(written: str) -> str:
    """Return the name behind a placeholder as people write it."""
    return re.sub(r"[\s\-]+", "_", search_key(written))


def known(name: str) -> Placeholder | None:
    """Return the placeholder of this name, or None; every table has one: bang_1, bang_2…"""
    return _BY_NAME.get("bang_1" if _TABLE.fullmatch(name) else name)


def nearest(name: str) -> str:
    """Return the known name that looks most like this one, or nothing."""
    if opens := [item for item in _BY_NAME if len(item) > 2 and name.startswith(item)]:
        return max(opens, key=len)
    return next(iter(get_close_matches(name, _BY_NAME, n=1, cutoff=0.6)), "")


def values_of(paper: Paper) -> Values:
    """Return everything a paper can put into a template."""
    head, enactment, second = paper.letterhead, paper.enactment, paper.cosigner
    number = document_number(head.number, head.symbol)
    words = {
        "co_quan": head.issuer,
        "co_quan_cap_tren": head.superior,
        "so": number.removesuffix(f"/{head.symbol}"),
        "ky_hieu": head.symbol,
        "so_ky_hieu": number,
        "dia_danh": head.place,
        "ngay_thang": document_date(head) if head.place else "",
        "ten_loai": head.kind,
        "trich_yeu": head.subject,
        "tham_quyen": enactment.authority if enactment else "",
        "quyet_dinh": enactment.word if enactment else "",
        "chuc_vu": paper.signature.title,
        "nguoi_ky": paper.signature.name,
        "chuc_vu_2": second.title if second else "",
        "nguoi_ky_2": second.name if second else "",
    }
    lists = {
        "kinh_gui": closed_list(paper.addressees),
        "can_cu": closed_list(paper.grounds),
        "quyen_han": paper.signature.authority,
        "noi_nhan": closed_list(paper.recipients),
    }
    return Values(words=words, lists=lists, blocks={CONTENT: paper.kept_body, **_tables(paper)})


def _tables(paper: Paper) -> dict[str, tuple[Block, ...]]:
    """Return each table of the body by its number; those of annexes stay in their annexes."""
    tables = (block for block in paper.body if isinstance(block, Table))
    return {f"bang_{number}": (table,) for number, table in enumerate(tables, start=1)}
