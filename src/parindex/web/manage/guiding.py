"""The coordinator's page of guidance: what stands beside which node, and putting up or taking away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.criteria.queries import criteria_set_of
from parindex.cycles.operations import GuideDetails, attach_guide, withdraw_guide
from parindex.cycles.queries import guides_of, participants_of
from parindex.cycles.rules import may_coordinate
from parindex.engine import Node
from parindex.evidence.operations import DocumentRefused
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, FileRefused
from parindex.web.manage.loaders import coordinated_cycle
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import UnreadableError, read_date, typed
from parindex.web.shell.loaders import overseen_cycle

EVERYTHING = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place beside which guidance can stand, as the list of the form offers it."""

    value: str
    label: str
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A place with the guidance that stands there."""

    label: str
    guides: Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class GuideForm:
    """A guide as it is typed; ``place`` is "set:node", "set:" for a whole set, "" for all sets."""

    place: str = EVERYTHING
    title: str = ""
    number: str = ""
    issued_on: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> GuideForm:
        return cls(
            place=typed(post, "place"),
            title=typed(post, "title"),
            number=typed(post, "number"),
            issued_on=typed(post, "issued_on"),
        )

    def details(self) -> GuideDetails:
        """Return what was typed; raises DocumentRefused for a day that cannot be read."""
        try:
            issued_on = read_date(self.issued_on)
        except UnreadableError as error:
            raise DocumentRefused("issued_on", str(error)) from error
        return GuideDetails(title=self.title, number=self.number, issued_on=issued_on)


@loads("oversees the cycle", overseen_cycle)
@require_http_methods(["GET"])
def guides(request: PersonRequest, cycle: Any) -> HttpResponse:
    """List the cycle's guidance by node; the coordinator puts up and takes away."""
    return _page(request, cycle, form=GuideForm(place=request.GET.get("muc", EVERYTHING)))


@loads("coordinates the cycle", coordinated_cycle)
@require_POST
def attach(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Put a guide up."""
    form = GuideForm.of(request.POST)
    set_code, _colon, node_code = form.place.partition(":")
    stored = _sets(cycle).get(set_code)
    if set_code and stored is None:
        raise Http404
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise DocumentRefused("file", _("Hãy chọn tệp hướng dẫn (PDF, Word, Excel hoặc ảnh)."))
        attach_guide(
            cycle=cycle,
            criteria_set=stored,
            node_code=node_code,
            details=form.details(),
            upload=upload,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, cycle, form=form, error=error)
    messages.success(request, _("Đã đưa lên “%(title)s”.") % {"title": form.title.strip()})
    return redirect("manage:guides", cycle_code=cycle.code)


@loads("coordinates the cycle", coordinated_cycle)
@require_POST
def withdraw(request: PersonRequest, cycle: Any, guide_id: int) -> HttpResponse:
    """Take a guide of this cycle away."""
    guide = guides_of(cycle).filter(pk=guide_id).first()
    if guide is None:
        raise Http404
    withdraw_guide(guide_id=guide_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Đã gỡ “%(title)s”.") % {"title": guide.title})
    return redirect("manage:guides", cycle_code=cycle.code)


def _page(
    request: PersonRequest, cycle: Any, *, form: GuideForm, error: Correctable | None = None
) -> HttpResponse:
    sets = _sets(cycle)
    places = _places(sets)
    context = {
        "cycle": cycle,
        "shelves": _shelves(cycle, places),
        "places": places,
        "form": form,
        "error": error,
        "field": "file" if isinstance(error, FileRefused) else getattr(error, "field", ""),
        "may_coordinate": may_coordinate(request.actor, cycle),
        "max_mb": settings.PARINDEX_UPLOAD_MAX_MB,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "manage/guides.html", context, status=status)


def _sets(cycle: Any) -> Mapping[str, Any]:
    return {row.criteria_set.code: row.criteria_set for row in participants_of(cycle)}


def _places(sets: Mapping[str, Any]) -> list[Place]:
    """Return the whole cycle, then every set with its nodes in their order."""
    found = [Place(value=EVERYTHING, label=_("Mọi bộ tiêu chí của kỳ"))]
    for code, stored in sets.items():
        found.append(Place(value=f"{code}:", label=_("Cả bộ: %(set)s") % {"set": stored.name}))
        name = stored.annex or stored.name
        found += [_place(code, name, node) for node in criteria_set_of(stored).walk()]
    return found


def _place(set_code: str, set_name: str, node: Node) -> Place:
    return Place(
        value=f"{set_code}:{node.code}",
        label=f"{set_name} · {node.code} {node.name}",
        depth=node.code.count(".") + 1,
    )


def _shelves(cycle: Any, places: Sequence[Place]) -> list[Shelf]:
    """Return the places that have guidance, in the order of the list."""
    standing: dict[str, list[Any]] = {}
    for guide in guides_of(cycle):
        code = f"{guide.criteria_set.code}:{guide.node_code}" if guide.criteria_set else EVERYTHING
        standing.setdefault(code, []).append(guide)
    return [
        Shelf(label=place.label, guides=standing[place.value])
        for place in places
        if place.value in standing
    ]
