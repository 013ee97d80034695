"""What letter 002 asks for before anything is scored: reviews, commitments, promises, pressing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier
from parindex.assessments.queries import load_workbook
from parindex.assessments.workbook import Line
from parindex.cycles.models import Cycle
from parindex.engine import FactType
from parindex.preparation import operations as beforehand
from parindex.preparation.choices import CommitmentState, OutlookState
from parindex.preparation.models import Commitment, Contribution
from parindex.scenarios.drafting import Desk, clerk_of, own_lines
from parindex.units.models import Unit

LATE = "Đã quá hạn ban hành trong năm, không còn làm được."
BEHIND = "Chưa đủ so với mức tối đa; cần đẩy nhanh trong tháng 11."
PLEDGE = "Nâng mục này lên mức tối đa trước khi chấm lần 2, theo Kế hoạch số 132/KH-UBND."
MISSED = "Đã có tiến bộ nhưng chưa đạt mức cam kết đến lần 2."
PRESSED = "Đề nghị khẩn trương hoàn thành, nhập đủ số liệu và gửi tài liệu của lĩnh vực này."
ANSWERED = "Đơn vị đã phân công người phụ trách, sẽ nhập đủ trước hạn."


def review(dossier: Dossier, *, most: int, now: dt.datetime) -> Desk:
    """Let the desk say how the components end whose facts are known; return those that lose points.

    The greatest losses come first; at most so many of each kind are reviewed.
    """
    known = [row for row in own_lines(load_workbook(dossier)) if row[0].computed is not None]
    losing = sorted((row for row in known if _lost(row[0]) > 0), key=lambda row: -_lost(row[0]))
    winning = [row for row in known if _lost(row[0]) == 0]
    for line, clerk in [*losing[:most], *winning[:most]]:
        state, words = _outlook_of(line)
        beforehand.save_outlook(
            cycle=dossier.round.cycle,
            unit=dossier.unit,
            code=line.code,
            state=state,
            note_text=words,
            expected_version=0,
            actor=clerk,
            now=now,
        )
    return losing


def commit(dossier: Dossier, losing: Desk, *, due_on: dt.date, now: dt.datetime) -> None:
    """Let a unit commit itself, to the head of the steering committee, to what it can still win."""
    winnable = next((row for row in losing if not _is_too_late(row[0])), None)
    if winnable is None:
        return
    line, clerk = winnable
    beforehand.make_commitment(
        cycle=dossier.round.cycle,
        unit=dossier.unit,
        code=line.code,
        draft=beforehand.CommitmentDraft(
            text=PLEDGE, due_on=due_on, target_points=line.node.max_points
        ),
        actor=clerk,
        now=now,
    )


def promise(dossier: Dossier, givers: Sequence[str], *, due_on: dt.date, now: dt.datetime) -> None:
    """Let each lead department of the district's form note who gives the evidence of its first component."""
    first: dict[int, tuple[Line, Actor]] = {}
    for line, clerk in own_lines(load_workbook(dossier)):
        if line.sheet is not None:
            first.setdefault(line.sheet.pk, (line, clerk))
    for place, (line, clerk) in enumerate(first.values()):
        beforehand.promise_contribution(
            cycle=dossier.round.cycle,
            unit=dossier.unit,
            code=line.code,
            promise=beforehand.Promise(
                giver_code=givers[place % len(givers)], what=line.node.evidence[0], due_on=due_on
            ),
            actor=clerk,
            now=now,
        )


def press(
    cycle: Cycle, unit: Unit, code: str, *, due_on: dt.date, actor: Actor, now: dt.datetime
) -> None:
    """Let the coordinator press a unit that is behind, and the unit answer."""
    asked = beforehand.ask_unit(
        cycle=cycle, unit=unit, code=code, text=PRESSED, due_on=due_on, actor=actor, now=now
    )
    beforehand.answer_chase(note_id=asked.pk, text=ANSWERED, actor=clerk_of(unit), now=now)


def give_promised(cycle: Cycle, *, now: dt.datetime) -> None:
    """Let every giver say that its evidence came."""
    for row in Contribution.objects.filter(cycle=cycle).select_related("giver"):
        beforehand.mark_contribution(
            contribution_id=row.pk,
            is_given=True,
            expected_version=row.version,
            actor=clerk_of(row.giver),
            now=now,
        )


def settle(dossier: Dossier, *, now: dt.datetime) -> None:
    """Let a unit say which of its commitments were kept, by the points that stand now."""
    desk = {line.code: (line, clerk) for line, clerk in own_lines(load_workbook(dossier))}
    for row in Commitment.objects.filter(cycle=dossier.round.cycle, unit=dossier.unit):
        line, clerk = desk[row.code]
        is_kept = line.computed is not None and line.computed >= (row.target_points or 0)
        beforehand.settle_commitment(
            commitment_id=row.pk,
            state=CommitmentState.KEPT if is_kept else CommitmentState.BROKEN,
            result="" if is_kept else MISSED,
            expected_version=row.version,
            actor=clerk,
            now=now,
        )


def _outlook_of(line: Line) -> tuple[OutlookState, str]:
    if _lost(line) == 0:
        return OutlookState.ON_TRACK, ""
    return (OutlookState.IMPOSSIBLE, LATE) if _is_too_late(line) else (OutlookState.AT_RISK, BEHIND)


def _is_too_late(line: Line) -> bool:
    """A plan that was issued late stays late."""
    return any(
        fact.type is FactType.DATE for fact in (line.node.rule.facts if line.node.rule else ())
    )


def _lost(line: Line) -> float:
    return float(line.node.max_points - (line.computed or 0))
