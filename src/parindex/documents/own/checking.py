"""Tells what is wrong with a template, each fault in a sentence that says where and what to write instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from parindex.documents.choices import PaperKind
from parindex.documents.own.example import example_paper
from parindex.documents.own.filling import fill
from parindex.documents.own.hostile import open_safely, parts_with_text
from parindex.documents.own.placeholders import ALL, CONTENT, Sort, known, nearest
from parindex.documents.own.slots import Line, lines_of
from parindex.kernel.errors import Correctable

MOST_PLACEHOLDERS = 300
_SHOWN = 60  # letters of a line that a sentence quotes


class TemplateRefused(Correctable):
    """The template cannot be used as it is; ``faults`` are sentences, each about one thing to put right."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A template that works: the example document in its dress, and what a document would lack in it."""

    filled: bytes
    lacks: tuple[str, ...]


def try_out(content: bytes, kind: PaperKind) -> Trial:
    """Check a template and fill it with an example.

    Raises FileRefused for a file that brings more than text, pictures and looks with it, TemplateRefused
    naming every placeholder that is unknown or stands where it cannot be filled.
    """
    document = open_safely(content)
    lines = lines_of(document)
    faults = [fault for line in lines for fault in _faults(line)]
    faults += _faults_of_whole(lines)
    for _kind, root in parts_with_text(document):
        if any("{{" in (text.text or "") for text in root.iter(qn("w:t"))):
            faults.append(
                _("Chú thích và nhận xét của Word không được điền: hãy bỏ chữ trong {{ }} ở đó.")
            )
    if faults:
        raise TemplateRefused(tuple(dict.fromkeys(faults)))
    return Trial(filled=fill(content, example_paper(kind)), lacks=_lacks(lines))


def _faults(line: Line) -> Iterator[str]:
    quoted = {"line": _quoted(line)}
    if "{%" in line.text or "{#" in line.text:
        yield (
            _(
                "Dòng “%(line)s”: mẫu không dùng lệnh {%% %%} hay {# #}, chỉ dùng các chữ trong {{ }}."
            )
            % quoted
        )
        return
    if line.rest.count("{{") or line.rest.count("}}"):
        yield (
            _("Dòng “%(line)s”: ngoặc {{ }} chưa mở hoặc chưa đóng đủ trong cùng một dòng.")
            % quoted
        )
    for written, name in zip(line.written, line.names, strict=True):
        found = known(name)
        if found is None:
            yield _unknown(written, name)
        elif found.sort is Sort.BLOCKS and not (
            line.is_body and line.is_bare and len(line.names) == 1
        ):
            yield _(
                "{{ %(name)s }} phải đứng một mình trên một dòng của văn bản, "
                "không trong bảng, hộp chữ, đầu trang hay chân trang."
            ) % {"name": name}


def _unknown(written: str, name: str) -> str:
    near = nearest(name)
    if not near:
        return _("Không có chỗ điền {{ %(name)s }}. Hãy chọn trong danh sách chỗ điền.") % {
            "name": written[:_SHOWN]
        }
    return _("Không có chỗ điền {{ %(name)s }}. Có phải là {{ %(near)s }}?") % {
        "name": written[:_SHOWN],
        "near": near,
    }


def _faults_of_whole(lines: list[Line]) -> Iterator[str]:
    counted = Counter(name for line in lines for name in line.names)
    if not counted[CONTENT]:
        yield _(
            "Mẫu thiếu {{ noi_dung }}: nội dung văn bản sẽ bị mất. Hãy ghi nó trên một dòng riêng."
        )
    if counted.total() > MOST_PLACEHOLDERS:
        yield _("Mẫu có quá nhiều chỗ điền (%(count)d, nhiều nhất %(most)d).") % {
            "count": counted.total(),
            "most": MOST_PLACEHOLDERS,
        }
    for name, count in counted.items():
        found = known(name)
        if found and found.sort is Sort.BLOCKS and count > 1:
            yield _("{{ %(name)s }} chỉ được ghi một lần trong mẫu.") % {"name": name}


def _lacks(lines: list[Line]) -> tuple[str, ...]:
    """Return what a document needs and this template has no place for."""
    used = {name for line in lines for name in line.names}
    lacks = [
        f"{{{{ {item.name} }}}}: {item.meaning}"
        for item in ALL
        if item.expected and item.name not in used
    ]
    if not used & {"so", "so_ky_hieu"}:
        lacks.append(_("{{ so_ky_hieu }}: số và ký hiệu của văn bản"))
    return tuple(lacks)


def _quoted(line: Line) -> str:
    text = " ".join(line.text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
