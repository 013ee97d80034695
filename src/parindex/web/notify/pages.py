"""What all pages of chasing share: the round that is looked at, the tabs, whether letters go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.cycles.queries import rounds_of
from parindex.notices.rules import may_chase
from parindex.web.shell.access import PersonRequest

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One page of the cycle's chasing."""

    label: str
    url: str
    is_here: bool


def chasing(request: PersonRequest, cycle: Any, here: str) -> dict[str, Any]:
    """Return the context of a page of chasing: ``round`` is None while the cycle has none."""
    rounds = rounds_of(cycle)
    number = request.POST.get("dot", "") or request.GET.get("dot", "")
    chosen = next((row for row in rounds if str(row.number) == number), None)
    may = may_chase(request.actor, cycle)
    return {
        "cycle": cycle,
        "rounds": rounds,
        "round": chosen or (rounds[-1] if rounds else None),
        "may_chase": may,
        "tabs": _tabs(cycle, here, may=may),
        "mail_off": not settings.MAIL_ON,
    }


def paged(rows: Any, query: Any) -> Page[Any]:
    """Return the page of the rows that the query string asks for; junk is the first."""
    return Paginator(rows, PAGE_SIZE).get_page(query.get("trang", "1"))


def without_page(query: Any) -> str:
    """Return the query string without the page, to put another page behind it."""
    kept = query.copy()
    kept.pop("trang", None)
    return f"{kept.urlencode()}&" if kept else ""


def _tabs(cycle: Any, here: str, *, may: bool) -> Sequence[Tab]:
    named = [
        (_("Quá hạn"), "late"),
        (_("Lịch nhắc"), "schedule"),
        *([(_("Nhắc ngay"), "call")] if may else []),
        (_("Đã gửi"), "sent"),
    ]
    return [
        Tab(label=label, url=reverse(f"notify:{name}", args=[cycle.code]), is_here=name == here)
        for label, name in named
    ]
