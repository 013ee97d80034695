"""The small world while it prepares, through the same operations as the screens use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from parindex.cycles.models import Round
from parindex.kernel.clock import VIETNAM
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.preparation.operations import (
    CommitmentDraft,
    Promise,
    ask_unit,
    make_commitment,
    promise_contribution,
    save_outlook,
)
from tests.support.story import World

NOW = dt.datetime(2019, 12, 10, 9, 0, tzinfo=VIETNAM)
DUE = dt.date(2019, 12, 20)


def prepare_round(world: World) -> Round:
    """Let the round be prepared from November on; it opens on 26/12."""
    Round.objects.filter(pk=world.round.pk).update(
        prepares_from=dt.datetime(2019, 11, 1, 8, tzinfo=VIETNAM)
    )
    world.round.refresh_from_db()
    return world.round


def review(
    world: World, commune: int = 0, *, code: str = "1.1", state: str = "AT_RISK", note: str = ""
) -> Outlook:
    """Let the clerk review a component."""
    return save_outlook(
        cycle=world.cycle,
        unit=world.communes[commune],
        code=code,
        state=state,
        note_text=note,
        expected_version=0,
        actor=world.clerk(commune),
        now=NOW,
    )


def commit(world: World, commune: int = 0, *, code: str = "1.1", **changes: Any) -> Commitment:
    """Let the clerk write down a commitment."""
    words: dict[str, Any] = {"text": "Ban hành kế hoạch trước ngày 20/12", "due_on": DUE}
    return make_commitment(
        cycle=world.cycle,
        unit=world.communes[commune],
        code=code,
        draft=CommitmentDraft(**(words | changes)),
        actor=world.clerk(commune),
        now=NOW,
    )


def promise(
    world: World, commune: int = 0, *, by: str = "", code: str = "1.1", **changes: Any
) -> Contribution:
    """Write down that justice gives a list for a component."""
    words: dict[str, Any] = {
        "giver_code": world.justice.code,
        "what": "Danh sách văn bản đã rà soát",
        "due_on": DUE,
    }
    return promise_contribution(
        cycle=world.cycle,
        unit=world.communes[commune],
        code=code,
        promise=Promise(**(words | changes)),
        actor=world.actor(by or f"clerk-{commune + 1}"),
        now=NOW,
    )


def chase(world: World, commune: int = 0, *, by: str = "nv.clerk", code: str = "1") -> ChaseNote:
    """Let home affairs press a commune."""
    return ask_unit(
        cycle=world.cycle,
        unit=world.communes[commune],
        code=code,
        text="Gửi kế hoạch năm và minh chứng",
        due_on=DUE,
        actor=world.actor(by),
        now=NOW,
    )
