"""What the council will cross-check, told to the unit before it hands in; asked for by itself.

These reads look at what other units handed in, so they come after the page and after a save, never
with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parindex.assessments.queries import Cover, load_workbook
from parindex.assessments.sight import seen_codes
from parindex.assessments.workbook import Workbook
from parindex.web.selfassess.answers import is_htmx
from parindex.web.selfassess.beside import hints as hints_of
from parindex.web.selfassess.names import anchor, place, slug
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What the cross-checks find at one component; the template calls it a card, as the desk does."""

    code: str
    name: str
    hints: Any

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def place(self) -> str:
        return place(self.code)


@loads("desk", loaders.desk)
@require_GET
def hints(request: PersonRequest, *, workbook: Workbook) -> HttpResponse:
    """All of them: for the desk the pieces that go into its cards, without scripts a page."""
    found = hints_of(workbook, seen_codes(request.actor, workbook))
    rows = [_hint(workbook, code, flags) for code, flags in found.items()]
    context = {"rows": rows, "dossier": workbook.dossier}
    template = "selfassess/_hints.html" if is_htmx(request) else "selfassess/hints.html"
    return render(request, template, context)


@loads("desk", loaders.desk_component)
@require_GET
def component_hints(request: PersonRequest, *, cover: Cover, code: str) -> HttpResponse:
    """Those of one component, after something in it was saved."""
    workbook = load_workbook(cover.dossier)
    card = _hint(workbook, code, hints_of(workbook, [code]).get(code, ()))
    return render(request, "crosschecks/_hints.html", {"card": card, "dossier": cover.dossier})


def _hint(workbook: Workbook, code: str, flags: Any) -> Hint:
    return Hint(code=code, name=workbook.lines[code].node.name, hints=flags)
