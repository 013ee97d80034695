"""A small invented rehearsal, played to its end: the demonstration needs a published result to look at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from parindex.accounts.queries import actor_by_username
from parindex.appraisal import operations as council
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.year_file import open_year
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.queries import round_of
from parindex.kernel.clock import VIETNAM
from parindex.results.operations import publish_results
from parindex.scenarios import acts
from parindex.scenarios.tam_duong import COMMUNE_SET, Tell, quality_of


def _at(day: int, hour: int = 9, *, month: int = 1, year: int = 2020) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=VIETNAM)


OPENING = _at(30, 8, month=12, year=2019)
SCORING, SUBMITTING = _at(30, 14, month=12, year=2019), _at(2)
AWARDING, NOTIFYING, REPLY_DUE, DECIDING, PUBLISHING = _at(3), _at(3, 15), _at(6, 8), _at(6), _at(7)
DECISION = "01/QĐ-UBND (số giả định)"


def play_trial(data: Path, *, code: str, tell: Tell) -> None:
    """Play the rehearsal on the units, sets and people that are already there."""
    tell("Đợt chấm tập dượt: chấm, thẩm định, công bố")
    coordinator = actor_by_username("noivu.dieuphoi")
    path = data / "scenarios" / code / "trial.yaml"
    cycle = open_year(path, actor=coordinator, now=OPENING)
    for dossier in dossiers_of_round(round_of(cycle)):
        _play_unit(dossier)
    publish_results(
        scoring_round=round_of(cycle),
        criteria_set=stored_set_by_code(COMMUNE_SET),
        decision_number=DECISION,
        decision_date=PUBLISHING.date(),
        signed_by=actor_by_username("hoidong.chutich").full_name,
        actor=coordinator,
        now=PUBLISHING,
    )


def _play_unit(dossier: Dossier) -> None:
    seed = f"{dossier.unit.code}, tập dượt"
    acts.draft(dossier, quality=quality_of(dossier) - 0.08, seed=seed, now=SCORING)
    acts.put_before_leaders(dossier, now=SCORING)
    acts.approve(dossier, now=SCORING)
    acts.submit(dossier, actor=acts.clerk_of(dossier.unit), now=SUBMITTING)
    acts.appraise(dossier, seed=seed, now=AWARDING)
    council.send_provisional(
        dossier_id=dossier.pk,
        reply_due_at=REPLY_DUE,
        actor=actor_by_username("hoidong.thuky"),
        now=NOTIFYING,
    )
    acts.decide(dossier, accepted=[], actor=actor_by_username("hoidong.chutich"), now=DECIDING)
