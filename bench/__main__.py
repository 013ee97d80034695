"""./run bench [engine|pages|annex|reports]: how fast, against what, in one run. bench/README.md says how to read it."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import numpy as np

from bench import annex, means, mixed_rules, pages, peers, reports
from bench.same_rules import COMPONENTS, UNITS, Data, Numbers, random_data, ratio_set
from bench.timing import RUNS, Timed, peak_memory, show, timed, title
from parindex.engine import NodeTrace, evaluate, render_tree
from parindex.engine.vector import columns_of, compile_set


def main(part: str = "engine", units: str = "5000") -> None:
    if part == "pages":
        pages.main(int(units))
        return
    if part == "reports":
        reports.main(int(units) if units != "5000" else 150)
        return
    if part == "annex":
        annex.main(int(units))
        return
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} cores")
    print(f"median of {RUNS} runs (one before them to warm up), ± half of the spread")
    against_others()
    scoring_mixed_units()
    one_dossier()
    importing()
    other_means()


def whole_arrays(data: Data) -> Numbers:
    """Plain numpy in exact integers on whole arrays: the points of every unit."""
    half = data.done * 5 >= data.assigned * 4
    return np.where(data.done >= data.assigned, 100, np.where(half, 50, 0)).sum(axis=0)


def row_by_row(data: Data) -> Numbers:
    """Do the same component by component, which stays in the processor's cache: the floor."""
    total = np.zeros(data.done.shape[1], np.int64)
    for done, assigned in zip(data.done, data.assigned, strict=True):
        total += (done >= assigned) * 50 + (done * 5 >= assigned * 4) * 50
    return total


def against_others() -> None:
    title(f"Same rule, same data: {UNITS:,} units x {COMPONENTS} components")
    data, compiled = random_data(), compile_set(ratio_set())
    expected = whole_arrays(data)
    assert (compiled.score(data.columns()).of("").points == expected).all()
    base = timed("plain numpy, exact integers, row by row (the floor)", partial(row_by_row, data))
    ours = timed(
        "parindex: columns to points, sums, index, ranks", lambda: compiled.score(data.columns())
    )
    others: list[tuple[str, Callable[[Data], Numbers]]] = [
        ("plain numpy, exact integers, whole arrays", whole_arrays),
        ("openfisca-core, a variable per component, with set-up", peers.openfisca(COMPONENTS)),
        ("openfisca-core, one long variable, with set-up", peers.openfisca(1)),
        ("zen-engine, compiled expression", peers.zen_expression()),
        ("zen-engine, decision table", peers.zen_table()),
    ]
    show(base, base=base)
    show(ours, base=base, note="aim: within 5x")
    for what, score in others:
        assert (score(data) == expected).all(), what
        row = timed(what, partial(score, data))
        show(row, base=base, note=f"{row.median / ours.median:,.1f}x parindex")


def scoring_mixed_units() -> None:
    title(f"Ten forms in turn, {COMPONENTS} components")
    criteria_set = mixed_rules.mixed_set()
    units = mixed_rules.answers(criteria_set, UNITS)
    compiled, columns = compile_set(criteria_set), columns_of(criteria_set, units)
    some = units[:100]
    one = timed(
        "scalar with trace, 100 units", lambda: [evaluate(criteria_set, unit) for unit in some]
    )
    base = timed(f"vectorised, {UNITS:,} units", partial(compiled.score, columns), repeat=3)
    scores = compiled.score(columns)
    for at, unit in enumerate(some):
        assert evaluate(criteria_set, unit).points == Decimal(int(scores.of("").points[at])) / 100
    show(base, base=base, note=f"{UNITS / base.median:,.0f} units/s")
    show(timed("facts as mappings to columns", partial(columns_of, criteria_set, units)), base=base)
    show(
        one,
        base=base,
        note=f"{100 / one.median:,.0f} dossiers/s; x{one.median / 100 / (base.median / UNITS):,.0f} a unit",
    )
    show(timed("compiling the set", partial(compile_set, criteria_set)), base=base)
    print(
        f"memory of the vectorised run: {peak_memory(partial(compiled.score, columns)) / 2**20:.1f} MiB"
    )


def one_dossier() -> None:
    title(f"One dossier of {COMPONENTS} components (aim: scored with trace in under 5 ms)")
    criteria_set = mixed_rules.mixed_set()
    facts = mixed_rules.answers(criteria_set, 1)[0]
    trace: NodeTrace = evaluate(criteria_set, facts)
    base = timed(
        "ten forms in turn: points, trace, sentences",
        partial(evaluate, criteria_set, facts),
        repeat=20,
    )
    show(base, base=base, note=f"{1 / base.median:,.0f} dossiers/s")
    ratios = ratio_set()
    given = random_data(1).mappings()[0]
    show(
        timed("100 ratios with thresholds", partial(evaluate, ratios, given), repeat=20), base=base
    )
    show(timed("the trace as plain data for JSON", trace.to_dict, repeat=20), base=base)
    show(timed("the trace as a tree of text", partial(render_tree, trace), repeat=20), base=base)
    print(
        f"memory of one trace: {peak_memory(partial(evaluate, criteria_set, facts)) / 2**10:.0f} KiB"
    )


def importing() -> None:
    title("Import in a fresh process (aim: parindex.engine in under 100 ms)")
    modules = ("parindex.engine", "parindex.engine.vector", "decimal, fractions, enum, dataclasses")
    found = {
        module: timed(f"import {module}", partial(_import, module)) for module in ("os", *modules)
    }
    start = found.pop("os").median  # what a process costs that imports nothing more
    rows = {name: Timed(row.what, row.median - start, row.spread) for name, row in found.items()}
    for row in rows.values():
        show(row, base=rows["parindex.engine"])


def _import(modules: str) -> None:
    subprocess.run([sys.executable, "-c", f"import {modules}"], check=True)


def other_means() -> None:
    title(
        "The means (docs/adr/0012): 50 components by thresholds, 50 proportional, points and sums"
    )
    data = random_data()
    expected = means.with_numpy(data)
    base: Timed | None = None
    for what, prepare in means.MEANS.items():
        score = prepare(data)
        assert (score() == expected).all(), what
        row = timed(what, score)
        base = base or row
        show(row, base=base)


main(*sys.argv[1:])
