"""The coordinator's rules: the table, what they will send, adding, changing, removing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.kernel import clock
from parindex.kernel.errors import Correctable, Refused, Stale
from parindex.notices.choices import Audience, Occasion
from parindex.notices.operations import add_rule, change_rule, remove_rule
from parindex.notices.queries.schedule import rules_of, sendings
from parindex.web.notify.forms import RuleForm
from parindex.web.notify.loaders import chased_cycle, chased_rule
from parindex.web.notify.pages import chasing
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import CONFLICT, UNPROCESSABLE
from parindex.web.shell.loaders import overseen_cycle

HOURS = tuple(str(hour) for hour in range(24))


@loads("oversees the cycle", overseen_cycle)
@require_GET
def schedule(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Show the rules of a round and who would get what when."""
    return _page(request, cycle)


@loads("coordinates the cycle", chased_cycle)
@require_POST
def add(request: PersonRequest, *, cycle: Any) -> HttpResponse:
    """Add a rule to the round."""
    form = RuleForm.of(request.POST)
    chosen = chasing(request, cycle, "schedule")["round"]
    try:
        if chosen is None:
            raise Refused(_("Kỳ này chưa có đợt chấm điểm nào."))
        add_rule(scoring_round=chosen, draft=form.read(), actor=request.actor, now=clock.now())
    except Correctable as error:
        return _page(request, cycle, form=form, error=error)
    messages.success(request, _("Đã thêm lịch nhắc."))
    return _back(cycle, chosen)


@loads("coordinates the cycle", chased_rule)
@require_POST
def change(request: PersonRequest, *, cycle: Any, rule: Any) -> HttpResponse:
    """Change a rule; who comes second sees what stands there now."""
    form = RuleForm.of(request.POST)
    try:
        change_rule(
            rule_id=rule.pk,
            draft=form.read(),
            expected_version=form.version,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return _page(request, cycle, form=form, editing=rule, error=error)
    messages.success(request, _("Đã sửa lịch nhắc."))
    return _back(cycle, rule.round)


@loads("coordinates the cycle", chased_rule)
@require_POST
def remove(request: PersonRequest, *, cycle: Any, rule: Any) -> HttpResponse:
    """Remove a rule; what it sent stays sent."""
    remove_rule(rule_id=rule.pk, actor=request.actor, now=clock.now())
    messages.success(request, _("Đã bỏ lịch nhắc."))
    return _back(cycle, rule.round)


def _page(request: PersonRequest, cycle: Any, **attempt: Any) -> HttpResponse:
    context = chasing(request, cycle, "schedule")
    rules = rules_of(context["round"]) if context["round"] else []
    now = clock.now()
    context |= {
        "rules": rules,
        "sendings": sendings(context["round"], rules, now=now) if rules else [],
        "occasions": Occasion.choices,
        "audiences": Audience.choices,
        "hours": HOURS,
        "form": RuleForm(),
        "now": now,
    }
    wanted = request.GET.get("sua", "")
    editing = next((rule for rule in rules if str(rule.pk) == wanted), None)
    if editing is not None and context["may_chase"]:
        context |= {"editing": editing, "form": RuleForm.stored(editing)}
    error = attempt.get("error")
    status = 200 if error is None else CONFLICT if isinstance(error, Stale) else UNPROCESSABLE
    return render(request, "notify/schedule.html", context | attempt, status=status)


def _back(cycle: Any, scoring_round: Any) -> HttpResponse:
    return redirect(f"{reverse('notify:schedule', args=[cycle.code])}?dot={scoring_round.number}")
