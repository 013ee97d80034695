"""The same rules by numpy, polars and duckdb: what docs/adr/0012 chose from.

Data lie ready in each library's own form; every one of them computes in exact integers.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import polars as pl

from bench.same_rules import COMPONENTS, Data, Numbers

HALF = COMPONENTS // 2


def with_numpy(data: Data) -> Numbers:
    total = np.zeros(data.done.shape[1], np.int64)
    for at, (done, assigned) in enumerate(zip(data.done, data.assigned, strict=True)):
        if at < HALF:
            total += (done >= assigned) * 50 + (done * 5 >= assigned * 4) * 50
        else:
            total += (200 * done + assigned) // (2 * assigned)
    return total


def _polars(data: Data) -> Callable[[], Numbers]:
    frame = pl.DataFrame(_named(data))

    def points(at: int) -> pl.Expr:
        done, assigned = pl.col(f"d{at}"), pl.col(f"a{at}")
        if at < HALF:
            return (
                pl.when(done >= assigned)
                .then(100)
                .when(done * 5 >= assigned * 4)
                .then(50)
                .otherwise(0)
                .cast(pl.Int64)
            )
        return (200 * done + assigned) // (2 * assigned)

    columns = [points(at).alias(f"p{at}") for at in range(COMPONENTS)]
    return lambda: frame.select(columns).sum_horizontal().to_numpy()


def _duckdb(data: Data) -> Callable[[], Numbers]:
    connection = duckdb.connect()
    connection.register("given", {"u": np.arange(data.done.shape[1]), **_named(data)})
    connection.execute("create table facts as select * from given")
    steps = "case when d{0} >= a{0} then 100 when d{0} * 5 >= a{0} * 4 then 50 else 0 end"
    share = "(200 * d{0} + a{0}) // (2 * a{0})"
    points = [(steps if at < HALF else share).format(at) for at in range(COMPONENTS)]
    named = ", ".join(f"{sql} as p{at}" for at, sql in enumerate(points))
    total = " + ".join(f"p{at}" for at in range(COMPONENTS))
    query = f"select {total} as total from (select u, {named} from facts) order by u"
    return lambda: connection.execute(query).fetchnumpy()["total"]


def _named(data: Data) -> dict[str, Numbers]:
    return {f"d{at}": row for at, row in enumerate(data.done)} | {
        f"a{at}": row for at, row in enumerate(data.assigned)
    }


MEANS: dict[str, Callable[[Data], Callable[[], Numbers]]] = {
    "numpy, int64": lambda data: lambda: with_numpy(data),
    "polars, int64": _polars,
    "duckdb, bigint": _duckdb,
}
