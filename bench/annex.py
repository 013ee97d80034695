"""The annex of everybody as XLSX, in time and in memory, and a long PDF: what people print and send.

Each measurement of memory is a process of its own: what another part of the bench took does not count.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from bench.timing import title
from parindex.documents.paper import (
    Align,
    Annex,
    Column,
    HeaderCell,
    Letterhead,
    Paper,
    Row,
    Signature,
    Table,
    text,
)
from parindex.documents.writers import write_docx, write_pdf
from parindex.kernel import sheets

UNITS, COLUMNS, FEW = 5000, 100, 500
RUNS = 3
LINES = 830  # of the table that makes the paper sixty pages
WRITERS = {"PDF": write_pdf, "DOCX": write_docx}


def main(units: int = UNITS) -> None:
    title(f"Annex as XLSX: {COLUMNS} columns, sums, a ratio a row (aim: 5,000 units under 60 s)")
    peaks = {count: _annex(count) for count in (FEW, units)}
    print(f"memory of {units:,} units against {FEW:,}: x{peaks[units] / peaks[FEW]:.2f}")
    title("A document of sixty pages (aim: PDF under 10 s)")
    _pages()


def _annex(units: int) -> float:
    """Measure in fresh processes, print the medians; return the memory above what the imports take."""
    runs = [_alone("xlsx", units) for _run in range(RUNS)]
    base = _alone("xlsx", 0)
    seconds, size = statistics.median(run[0] for run in runs), runs[0][2]
    peak = statistics.median(run[1] for run in runs)
    print(
        f"{units:>6,} units  {seconds:6.1f} s  {size / 2**20:5.1f} MiB file  peak {peak:6.1f} MiB "
        f"({base[1]:.1f} MiB of them before the first row)"
    )
    return peak


def _alone(what: str, count: int) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "bench.annex", what, str(count)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])


def columns() -> list[sheets.Column]:
    figures = [
        sheets.Column(title=f"Số liệu {n}", places=2, total=True) for n in range(COLUMNS - 3)
    ]
    return [
        sheets.Column(title="TT", width=6),
        sheets.Column(title="Đơn vị", width=28),
        *figures,
        sheets.Column(title="Tỷ lệ (%)", places=2, ratio="[Số liệu 0]/[Số liệu 1]*100"),
    ]


def rows(units: int) -> Iterator[list[sheets.Cell]]:
    for unit in range(units):
        figures = [Decimal((unit * 7 + n * 13) % 10_000 + 1) / 100 for n in range(COLUMNS - 3)]
        share = sheets.Formula(text="[#3]/[#4]*100", value=round(figures[0] / figures[1] * 100, 2))
        yield [unit + 1, f"Xã giả lập {unit + 1}", *figures, share]


def write_annex(units: int) -> None:
    """Write the annex to the disk, as a download does; print seconds, peak memory in MiB and bytes."""
    with tempfile.TemporaryDirectory() as place:
        path, began = Path(place) / "phu-luc.xlsx", time.perf_counter()
        sheet = sheets.Sheet(name="Phụ lục", columns=columns(), rows=rows(units), keep=2)
        sheets.write_workbook(path, [sheet], title="Phụ lục")
        seconds, size = time.perf_counter() - began, path.stat().st_size
    print(seconds, _peak(), size)


def _pages() -> None:
    """Measure each writer in fresh processes: the compiler of PDFs remembers what it has set once."""
    for what in WRITERS:
        runs = [_alone(what, LINES) for _run in range(RUNS)]
        seconds, (_any, peak, size) = statistics.median(run[0] for run in runs), runs[0]
        print(f"{what:5} {seconds:6.2f} s  {size / 2**20:5.1f} MiB file  peak {peak:6.1f} MiB")
    print(f"pages: {len(PdfReader(BytesIO(write_pdf(long_paper(LINES)))).pages)}")


def write_paper(write: Callable[[Paper], bytes], lines: int) -> None:
    """Write the long paper; print seconds, peak memory in MiB and bytes."""
    paper, began = long_paper(lines), time.perf_counter()
    size = len(write(paper))
    print(time.perf_counter() - began, _peak(), size)


def _peak() -> float:
    """Return the most memory this process held, in MiB (ru_maxrss would begin with what its parent held)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def long_paper(lines: int) -> Paper:
    """Return a report with a table of components, as long as a district's with every commune."""
    words = (
        "Thực hiện chế độ báo cáo định kỳ về cải cách hành chính đầy đủ, đúng thời gian quy định"
    )
    table = Table(
        columns=(
            Column(width=14),
            Column(width=110),
            *(Column(width=22, align=Align.RIGHT, numeric=True) for _each in range(4)),
        ),
        header=(tuple(HeaderCell(text=name) for name in ("Mã", "Nội dung", "A", "B", "C", "D")),),
        rows=tuple(Row(cells=(f"{n}", words, "1,00", "0,50", "0,75", "–")) for n in range(lines)),
    )
    return Paper(
        letterhead=Letterhead(
            superior="",
            issuer="Ủy ban nhân dân huyện Giả Lập",
            number="05",
            symbol="BC-UBND",
            place="Giả Lập",
            date=date(2025, 1, 15),
            year=2025,
            kind="Báo cáo",
            subject="kết quả cải cách hành chính",
        ),
        body=tuple(text(words + ".") for _each in range(60)),
        signature=Signature(authority=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH", name=""),
        recipients=("Lưu: VT",),
        annexes=(
            Annex(number="", title="Phụ lục", belongs_to="", blocks=(table,), landscape=True),
        ),
    )


if __name__ == "__main__":
    if sys.argv[1] in WRITERS:
        write_paper(WRITERS[sys.argv[1]], int(sys.argv[2]))
    else:
        write_annex(int(sys.argv[2]))
