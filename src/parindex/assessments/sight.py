"""Who sees what of a dossier: its unit and the overseers all of it, a lead department what it leads."""

from __future__ import annotations

from parindex.accounts.rules import Actor
from parindex.assessments.rules import may_see_desk, works_on_sheet
from parindex.assessments.workbook import Line, Workbook


def sees_all(actor: Actor, workbook: Workbook) -> bool:
    """Tell whether the whole form is this person's to see."""
    return may_see_desk(actor, workbook.dossier, frozenset())


def sees(actor: Actor, workbook: Workbook, line: Line) -> bool:
    """Tell whether one component is this person's to see."""
    if line.sheet is not None and works_on_sheet(actor, line.sheet):
        return True
    return sees_all(actor, workbook)


def seen_codes(actor: Actor, workbook: Workbook) -> frozenset[str]:
    """Return the codes of the components that the person sees."""
    return frozenset(code for code, line in workbook.lines.items() if sees(actor, workbook, line))
