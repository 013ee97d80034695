"""The bodies around units: who is above, beside and below, and what each unit came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from parindex.crosschecks.issuers import Body, Circle, Standing
from parindex.units.choices import UnitKind
from parindex.units.models import Unit

AGENCIES = (UnitKind.PROVINCE_AGENCY, UnitKind.DISTRICT_AGENCY)


@dataclass(frozen=True)
class Kin:
    """A body as far as issuers and lineages need it."""

    pk: int
    code: str
    name: str
    body: str
    kind: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Families:
    """The bodies around some units, and for each unit the ids of the bodies that went on in it."""

    bodies: tuple[Kin, ...]
    origins: Mapping[int, frozenset[int]]

    @property
    def ids(self) -> frozenset[int]:
        """Return the units and all that they came from."""
        return frozenset(self.origins) | frozenset().union(*self.origins.values())

    def circle(self, unit: Unit) -> Circle:
        """Return who may have issued a document of the unit."""
        mine = self.origins[unit.pk] | {unit.pk}
        own_paths = [unit.path, *(kin.path for kin in self.bodies if kin.pk in mine)]
        return Circle.of(
            Body(
                name=kin.name,
                body=kin.body,
                standing=_standing(kin, mine, own_paths),
                is_agency=kin.kind in AGENCIES,
            )
            for kin in self.bodies
        )


def families_of(units: Iterable[Unit]) -> Families:
    """Load the units' superiors, everything directly below these, and two generations of predecessors."""
    own = {unit.pk: unit for unit in units}
    paths = {path for unit in own.values() for path in _line(unit.path)}
    rows = Unit.objects.filter(
        Q(path__in=paths)
        | Q(parent__path__in=paths)
        | Q(successions__successor_id__in=own)
        | Q(successions__successor__successions__successor_id__in=own)
    ).values_list(
        *("pk", "code", "name", "body", "kind", "path"),
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
        bodies=tuple(bodies.values()),
        origins={pk: frozenset(origins[pk] - {pk}) for pk in own},
    )


def _standing(kin: Kin, mine: frozenset[int], own_paths: list[str]) -> Standing:
    if kin.pk in mine:
        return Standing.OWN
    if any(path.startswith(kin.path) for path in own_paths):
        return Standing.ABOVE
    if kin.path.startswith(own_paths[0]):
        return Standing.BELOW
    return Standing.ABOVE if kin.kind in AGENCIES else Standing.OTHER


def _line(path: str) -> list[str]:
    """Return the paths of a unit and of everything above it."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:length])}/" for length in range(1, len(parts) + 1)]
