"""The table of a sheet: its columns are found by their titles, wherever they were moved to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parindex.exchange.books.findings import Findings
from parindex.exchange.books.opening import Book, Cell, Page
from parindex.kernel.reading.cells import clean, column_name
from parindex.viet import search_key

_SEARCHED_ROWS = 30
TOTAL = "Tổng"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet with the columns of its table; ``head`` is the row of the titles."""

    page: Page
    head: int
    columns: Mapping[str, int]

    def at(self, row: int, title: str) -> Cell:
        """Return the cell of a row under a title."""
        return self.page.at(row, self.columns[title])

    def text(self, row: int, title: str) -> str:
        """Return the words of a cell on one line."""
        return clean(self.at(row, title).text)

    @property
    def body(self) -> Iterator[int]:
        """Return the rows below the titles that hold something."""
        return (row for row in self.page.rows if row > self.head)

    def hides(self, row: int, title: str) -> bool:
        """Tell whether nobody sees a cell."""
        return self.page.hides(row, self.columns[title])


def find_table(
    book: Book, name: str, titles: Sequence[str], *, needed: Collection[str], findings: Findings
) -> Table | None:
    """Return the table of a sheet by its titles; says what is missing and returns None without it."""
    page = book.pages.get(name)
    if page is None:
        findings.error(_("tệp thiếu trang này; nội dung của trang không được nhập"), sheet=name)
        return None
    wanted = {search_key(title): title for title in titles}
    best: dict[str, list[int]] = {}
    head = 0
    for row in [row for row in page.rows if row <= _SEARCHED_ROWS]:
        found = _titles_at(page, row, wanted)
        if len(found) > len(best):
            best, head = found, row
    if len(best) < 2:
        message = _("không thấy dòng tiêu đề (%(titles)s); hãy tải biểu mới")
        findings.error(message % {"titles": ", ".join(f"“{one}”" for one in needed)}, sheet=name)
        return None
    if not _complete(best, needed, name=name, head=head, findings=findings):
        return None
    columns = {title: places[0] for title, places in best.items()}
    table = Table(page=page, head=head, columns=columns)
    _tell_of_columns(table, titles, findings)
    return table


def _titles_at(page: Page, row: int, wanted: Mapping[str, str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column in page.columns_at(row):
        title = wanted.get(search_key(clean(page.at(row, column).text)))
        if title is not None:
            found.setdefault(title, []).append(column)
    return found


def _complete(
    found: Mapping[str, list[int]],
    needed: Collection[str],
    *,
    name: str,
    head: int,
    findings: Findings,
) -> bool:
    """Tell whether every needed column stands there once."""
    for title in needed:
        if title not in found:
            message = _("thiếu cột “%(title)s”; nội dung của trang không được nhập")
            findings.error(message % {"title": title}, sheet=name, row=head)
    twice = [(title, places) for title, places in found.items() if len(places) > 1]
    for title, places in twice:
        message = _("cột “%(title)s” có hai lần (%(columns)s); hãy bỏ bớt một")
        columns = ", ".join(column_name(place - 1) for place in sorted(places))
        findings.error(message % {"title": title, "columns": columns}, sheet=name, row=head)
    return not twice and set(needed) <= found.keys()


def _tell_of_columns(table: Table, titles: Sequence[str], findings: Findings) -> None:
    """Say when columns changed places, and which were added."""
    page, head = table.page, table.head
    ordered = [table.columns[title] for title in titles if title in table.columns]
    if ordered != sorted(ordered):
        findings.caution(
            _("các cột đã đổi chỗ: mỗi cột được đọc theo tiêu đề của nó"), sheet=page.name, row=head
        )
    rows = (row for row in page.rows if row >= head)
    filled = {column for row in rows for column in page.columns_at(row)}
    for column in sorted(filled - set(table.columns.values())):
        findings.caution(
            _("cột thêm vào, không thuộc biểu: bỏ qua"),
            sheet=page.name,
            column=column,
            title=clean(page.at(head, column).text)[:40],
        )


def tell_of_sheets(book: Book, known: Collection[str], findings: Findings) -> None:
    """Say which sheets are not of the form, and which of the form nobody sees."""
    for name, page in book.pages.items():
        if name not in known and page.rows:
            findings.caution(_("trang thêm vào, không thuộc biểu: bỏ qua"), sheet=name)
