"""From a lost point to a remedial action, and what it promises: text, owner, day, points."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.models import Membership
from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Refused
from parindex.kernel.lengths import require_fit
from parindex.remedies.choices import Aim, StepKind
from parindex.remedies.models import RemedialAction, RemedialPlan
from parindex.remedies.operations.noting import (
    RemedyRefused,
    add_step,
    locked_action,
    locked_plan,
    note_action,
    reopen_plan,
    require_desk,
    save_plan,
    searched,
    snapshot,
)
from parindex.remedies.queries.goals import Aiming, Aims, aims_of
from parindex.remedies.queries.parts import Ground, stored_plan
from parindex.remedies.rules import OPEN_STATES
from parindex.results.unit_rows import Row
from parindex.units.models import Unit
from parindex.viet import format_decimal

VIETNAMESE = "vi"
MOST_ACTIONS = 20  # open ones about one component: more are a mistake


@dataclass(frozen=True, kw_only=True)
class ActionDraft:
    """What an action promises. Empty texts and days get what suggests itself.

    With ``aim`` MOST or NEXT the points come from the goal-seek, with OWN they are ``gain``.
    """

    text: str = ""
    owner: str = ""
    due_on: dt.date | None = None
    aim: str = Aim.MOST
    gain: Decimal | None = None


@transaction.atomic
def make_action(
    *, ground: Ground, code: str, draft: ActionDraft, actor: Actor, now: dt.datetime
) -> RemedialAction:
    """Make an action from a lost point; the same words for the same component once more change nothing.

    Raises Denied, NotHereError for a component that lost nothing, RemedyRefused naming the field.
    """
    require_desk(actor, ground.unit)
    loss = ground.loss_of(code)
    plan = _plan(ground)
    action = RemedialAction(plan=plan, code=code, name=loss.row.name[:500], lost=loss.row.lost)
    action.made_by, action.made_at = actor.label, now
    draft = replace(draft, owner=draft.owner.strip() or actor.full_name)
    aims = aims_of(ground, [code])[code]
    _fill(action, draft, loss.row, aims)
    action.due_on = draft.due_on or default_due(ground, now)
    _require_day(action.due_on, now)
    action.text = action.text or default_text(ground, code, aims.of(draft.aim))
    rows = RemedialAction.objects.filter(plan=plan, code=code, state__in=OPEN_STATES)
    if (found := rows.filter(text=action.text).first()) is not None:
        return found
    if rows.count() >= MOST_ACTIONS:
        raise Refused(_("Mục này đã có quá nhiều việc. Hãy hoàn thành hoặc bỏ bớt việc cũ."))
    return _added(action, actor=actor, now=now)


@transaction.atomic
def change_action(
    *,
    action_id: int,
    ground: Ground,
    draft: ActionDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> RemedialAction:
    """Change what an action promises; the plan must be approved anew.

    Raises Stale when somebody changed it in between, Refused once it is done or cancelled.
    """
    action = locked_action(action_id, actor)
    theirs = {"text": action.text, "owner": action.owner, "due_on": f"{action.due_on:%d/%m/%Y}"}
    require_version(action, expected_version, theirs)
    require_open(action)
    before, told = snapshot(action), _told(action)
    due_before = action.due_on
    _fill(
        action, draft, ground.loss_of(action.code).row, aims_of(ground, [action.code])[action.code]
    )
    if not action.text:
        raise RemedyRefused("text", _("Hãy ghi việc cần làm."))
    if not action.owner:
        raise RemedyRefused("owner", _("Hãy ghi người phụ trách."))
    if draft.due_on is None:
        raise RemedyRefused("due_on", _("Hãy ghi hạn."))
    action.due_on = draft.due_on
    if action.due_on != due_before:
        _require_day(action.due_on, now)
    if _told(action) == told:
        return action
    action.search = searched(action)
    stamp(action, actor=actor, now=now)
    add_step(action, StepKind.CHANGED, before=before, actor=actor, now=now)
    note_action(
        action,
        "remedy.changed",
        actor=actor,
        now=now,
        data={"before": told, "after": _told(action)},
    )
    reopen_plan(action.plan)
    save_plan(action.plan, actor=actor, now=now)
    return action


def require_open(action: RemedialAction) -> None:
    """Raise Refused for an action that is done or cancelled."""
    if action.state not in OPEN_STATES:
        raise Refused(
            _("Việc này ở trạng thái “%(state)s” nên không sửa được. Hãy mở lại trước.")
            % {"state": action.get_state_display()}
        )


def default_due(ground: Ground, now: dt.datetime) -> dt.date:
    """Return the day that suggests itself: the end of the next data window, or in three months."""
    today, until = vietnam_date(now), ground.cycle.data_until
    leap = until.month == 2 and until.day == 29
    later = until.replace(year=until.year + 1, day=28 if leap else until.day)
    return later if later > today else today + dt.timedelta(days=90)


def default_text(ground: Ground, code: str, aiming: Aiming | None) -> str:
    """Return the words that suggest themselves: what would have done it with that year's figures.

    They stand in plans and reports afterwards, so they are Vietnamese whatever the page's language is.
    """
    if aiming is None:
        return f"Khắc phục điểm mất ở mục {code}: {ground.loss_of(code).row.name}"
    need = aiming.said(VIETNAMESE)
    return f"Theo số liệu năm {ground.cycle.year}: {need[:1].lower()}{need[1:]}"


def account_of(unit: Unit, name: str) -> int | None:
    """Return the account of a person of the unit by name, None where nobody or several bear it."""
    seats = Membership.objects.filter(unit=unit, user__full_name=name).order_by().distinct()
    found = list(seats.values_list("user_id", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _plan(ground: Ground) -> RemedialPlan:
    """Hold the unit's plan; a first action begins it."""
    found = stored_plan(ground.publication, ground.unit)
    if found is None:
        found, _made = RemedialPlan.objects.get_or_create(
            publication=ground.publication, unit=ground.unit
        )
    return locked_plan(found.pk)


def _added(action: RemedialAction, *, actor: Actor, now: dt.datetime) -> RemedialAction:
    plan = action.plan
    plan.numbered += 1
    action.number = plan.numbered
    action.search = searched(action)
    stamp(action, actor=actor, now=now)
    add_step(action, StepKind.MADE, before="", actor=actor, now=now)
    note_action(action, "remedy.made", actor=actor, now=now, data=_told(action))
    reopen_plan(plan)
    save_plan(plan, actor=actor, now=now)
    return action


def _fill(action: RemedialAction, draft: ActionDraft, row: Row, aims: Aims) -> None:
    """Put text, owner, points and the goal-seek's sentence into the action."""
    if draft.aim not in Aim.values:
        raise RemedyRefused("aim", _("Hãy chọn điểm dự kiến."))
    action.text, action.owner = draft.text.strip(), draft.owner.strip()
    require_fit(action, {"owner": _("Người phụ trách")})
    action.user_id = account_of(action.plan.unit, action.owner) if action.owner else None
    action.aim = draft.aim
    if draft.aim == Aim.OWN:
        action.expected_gain, action.hint = _checked_gain(draft.gain, row), ""
        return
    aiming = aims.of(draft.aim)
    action.expected_gain = aiming.gain if aiming else None
    action.hint = aiming.said(VIETNAMESE) if aiming else aims.why_said(VIETNAMESE)


def _checked_gain(gain: Decimal | None, row: Row) -> Decimal | None:
    if gain is not None and not (gain.is_finite() and 0 < gain <= row.lost):
        message = _("Điểm dự kiến phải lớn hơn 0 và không quá %(lost)s điểm đã mất.")
        raise RemedyRefused("gain", message % {"lost": format_decimal(row.lost)})
    return gain


def _require_day(day: dt.date, now: dt.datetime) -> None:
    if day < vietnam_date(now):
        raise RemedyRefused("due_on", _("Hạn đã qua: hãy ghi từ hôm nay trở đi."))


def _told(action: RemedialAction) -> dict[str, object]:
    return {
        "text": action.text,
        "owner": action.owner,
        "due_on": action.due_on,
        "points": action.expected_gain,
    }
