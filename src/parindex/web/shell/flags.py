"""Cross-checks on the pages: the panel beside a component, where its links lead, and who gets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.queries import AFTER_SUBMISSION
from parindex.appraisal.standings import appraising_agency
from parindex.assessments.queries import NoDossierError, dossier_by_id
from parindex.criteria.queries import criteria_set_of
from parindex.crosschecks.choices import Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.queries import PlacedFlag, component_flags, current_flags
from parindex.crosschecks.rules import is_open_for_dismissal, may_dismiss, may_see_flags
from parindex.cycles.rules import may_oversee
from parindex.kernel.clock import now
from parindex.kernel.errors import PersonError

TONES = {Severity.GRAVE: "bad", Severity.LOOK: "waiting", Severity.NOTE: "drafting"}


@dataclass(frozen=True, kw_only=True)
class ShownFlag:
    """A flag with the words and links of its row; ``typed`` and ``error`` after a refusal."""

    placed: PlacedFlag
    links: Sequence[tuple[str, str]]
    typed: str = ""
    error: str = ""

    @property
    def flag(self) -> Flag:
        return self.placed.flag

    @property
    def kind(self) -> str:
        return str(self.flag.kind.label)

    @property
    def severity(self) -> str:
        return str(self.flag.severity.label)

    @property
    def tone(self) -> str:
        return TONES[self.flag.severity]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The flags of one component; ``message`` is what was just done or refused, and gets the focus."""

    dossier: Any
    code: str
    open: Sequence[ShownFlag]
    dismissed: Sequence[ShownFlag]
    may_dismiss: bool
    message: str = ""
    is_refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What a person just did to a flag: which, what was typed, and what came of it."""

    fingerprint: str = ""
    typed: str = ""
    error: PersonError | None = None
    done: str = ""


def seen_component(actor: Actor, *, dossier_id: int, code: str) -> dict[str, Any]:
    """One component of a handed-in dossier, for its appraisers and the overseers."""
    dossier, agency_id = _component(dossier_id, code)
    if not may_see_flags(actor, dossier, agency_id, now=now()):
        raise NoDossierError
    return {"dossier": dossier, "code": code}


def judged_component(actor: Actor, *, dossier_id: int, code: str, **url: Any) -> dict[str, Any]:
    """The same, for who may set its flags aside."""
    dossier, agency_id = _component(dossier_id, code)
    if not may_dismiss(actor, dossier, agency_id, now=now()):
        raise NoDossierError
    return {"dossier": dossier, "code": code, **url}


def case_panel(actor: Actor, form: Any, code: str) -> Panel:
    """Return the panel for a case's page, whose reader appraises the component: no rule is asked again."""
    rows = component_flags(form, code)
    may = is_open_for_dismissal(form.dossier)
    return _panel(actor, form.dossier, code, rows=rows, may=may, attempt=Attempt())


def component_panel(actor: Actor, dossier: Any, code: str, attempt: Attempt | None = None) -> Panel:
    """Return the panel of a component by itself."""
    may = is_open_for_dismissal(dossier) and may_dismiss(
        actor, dossier, appraising_agency(dossier, code), now=now()
    )
    rows = current_flags(dossier, code)
    return _panel(actor, dossier, code, rows=rows, may=may, attempt=attempt or Attempt())


def links_of(row: PlacedFlag, *, oversees: bool) -> list[tuple[str, str]]:
    """Return where a flag's documents and results are read, as words and addresses.

    Another unit's document is open to who appraises the same component of it, and to overseers.
    """
    flag, found = row.flag, []
    if flag.link_id is not None:
        found.append((_("Xem tài liệu"), reverse("shell:evidence_file", args=[flag.link_id])))
    other = flag.other
    if other is not None and (oversees or other.code == row.code):
        found.append(
            (
                _("Tài liệu của %(unit)s") % {"unit": other.unit_name},
                reverse("shell:evidence_file", args=[other.link_id]),
            )
        )
    if flag.publication_id is not None:
        place = [flag.publication_id, flag.past_unit]
        found.append((_("Kết quả đã công bố"), reverse("public:unit", args=place)))
    return found


def _component(dossier_id: int, code: str) -> tuple[Any, int | None]:
    dossier = dossier_by_id(dossier_id)
    leaves = {leaf.code for leaf in criteria_set_of(dossier.criteria_set).leaves}
    if dossier.stage not in AFTER_SUBMISSION or code not in leaves:
        raise NoDossierError
    return dossier, appraising_agency(dossier, code)


def _panel(
    actor: Actor,
    dossier: Any,
    code: str,
    *,
    rows: Sequence[PlacedFlag],
    may: bool,
    attempt: Attempt,
) -> Panel:
    oversees = may_oversee(actor, dossier.round.cycle)
    refused = str(attempt.error) if attempt.error else ""
    at_flag = refused and any(row.flag.fingerprint == attempt.fingerprint for row in rows)
    shown = [
        ShownFlag(
            placed=row,
            links=links_of(row, oversees=oversees),
            typed=attempt.typed if row.flag.fingerprint == attempt.fingerprint else "",
            error=refused if row.flag.fingerprint == attempt.fingerprint else "",
        )
        for row in rows
    ]
    return Panel(
        dossier=dossier,
        code=code,
        open=[row for row in shown if row.placed.is_open],
        dismissed=[row for row in shown if not row.placed.is_open],
        may_dismiss=may,
        message=attempt.done or ("" if at_flag else refused),
        is_refused=bool(refused),
    )
