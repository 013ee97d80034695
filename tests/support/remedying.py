"""What is done about lost points, through the same operations as the screens use."""

from __future__ import annotations

import copy
import datetime as dt
import json
from decimal import Decimal
from typing import Any

from parindex.cycles.models import Cycle, Round
from parindex.evidence.models import EvidenceDocument
from parindex.kernel.clock import VIETNAM
from parindex.remedies import operations
from parindex.remedies.fingerprint import plan_hash
from parindex.remedies.models import RemedialAction, RemedialPlan
from parindex.remedies.operations import ActionDraft
from parindex.remedies.queries import Ground, PlanView, ground_of, plan_of
from parindex.results.models import Publication
from tests.support.aftermath import LATER
from tests.support.story import World

DUE = dt.date(2020, 12, 31)
MAY = dt.datetime(2020, 5, 4, 9, 0, tzinfo=VIETNAM)


def ground(publication: Publication, world: World, commune: int = 0) -> Ground:
    return ground_of(publication.pk, world.communes[commune].code)


def view(publication: Publication, world: World, commune: int = 0) -> PlanView:
    """Return a commune's plan."""
    found = plan_of(world.communes[commune], publication)
    assert found is not None
    return found


def document(world: World, commune: int = 0) -> EvidenceDocument:
    """Return a document in a commune's store."""
    found = EvidenceDocument.objects.filter(unit=world.communes[commune]).first()
    assert found is not None
    return found


def make(
    publication: Publication,
    world: World,
    commune: int = 0,
    code: str = "1.2.1",
    now: dt.datetime = LATER,
    **changes: Any,
) -> RemedialAction:
    """Let the clerk make an action about a component that lost points."""
    return operations.make_action(
        ground=ground(publication, world, commune),
        code=code,
        draft=ActionDraft(**changes),
        actor=world.clerk(commune),
        now=now,
    )


def progress(world: World, action: RemedialAction, percent: int = 50, **changes: Any) -> Any:
    words: dict[str, Any] = {
        "text": "Đã giao từng nhiệm vụ",
        "expected_version": action.version,
        "actor": world.clerk(),
        "now": MAY,
    }
    return operations.note_progress(action_id=action.pk, percent=percent, **(words | changes))


def hand_up(world: World, plan: RemedialPlan, commune: int = 0) -> RemedialPlan:
    return operations.ask_for_approval(plan_id=plan.pk, actor=world.clerk(commune), now=LATER)


def approve(world: World, plan: RemedialPlan, commune: int = 0) -> RemedialPlan:
    """Put the plan before the leader, who approves it as it stands."""
    hand_up(world, plan, commune)
    return operations.approve_plan(
        plan_id=plan.pk,
        seen_hash=plan_hash(plan.actions.all()),
        actor=world.leader(commune),
        now=LATER,
    )


def later(ground: Ground, **finals: str) -> Ground:
    """Return the same unit a year on, with these points given: as if it were the next result."""
    picture = copy.deepcopy(ground.picture)
    for row in picture["components"]:
        row["final"] = finals.get(row["code"].replace(".", "_"), row["final"])
    for field in picture["fields"]:
        inside = [r for r in picture["components"] if r["code"].startswith(f"{field['code']}.")]
        field["points"] = str(sum(Decimal(r["final"] or 0) for r in inside))
    points = sum(Decimal(field["points"]) for field in picture["fields"])
    picture["points"] = str(points)
    picture["index"] = f"{points * 100 / Decimal(picture['max_points']):.2f}"
    return Ground(publication=ground.publication, unit=ground.unit, picture=picture)


def publish_next_year(world: World, publication: Publication, **finals: str) -> Publication:
    """Publish for the first commune a year on, as if the whole year had been played again."""
    cycle, following = Cycle.objects.get(pk=world.cycle.pk), Round.objects.get(pk=world.round.pk)
    cycle.pk, cycle.code, cycle.year = None, "mau-2020", 2020
    cycle.save()
    following.pk, following.cycle, following.name = None, cycle, "Đợt 1 năm sau"
    following.save()
    dossier = world.dossier()
    dossier.pk, dossier.round, dossier.receipt_number = None, following, "2"
    dossier.save()
    again = Publication.objects.get(pk=publication.pk)
    again.pk, again.round = None, following
    again._state.adding = True
    picture = later(ground(publication, world), **finals).picture
    again.content = json.dumps({**json.loads(publication.content), "units": [picture]})
    again.save()
    return again
