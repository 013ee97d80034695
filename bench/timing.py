"""Medians of several runs in one process, printed beside what they are compared with."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 7


@dataclass(frozen=True)
class Timed:
    """What took how long: the median, and how far the runs lie apart, in seconds."""

    what: str
    median: float
    spread: float


def timed(what: str, work: Callable[[], object], *, runs: int = RUNS, repeat: int = 1) -> Timed:
    """Run the work once to warm up, then ``runs`` times; ``repeat`` averages very short work."""
    work()
    found = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        for _ in range(repeat):
            work()
        found.append((time.perf_counter() - start) / repeat)
    return Timed(what, statistics.median(found), max(found) - min(found))


def peak_memory(work: Callable[[], object]) -> int:
    """Return the most bytes that the work held at once, numpy's included."""
    gc.collect()
    tracemalloc.start()
    kept = work()  # so that it still counts
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    return peak


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def show(row: Timed, *, base: Timed | None = None, note: str = "") -> None:
    """Print one line: what, median, spread, and the ratio to the first line of the section."""
    ratio = f"{row.median / base.median:10.2f}x" if base else " " * 11
    print(
        f"{row.what:<58}{row.median * 1e3:>10.2f} ms ±{row.spread * 500:>7.2f}{ratio}  {note}".rstrip()
    )
