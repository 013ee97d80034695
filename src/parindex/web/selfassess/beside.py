"""What stands beside a component on the desk: the coordinator's guidance, and what is new since the earlier round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from parindex.assessments.comparison import ComponentChange, compare, compare_line
from parindex.assessments.queries import cover_of, dossier_by_id, load_numbers, load_workbook
from parindex.assessments.workbook import Workbook
from parindex.crosschecks.queries import unit_hints
from parindex.cycles.queries import Guides, guides_of_set
from parindex.preparation.queries.parts import readiness_of


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The guidance of the whole set, and of each component; ``changes`` only in a later round."""

    guides: Guides | None = None
    changes: Mapping[str, ComponentChange] = field(default_factory=dict)
    round_name: str = ""
    ready: Mapping[str, Any] = field(default_factory=dict)

    def guides_at(self, code: str) -> Sequence[Any]:
        """Return the guidance of a component and of what is above it, without the set's."""
        return self.guides.beside(code) if self.guides else ()

    def news_at(self, code: str) -> str:
        """Say what is new of a component in this round; "" for nothing."""
        change = self.changes.get(code)
        if change is None or not change.is_changed:
            return ""
        return _("mới ở %(round)s: %(what)s") % {
            "round": self.round_name,
            "what": ", ".join(what_changed(change)),
        }


def what_changed(change: ComponentChange) -> list[str]:
    """Return the kinds of things that are new of a component, in words."""
    found = {
        _("số liệu"): bool(change.facts),
        _("điểm tự chấm"): change.score_changed,
        _("lý do"): change.reason_changed,
        _("giải trình"): change.explanation_changed,
        _("tài liệu"): bool(change.added or change.removed),
    }
    return [name for name, holds in found.items() if holds]


def beside(workbook: Workbook) -> Beside:
    """Load what stands beside the components: one query, in a later round a workbook more."""
    dossier = workbook.dossier
    guides = guides_of_set(dossier.round.cycle, dossier.criteria_set)
    ready = readiness_of(dossier.round.cycle, dossier.unit)
    earlier = earlier_workbook(workbook)
    changes = compare(earlier, workbook) if earlier else ()
    return Beside(guides=guides, ready=ready, **_news(workbook, changes))


def news(workbook: Workbook, codes: Collection[str] = ()) -> Beside:
    """Load only what a save may change: what is new of some components since the earlier round."""
    before = workbook.dossier.continues_id
    if before is None:
        return Beside()
    earlier = load_numbers(cover_of(dossier_by_id(before)))
    return Beside(**_news(workbook, [compare_line(earlier, workbook, code) for code in codes]))


def hints(workbook: Workbook, codes: Collection[str] | None = None) -> Mapping[str, Sequence[Any]]:
    """Return what cross-checks tell the unit of itself; nothing more once the dossier is handed in.

    They look at what the other units of the round handed in, so no page and no save waits for
    them: the desk asks for them by themselves.
    """
    return unit_hints(workbook, codes) if workbook.dossier.is_drafted else {}


def earlier_workbook(workbook: Workbook) -> Workbook | None:
    """Return the unit's dossier of the earlier round, None in a first one."""
    earlier = workbook.dossier.continues_id
    return load_workbook(dossier_by_id(earlier)) if earlier else None


def _news(workbook: Workbook, changes: Iterable[ComponentChange]) -> dict[str, Any]:
    return {
        "changes": {change.code: change for change in changes},
        "round_name": workbook.dossier.round.name,
    }
