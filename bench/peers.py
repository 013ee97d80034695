"""openfisca-core and zen-engine with the same rule and the same data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import zen
from openfisca_core import periods
from openfisca_core.entities import Entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.same_rules import COMPONENTS, Data, Numbers

PERIOD = "2019"


def openfisca(width: int) -> Callable[[Data], Numbers]:
    """Return how OpenFisca scores: ``width`` variables for the components.

    100 is how a set would be written; 1, with a row for each unit and component, is the most
    favourable way.  The system of variables is built once; the simulation is the set-up.
    """
    entity = Entity("unit", "units", "", "")
    system = TaxBenefitSystem([entity])
    for at in range(width):
        for name in (f"done_{at}", f"assigned_{at}"):
            system.add_variable(_variable(name, entity))
        system.add_variable(_scored(at, entity))

    def score(data: Data) -> Numbers:
        done, assigned = data.done.reshape(width, -1), data.assigned.reshape(width, -1)
        simulation = SimulationBuilder().build_default_simulation(system, done.shape[1])
        for at in range(width):
            simulation.set_input(f"done_{at}", PERIOD, done[at])
            simulation.set_input(f"assigned_{at}", PERIOD, assigned[at])
        rows = [simulation.calculate(f"points_{at}", PERIOD) for at in range(width)]
        return np.stack(rows).reshape(COMPONENTS, -1).sum(axis=0)

    return score


def _variable(name: str, entity: Entity, **more: Any) -> type[Variable]:
    keys = {"value_type": int, "entity": entity, "definition_period": periods.DateUnit.YEAR}
    return type(name, (Variable,), {**keys, "label": name, **more})


def _scored(at: int, entity: Entity) -> type[Variable]:
    def formula(unit: Any, period: Any) -> Any:
        done, assigned = unit(f"done_{at}", period), unit(f"assigned_{at}", period)
        return np.where(done >= assigned, 100, np.where(done * 5 >= assigned * 4, 50, 0))

    return _variable(f"points_{at}", entity, formula=formula)


def zen_expression() -> Callable[[Data], Numbers]:
    """Return how zen scores with an expression compiled once and evaluated for each number."""
    rule = zen.compile_expression("done >= assigned ? 100 : done * 5 >= assigned * 4 ? 50 : 0")

    def score(data: Data) -> Numbers:
        pairs = zip(data.done.ravel().tolist(), data.assigned.ravel().tolist(), strict=True)
        found = [rule.evaluate({"done": done, "assigned": assigned}) for done, assigned in pairs]
        return np.array(found, dtype=np.int64).reshape(COMPONENTS, -1).sum(axis=0)

    return score


def zen_table() -> Callable[[Data], Numbers]:
    """Return how zen scores with a decision table, parsed once: the fastest of the ways it offers."""
    content = zen.ZenDecisionContent(json.dumps(_table()))
    engine = zen.ZenEngine({"loader": lambda _: content})

    def score(data: Data) -> Numbers:
        pairs = zip(data.done.ravel().tolist(), data.assigned.ravel().tolist(), strict=True)
        found = [
            engine.evaluate("rule", {"done": done, "assigned": assigned})["result"]["points"]
            for done, assigned in pairs
        ]
        return np.array(found, dtype=np.int64).reshape(COMPONENTS, -1).sum(axis=0)

    return score


def _table() -> dict[str, Any]:
    rows = [("done >= assigned", "100"), ("done * 5 >= assigned * 4", "50"), ("", "0")]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "i", "name": "rule"}],
        "outputs": [{"id": "o", "name": "points", "field": "points"}],
        "rules": [{"_id": f"r{at}", "i": test, "o": out} for at, (test, out) in enumerate(rows)],
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "t",
            "type": "decisionTableNode",
            "name": "t",
            "content": content,
            "position": {"x": 1, "y": 0},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "b", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}
