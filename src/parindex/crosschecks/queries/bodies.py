"""The bodies around units: who is above, beside and below, and what each unit came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from parindex.crosschecks.issuers import Circle, Directory, Standing, spans_of
from parindex.crosschecks.limits import NAMES_MOST
from parindex.units.choices import UnitKind
from parindex.units.models import Unit

AGENCIES = (UnitKind.PROVINCE_AGENCY, UnitKind.DISTRICT_AGENCY)


@dataclass(frozen=True)
class Kin:
    """A body as far as issuers and lineages need it."""

    pk: int
    name: str
    body: str
    kind: str
    path: str

    @property
    def is_agency(self) -> bool:
        return self.kind in AGENCIES


@dataclass(frozen=True, kw_only=True)
class Families:
    """The bodies around some units by id, and for each unit the ids of those that went on in it."""

    bodies: Mapping[int, Kin]
    origins: Mapping[int, frozenset[int]]

    @cached_property
    def directory(self) -> Directory[Kin]:
        """Return the bodies by name, one directory for all the units."""
        return Directory(self.bodies.values())

    @property
    def ids(self) -> frozenset[int]:
        """Return the units and all that they came from."""
        return frozenset(self.origins) | frozenset().union(*self.origins.values())

    def circle(self, unit: Unit) -> Circle[Kin]:
        """Return who may have issued a document of the unit."""
        mine = self.origins[unit.pk] | {unit.pk}
        own_paths = [unit.path, *(self.bodies[pk].path for pk in self.origins[unit.pk])]
        return Circle(self.directory, lambda kin: _standing(kin, mine, own_paths))


def families_of(units: Iterable[Unit], issuers: Collection[str]) -> Families:
    """Load the units, their superiors, two generations of predecessors, and what issuers may name.

    Of the bodies directly below a superior only those are loaded whose names the issuers hold: one
    superior may have thousands.
    """
    own = {unit.pk: unit for unit in units}
    paths = {path for unit in own.values() for path in _line(unit.path)}
    rows = Unit.objects.filter(
        Q(path__in=paths)
        | (Q(parent__path__in=paths) & _named_in(issuers))
        | Q(successions__successor_id__in=own)
        | Q(successions__successor__successions__successor_id__in=own)
    ).values_list(
        *("pk", "name", "body", "kind", "path"),
        "successions__successor_id",
        "successions__successor__successions__successor_id",
    )
    bodies: dict[int, Kin] = {}
    origins: dict[int, set[int]] = defaultdict(set)
    for *columns, child, grandchild in rows:
        kin = bodies.setdefault(columns[0], Kin(*columns))
        for heir in {child, grandchild} & own.keys():
            origins[heir].add(kin.pk)
    return Families(
        bodies=bodies,
        origins={pk: frozenset(origins[pk] - {pk}) for pk in own},
    )


def _named_in(issuers: Collection[str]) -> Q:
    """Return the condition that a body's name stands in one of the texts; none where they are many."""
    if len(issuers) > NAMES_MOST:
        return Q()
    spans = {span for issuer in issuers for span in spans_of(issuer)}
    return Q(name_key__in=spans) | Q(body_key__in=spans)


def _standing(kin: Kin, mine: frozenset[int], own_paths: Sequence[str]) -> Standing:
    if kin.pk in mine:
        return Standing.OWN
    if any(path.startswith(kin.path) for path in own_paths):
        return Standing.ABOVE
    if kin.path.startswith(own_paths[0]):
        return Standing.BELOW
    return Standing.ABOVE if kin.is_agency else Standing.OTHER


def _line(path: str) -> list[str]:
    """Return the paths of a unit and of everything above it."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:length])}/" for length in range(1, len(parts) + 1)]
