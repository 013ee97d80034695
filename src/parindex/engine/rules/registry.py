"""The closed list of rule forms. A form that a real decision needs is added here, with its module."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from parindex.engine.problems import Entry, closest
from parindex.engine.rules.accumulate import Accumulate
from parindex.engine.rules.bands import Bands
from parindex.engine.rules.base import Rule, Scope
from parindex.engine.rules.checklist import Checklist
from parindex.engine.rules.choice import Choice
from parindex.engine.rules.combine import Combine
from parindex.engine.rules.deadline import Deadline
from parindex.engine.rules.deduction import Deduction
from parindex.engine.rules.deductions import Deductions
from parindex.engine.rules.increments import Increments
from parindex.engine.rules.judged import Judged
from parindex.engine.rules.linear import Linear
from parindex.engine.rules.proportional import Proportional
from parindex.engine.rules.steps import Steps
from parindex.engine.rules.survey import Survey

_ALL: tuple[type[Rule], ...] = (
    Checklist,
    Choice,
    Steps,
    Bands,
    Proportional,
    Linear,
    Deduction,
    Deductions,
    Accumulate,
    Increments,
    Deadline,
    Survey,
    Judged,
    Combine,
)
FORMS: Mapping[str, type[Rule]] = MappingProxyType({rule.form: rule for rule in _ALL})


def read_rule(entry: Entry, scope: Scope) -> Rule:
    """Read a rule of whatever form it names, and report everything that is wrong with it."""
    name = entry.text("form")
    form = FORMS.get(name)
    if form is None:
        if name:
            known = ", ".join(FORMS)
            entry.report(
                f"Không có dạng quy tắc “{name}”.{closest(name, FORMS)} Các dạng: {known}.", "form"
            )
        # What the rule meant is unknown, so its keys cannot be checked and nothing more is said.
        return Judged(
            max_points=scope.max_points,
            low=scope.max_points,
            high=scope.max_points,
            step=scope.max_points,
            basis="",
        )
    rule = form.read(entry, scope)
    entry.finish()
    return rule
