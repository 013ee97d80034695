"""The coordinator's rules: when whom is reminded of what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version
from parindex.cycles.models import Round
from parindex.kernel import journal
from parindex.kernel.errors import Correctable, Denied, Refused
from parindex.notices.choices import Audience, Occasion
from parindex.notices.models import ReminderRule
from parindex.notices.rules import may_chase

MOST_DAYS = 366
TEXT_LENGTH = 2000


class NoRuleError(Correctable):
    """There is no such rule in this cycle, or not any more."""

    def __init__(self) -> None:
        super().__init__(_("Không còn lịch nhắc này: có thể người khác vừa bỏ."))


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """A rule as the coordinator wants it; days below 0 count after the deadline."""

    occasion: Occasion
    days_before: int
    at_hour: int
    audience: Audience = Audience.BOTH
    by_mail: bool = True
    in_app: bool = True
    is_active: bool = True
    text: str = ""


@transaction.atomic
def add_rule(
    *, scoring_round: Round, draft: RuleDraft, actor: Actor, now: dt.datetime
) -> ReminderRule:
    """Add a rule to a round; raises Refused for one that stands there already."""
    _require_coordinator(scoring_round, actor)
    _check(draft)
    rule = ReminderRule(round=scoring_round, counts_from=now)
    _require_alone(rule, draft)
    return _save(rule, draft, "reminder_rule.added", actor=actor, now=now)


@transaction.atomic
def change_rule(
    *, rule_id: int, draft: RuleDraft, expected_version: int, actor: Actor, now: dt.datetime
) -> ReminderRule:
    """Change a rule; raises NoRuleError, Refused, or Stale when somebody changed it meanwhile.

    A rule whose time changes, or that is switched on again, counts for moments from now on.
    """
    rule = _locked(rule_id, actor)
    _check(draft)
    require_version(rule, expected_version, {"text": rule.text})
    _require_alone(rule, draft)
    timed = (rule.occasion, rule.days_before, rule.at_hour)
    if timed != (draft.occasion, draft.days_before, draft.at_hour) or (
        draft.is_active and not rule.is_active
    ):
        rule.counts_from = now
    return _save(rule, draft, "reminder_rule.changed", actor=actor, now=now)


@transaction.atomic
def remove_rule(*, rule_id: int, actor: Actor, now: dt.datetime) -> None:
    """Remove a rule; what it sent stays where it was sent."""
    rule = _locked(rule_id, actor)
    _note(rule, "reminder_rule.removed", actor=actor, now=now)
    rule.delete()


def _save(
    rule: ReminderRule, draft: RuleDraft, action: str, *, actor: Actor, now: dt.datetime
) -> ReminderRule:
    for name, value in _fields(draft).items():
        setattr(rule, name, value)
    rule.version += 1
    rule.changed_by, rule.changed_at = actor.label, now
    rule.save()
    _note(rule, action, actor=actor, now=now)
    return rule


def _fields(draft: RuleDraft) -> dict[str, object]:
    return {
        "occasion": draft.occasion,
        "days_before": draft.days_before,
        "at_hour": draft.at_hour,
        "audience": draft.audience,
        "by_mail": draft.by_mail,
        "in_app": draft.in_app,
        "is_active": draft.is_active,
        "text": draft.text.strip(),
    }


def _note(rule: ReminderRule, action: str, *, actor: Actor, now: dt.datetime) -> None:
    cycle = rule.round.cycle
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{cycle.code}/{rule.round.number}",
        unit_path=cycle.body.path,
        data={
            "occasion": rule.occasion,
            "days_before": rule.days_before,
            "at_hour": rule.at_hour,
            "audience": rule.audience,
            "by_mail": rule.by_mail,
            "in_app": rule.in_app,
            "active": rule.is_active,
            "text": rule.text,
        },
    )


def _check(draft: RuleDraft) -> None:
    if not -MOST_DAYS <= draft.days_before <= MOST_DAYS:
        raise Refused(_("Số ngày phải từ 0 đến %(most)d.") % {"most": MOST_DAYS})
    if not 0 <= draft.at_hour <= 23:
        raise Refused(_("Giờ nhắc phải từ 0 đến 23."))
    if not (draft.by_mail or draft.in_app):
        raise Refused(_("Hãy chọn ít nhất một cách nhắc: bằng thư hoặc trên trang."))
    require_short(draft.text)


def require_short(text: str) -> None:
    """Raise Refused for words that are longer than anybody reads."""
    if len(text.strip()) > TEXT_LENGTH:
        raise Refused(_("Nội dung dài quá %(most)d ký tự. Hãy rút gọn.") % {"most": TEXT_LENGTH})


def _require_alone(rule: ReminderRule, draft: RuleDraft) -> None:
    same = ReminderRule.objects.filter(
        round=rule.round,
        occasion=draft.occasion,
        days_before=draft.days_before,
        at_hour=draft.at_hour,
        audience=draft.audience,
    )
    if same.exclude(pk=rule.pk).exists():
        raise Refused(_("Đã có lịch nhắc đúng việc này, vào đúng lúc này."))


def _require_coordinator(scoring_round: Round, actor: Actor) -> None:
    if not may_chase(actor, scoring_round.cycle):
        raise Denied(_("Chỉ cơ quan điều phối đặt lịch nhắc."))


def _locked(rule_id: int, actor: Actor) -> ReminderRule:
    """Hold the rule until the end of the transaction; its actor runs the cycle."""
    rule = (
        ReminderRule.objects.select_for_update(of=("self",))
        .select_related("round__cycle__body")
        .filter(pk=rule_id)
        .first()
    )
    if rule is None:
        raise NoRuleError
    _require_coordinator(rule.round, actor)
    return rule
