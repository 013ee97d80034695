"""One action: what it promises, how far it is, and what can be done with it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from parindex.accounts.rules import Actor
from parindex.evidence.choices import DocumentKind
from parindex.evidence.queries import documents_of
from parindex.improvement.queries import staff_of
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Correctable, Stale
from parindex.remedies.choices import ActionState, Aim
from parindex.remedies.queries import Ground, Progress, ground_of, history_of
from parindex.remedies.queries.goals import NO_AIMS, Aims, aims_of
from parindex.remedies.queries.plans import progress_of
from parindex.remedies.rules import works_for
from parindex.web.remedy.forms import ActionForm, DocumentForm, ProgressForm
from parindex.web.remedy.rows import TONES
from parindex.web.remedy.suggesting import suggestions_for

STORED_SHOWN = 30  # documents of the store, the newest


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What was refused, and what was typed: ``panel`` is the form that it came from."""

    panel: str
    error: Correctable
    form: Any = None
    text: str = ""
    ticked: Sequence[int] = ()

    @property
    def field(self) -> str:
        return getattr(self.error, "field", "")


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    """Everything on the page."""

    task: Any
    ground: Ground
    progress: Progress
    is_overdue: bool
    is_own: bool
    lesson: Any
    aims: Aims
    staff: Sequence[str]
    store: Sequence[Any]
    steps: Sequence[Any]
    form: ActionForm
    progress_form: ProgressForm
    document_form: DocumentForm
    refusal: Refusal | None
    version: int

    aim_choices = Aim.choices
    kinds = DocumentKind.choices
    max_mb = settings.PARINDEX_UPLOAD_MAX_MB

    @property
    def tone(self) -> str:
        return TONES[self.progress.state]

    @property
    def is_open(self) -> bool:
        return self.progress.is_open

    @property
    def shows_hint(self) -> bool:
        """Tell whether the goal-seek says something that the text does not say already."""
        return bool(self.task.hint) and self.task.hint[1:] not in self.task.text

    @property
    def last_step(self) -> Any:
        """The step that undo takes back."""
        return next((step for step in reversed(self.steps) if not step.is_undone), None)

    @property
    def is_cancelled(self) -> bool:
        return self.progress.state == ActionState.CANCELLED

    @property
    def ticked(self) -> Sequence[int]:
        return self.refusal.ticked if self.refusal else ()


def build_page(
    actor: Actor, task: Any, *, now: dt.datetime, refusal: Refusal | None = None
) -> ActionPage:
    """Gather the page."""
    plan = task.plan
    ground = ground_of(plan.publication_id, plan.unit.code)
    is_own, progress = works_for(actor, plan.unit), progress_of(task)
    is_open = is_own and progress.is_open
    return ActionPage(
        task=task,
        ground=ground,
        progress=progress,
        is_overdue=progress.is_overdue(vietnam_date(now)),
        is_own=is_own,
        lesson=suggestions_for(ground).lessons.get(task.code),
        aims=aims_of(ground, [task.code]).get(task.code, NO_AIMS) if is_open else NO_AIMS,
        staff=list(staff_of(plan.unit)) if is_open else (),
        store=list(documents_of(plan.unit_id)[:STORED_SHOWN]) if is_open else (),
        steps=history_of(task),
        form=_typed(refusal, "sua") or ActionForm.stored(task),
        progress_form=_typed(refusal, "tien-do") or ProgressForm(percent=str(task.percent)),
        document_form=_typed(refusal, "xong") or DocumentForm(issuer=plan.unit.body),
        refusal=refusal,
        version=_version(task, refusal),
    )


def _typed(refusal: Refusal | None, panel: str) -> Any:
    return refusal.form if refusal and refusal.panel == panel else None


def _version(task: Any, refusal: Refusal | None) -> int:
    """Return the version that saving again would replace."""
    if refusal and isinstance(refusal.error, Stale):
        return refusal.error.version
    found: int = task.version
    return found
