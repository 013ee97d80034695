"""The cross-checks, one module each; a new one is a module and a line in the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from parindex.crosschecks.choices import Kind
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.kinds import (
    computed,
    issuer,
    last_year,
    outlier,
    shared_document,
    survey,
    twice_reported,
    window,
)
from parindex.crosschecks.subject import Subject

Check = Callable[[Subject], Iterator[Flag]]

CHECKS: Mapping[Kind, Check] = MappingProxyType(
    {
        Kind.COMPUTED: computed.check,
        Kind.LAST_YEAR: last_year.check,
        Kind.TWICE_REPORTED: twice_reported.check,
        Kind.WINDOW: window.check,
        Kind.ISSUER: issuer.check,
        Kind.SHARED_DOCUMENT: shared_document.check,
        Kind.OUTLIER: outlier.check,
        Kind.SURVEY: survey.check,
    }
)
# What tells a unit of nobody but itself; of a shared document only that there is one.
UNIT_KINDS = (
    *(Kind.COMPUTED, Kind.LAST_YEAR, Kind.TWICE_REPORTED),
    *(Kind.WINDOW, Kind.ISSUER, Kind.SHARED_DOCUMENT),
)


def run(subject: Subject, kinds: tuple[Kind, ...] = tuple(Kind)) -> list[Flag]:
    """Return everything that the checks find, the gravest first."""
    found = [flag for kind in kinds for flag in CHECKS[kind](subject)]
    return sorted(found, key=lambda flag: -flag.severity)
