"""Who somebody is: one value object, loaded once a request, asked everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from parindex.accounts.choices import Role

LABEL_LENGTH = 150  # characters: of every column that keeps who did something


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A role in a unit."""

    role: str
    unit_id: int
    unit_code: str
    unit_path: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A signed-in person with all their seats; ``label`` is what the journal keeps."""

    user_id: int | None
    label: str
    full_name: str
    seats: tuple[Seat, ...] = ()

    def has(self, role: Role, *, unit_id: int) -> bool:
        """Tell whether the person holds the role in exactly this unit."""
        return any(seat.role == role and seat.unit_id == unit_id for seat in self.seats)

    def holds(self, role: Role) -> bool:
        """Tell whether the person holds the role anywhere."""
        return any(seat.role == role for seat in self.seats)

    def oversees(self, role: Role, *, path: str) -> bool:
        """Tell whether the person holds the role in a unit above the path, or at it."""
        return any(seat.role == role and path.startswith(seat.unit_path) for seat in self.seats)

    def unit_ids(self, *roles: Role) -> frozenset[int]:
        """Return the units in which the person holds one of the roles (a handful at most)."""
        return frozenset(seat.unit_id for seat in self.seats if seat.role in roles)

    @property
    def home(self) -> Seat | None:
        """Return the seat that greets the person first."""
        return self.seats[0] if self.seats else None


def label_of(*, username: str, full_name: str) -> str:
    """Return "name (username)" for the journal; a name that leaves no room is cut, the username never."""
    room = LABEL_LENGTH - len(f" ({username})")
    name = full_name or username
    if len(name) > room:
        name = f"{name[: room - 1].rstrip()}…" if room > 1 else ""
    return f"{name} ({username})" if name else username


ANONYMOUS = Actor(user_id=None, label="", full_name="")
SYSTEM = Actor(user_id=None, label="hệ thống", full_name="Hệ thống")
