"""Reminding at once: choose, write, look at it, send."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from parindex.kernel import clock
from parindex.kernel.errors import Correctable
from parindex.notices.choices import Audience, Occasion
from parindex.notices.operations import Call, Called, remind_now
from parindex.notices.queries.recipients import Callee, callees
from parindex.viet import search_key
from parindex.web.notify.forms import CallForm
from parindex.web.notify.loaders import chased_cycle
from parindex.web.notify.pages import chasing
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import UnreadableError

MOST_SHOWN = 300


@loads("coordinates the cycle", chased_cycle)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show who owes what; a first post shows what will be sent, the second sends it."""
    context = chasing(request, cycle, "call")
    source = request.POST if request.method == "POST" else request.GET
    form = CallForm.of(source, token=uuid.uuid4().hex)
    owing = callees(context["round"], form.occasion, form.audience) if context["round"] else []
    context |= {"form": form, **_choices(owing, form, request.GET.get("tim", ""))}
    if request.method != "POST":
        return render(request, "notify/call.html", context)
    try:
        chosen = _chosen(owing, form)
        if "sure" not in request.POST:
            return render(request, "notify/call_confirm.html", context | _summary(chosen))
        _say(request, _send(request, context["round"], form, chosen))
    except Correctable as error:
        return render(request, "notify/call.html", context | {"error": error}, status=UNPROCESSABLE)
    return redirect(f"{reverse('notify:sent', args=[cycle.code])}?loai=CALL")


def _choices(owing: Sequence[Callee], form: CallForm, text: str) -> dict[str, Any]:
    wanted = search_key(text.strip())
    found = [row for row in owing if not wanted or wanted in search_key(row.name)]
    found.sort(key=lambda row: row.item not in form.items)  # the chosen ones are always in sight
    return {
        "owing": found[:MOST_SHOWN],
        "hidden": max(0, len(found) - MOST_SHOWN),
        "total": len(owing),
        "text": text,
        "chosen_items": frozenset(form.items),
        "occasions": Occasion.choices,
        "audiences": Audience.choices,
    }


def _chosen(owing: Sequence[Callee], form: CallForm) -> list[Callee]:
    """Return who is to be reminded; raises UnreadableError without words or without anybody."""
    if not form.text.strip():
        raise UnreadableError(_("Hãy ghi nội dung nhắc."), text=form.text)
    picked = [row for row in owing if form.is_all or row.item in form.items]
    if not picked:
        raise UnreadableError(_("Hãy chọn ít nhất một đơn vị còn việc phải làm."), text="")
    return picked


def _summary(chosen: Sequence[Callee]) -> dict[str, Any]:
    people = {user.pk: user for row in chosen for user in row.people}
    return {
        "chosen": chosen,
        "people": len(people),
        "without_address": sum(not user.email for user in people.values()),
        "without_people": [row for row in chosen if not row.people],
    }


def _send(
    request: PersonRequest, scoring_round: Any, form: CallForm, chosen: Sequence[Callee]
) -> Called:
    made = Call(
        occasion=form.occasion,
        items=[row.item for row in chosen],
        text=form.text,
        token=form.token,
        audience=form.audience,
        by_mail=form.by_mail,
    )
    return remind_now(scoring_round=scoring_round, call=made, actor=request.actor, now=clock.now())


def _say(request: PersonRequest, called: Called) -> None:
    words = ngettext(
        "Đã nhắc %(people)d người ở %(units)d đơn vị.",
        "Đã nhắc %(people)d người ở %(units)d đơn vị.",
        called.people,
    )
    messages.success(request, words % {"people": called.people, "units": called.units})
    if called.without_people:
        names = ", ".join(called.without_people)
        messages.warning(
            request, _("Chưa có ai được giao vai trò ở: %(units)s.") % {"units": names}
        )
