"""A small invented rehearsal, played to its end: the demonstration needs a published result to look at."""

from __future__ import annotations

from pathlib import Path

from parindex.appraisal import operations as council
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.year_file import open_year
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.queries import round_of
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.scenarios import acts
from parindex.scenarios.drafting import draft
from parindex.scenarios.stage import Stage, Tell, at
from parindex.scenarios.tam_duong import COMMUNE_SET

OPENING = at(2019, 12, 30, 8)
SCORING, SUBMITTING = at(2019, 12, 30, 14), at(2020, 1, 2)
AWARDING, NOTIFYING, REPLY_DUE = at(2020, 1, 3), at(2020, 1, 3, 15), at(2020, 1, 6, 8)
DECIDING, PUBLISHING = at(2020, 1, 6), at(2020, 1, 7)
DECISION = "01/QĐ-UBND (số giả định)"


def play_trial(data: Path, stage: Stage, *, tell: Tell) -> Publication:
    """Play the rehearsal on the units, sets and people that are already there; return its result."""
    tell("Đợt chấm tập dượt: chấm, thẩm định, công bố")
    path = data / "scenarios" / stage.setting.code / "trial.yaml"
    cycle = open_year(path, actor=stage.coordinator, now=OPENING)
    for dossier in dossiers_of_round(round_of(cycle)):
        _play_unit(stage, dossier)
    scoring_round, stored = round_of(cycle), stored_set_by_code(COMMUNE_SET)
    acts.sign_off(scoring_round, stored, actor=stage.chair, now=PUBLISHING)
    return publish_results(
        scoring_round=scoring_round,
        criteria_set=stored,
        decision_number=DECISION,
        decision_date=PUBLISHING.date(),
        signed_by=stage.chair.full_name,
        actor=stage.coordinator,
        now=PUBLISHING,
    )


def _play_unit(stage: Stage, dossier: Dossier) -> None:
    seed = f"{dossier.unit.code}, tập dượt"
    draft(dossier, quality=stage.quality_of(dossier) - 0.08, seed=seed, now=SCORING)
    acts.put_before_leaders(dossier, now=SCORING)
    acts.approve(dossier, now=SCORING)
    acts.hand_in(dossier, now=SUBMITTING)
    acts.appraise(dossier, seed=seed, now=AWARDING)
    council.send_provisional(
        dossier_id=dossier.pk, reply_due_at=REPLY_DUE, actor=stage.secretary, now=NOTIFYING
    )
    acts.decide(dossier, accepted=[], actor=stage.chair, now=DECIDING)
