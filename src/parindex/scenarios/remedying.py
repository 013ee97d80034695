"""How the bodies of a story answer for their last result: an action from each of the dearest losses."""

from __future__ import annotations

import datetime as dt

from parindex.remedies import operations as desk
from parindex.remedies.fingerprint import plan_hash
from parindex.remedies.models import RemedialAction
from parindex.remedies.queries.parts import ground_in
from parindex.results.models import Publication
from parindex.scenarios.acts import leader_of
from parindex.scenarios.drafting import clerk_of
from parindex.units.models import Unit

DONE_SO_FAR = "Đã phân công người phụ trách, rà soát xong danh mục việc còn thiếu."
UNDER_WAY = "Đã thực hiện ở bộ phận một cửa, kết quả tháng đầu tốt hơn năm trước."


def plan(
    result: Publication, unit: Unit, *, most: int, due_on: dt.date, now: dt.datetime
) -> list[RemedialAction]:
    """Let a unit's clerk make actions from its dearest losses, and its leader approve the plan."""
    ground = ground_in(result, unit)
    if ground is None or not ground.losses:
        return []
    clerk = clerk_of(unit)
    made = [
        desk.make_action(
            ground=ground,
            code=code,
            draft=desk.ActionDraft(due_on=due_on),
            actor=clerk,
            now=now,
        )
        for code in list(ground.losses)[:most]
    ]
    plan_id = made[0].plan_id
    desk.ask_for_approval(plan_id=plan_id, actor=clerk, now=now)
    actions = RemedialAction.objects.filter(plan=plan_id)
    desk.approve_plan(plan_id=plan_id, seen_hash=plan_hash(actions), actor=leader_of(unit), now=now)
    return made


def go_on(actions: list[RemedialAction], *, now: dt.datetime) -> None:
    """Let the clerk tell how far the first two actions are."""
    for action, percent, words in zip(actions, (60, 25), (UNDER_WAY, DONE_SO_FAR), strict=False):
        desk.note_progress(
            action_id=action.pk,
            percent=percent,
            text=words,
            expected_version=action.version,
            actor=clerk_of(action.plan.unit),
            now=now,
        )
