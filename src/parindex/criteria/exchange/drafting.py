"""From a table's tree to the document of a set: rules read from texts, facts proposed by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from parindex.criteria.exchange import layout
from parindex.criteria.exchange.heads import Heading, head_of
from parindex.criteria.exchange.items_tree import Branch, grow
from parindex.criteria.exchange.review import Kind, Note
from parindex.criteria.exchange.rows import Table
from parindex.criteria.rule_texts import NotUnderstood, Understood, understand
from parindex.engine.rules.survey import Survey
from parindex.engine.tree import ScoredBy
from parindex.viet import format_decimal

_BULLET = re.compile(r"^[-+•*]\s*")
_STEPS = tuple(Decimal(step) for step in ("0.25", "0.1", "0.05", "0.01"))
_LONGEST_BASIS = 300
_SCORED = {words: scored for scored, words in layout.SCORED_BY.items()}


@dataclass
class Drafting:
    """The document as it grows: nodes, facts by code, and what must be said about them."""

    year: int | None
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def node(self, branch: Branch) -> dict[str, Any]:
        """Return the document of a branch and all below."""
        document: dict[str, Any] = {"code": branch.code, "name": branch.item.name}
        if branch.points is not None:
            document["max_points"] = branch.points
        if branch.children:
            if branch.item.method:
                document["guidance"] = "\n".join(branch.item.method)
            key = "components" if branch.level else "criteria"
            return {**document, key: [self.node(child) for child in branch.children]}
        return document | self._leaf(branch)

    def _leaf(self, branch: Branch) -> dict[str, Any]:
        item = branch.item
        text = "\n".join(item.method)
        document, remarks = self._from_notes(branch)
        rule = self._rule(branch, text)
        if rule["form"] == Survey.form:
            document["scored_by"] = ScoredBy.SURVEY.value
        elif document.get("scored_by") == ScoredBy.SURVEY.value:
            del document["scored_by"]
            message = "ghi chú nói điều tra xã hội học, nhưng cách chấm không phải mẫu của điều tra"
            self._note(Kind.NOT_UNDERSTOOD, item.place, branch, message)
        document["rule"] = rule
        evidence = (_BULLET.sub("", line).strip() for line in "\n".join(item.evidence).splitlines())
        if listed := [line for line in evidence if line]:
            document["evidence"] = listed
        if guidance := "\n".join([*item.method, *remarks]):
            document["guidance"] = guidance
        return document

    def _from_notes(self, branch: Branch) -> tuple[dict[str, Any], list[str]]:
        """Read what our own tables write in the last column; other remarks are kept as guidance."""
        document: dict[str, Any] = {}
        remarks = []
        for line in filter(
            None, (part.strip() for part in "\n".join(branch.item.notes).splitlines())
        ):
            if line.startswith(layout.NOT_APPLICABLE):
                document["not_applicable_when"] = line.removeprefix(layout.NOT_APPLICABLE)
            elif line in _SCORED:
                document["scored_by"] = _SCORED[line].value
            elif line == layout.ILLUSTRATIVE:
                document["illustrative"] = True
            else:
                remarks.append(f"Ghi chú: {line}")
                message = "cột Ghi chú được chép vào guidance"
                self._note(Kind.GUESSED, branch.item.place, branch, message)
        return document, remarks

    def _rule(self, branch: Branch, text: str) -> dict[str, Any]:
        top = branch.points or Decimal(0)
        place = branch.item.method_place or branch.item.place
        found = understand(text, max_points=top, subject=branch.item.name, year=self.year)
        if isinstance(found, NotUnderstood):
            shown = f": “{text[:200]}”" if text else ""
            self._note(Kind.NOT_UNDERSTOOD, place, branch, f"{found.reason}{shown}")
            return _judged(top, text or branch.item.name)
        self._note(
            Kind.UNDERSTOOD,
            place,
            branch,
            f"{found.rule.form}, {format_decimal(top)} điểm: “{text[:200]}”",
        )
        for sentence in found.assumed:
            self._note(Kind.GUESSED, place, branch, sentence)
        return self._adopt(branch, found, place)

    def _adopt(self, branch: Branch, found: Understood, place: str) -> dict[str, Any]:
        """Take the proposed facts into the set under codes of their own, and return the rule with these."""
        codes: dict[str, str] = {}
        for fact in found.facts:
            code, number = fact.code, 2
            while code in self.facts:
                code, number = f"{fact.code}_{number}", number + 1
            codes[fact.code] = code
            self.facts[code] = fact.dump()
            message = f"số liệu đề nghị {code} ({fact.type.value}): “{fact.label}”"
            self._note(Kind.GUESSED, place, branch, message)
        return _renamed(found.rule.dump(), codes)

    def _note(self, kind: Kind, place: str, branch: Branch, message: str) -> None:
        self.notes.append(Note(kind=kind, place=place, code=branch.code, message=message))


def draft(file: str, table: Table, heading: Heading) -> tuple[dict[str, Any], list[Note]]:
    """Return the document of a set, as far as the file tells it, and everything noted on the way."""
    branches = grow(table)
    sums = [branch.points or Decimal(0) for branch in branches]
    total = sum(sums, Decimal(0))
    head, head_notes = head_of(file, table.lines, heading, total)
    if table.total is not None and table.total != total:
        message = f"dòng tổng ghi {format_decimal(table.total)}, các lĩnh vực cộng lại {format_decimal(total)}"
        head_notes.append(Note(kind=Kind.NOT_UNDERSTOOD, place=table.total_place, message=message))
    drafting = Drafting(year=head.get("year"))
    where = f"{file}, {table.where}"
    fields = [
        {**drafting.node(branch), "source": f"{where}, mục {branch.code}"} for branch in branches
    ]
    document = {**head, "facts": drafting.facts, "fields": fields}
    return document, [*head_notes, *table.notes, *drafting.notes]


def _judged(top: Decimal, text: str) -> dict[str, Any]:
    """Leave the points to people: the harmless rule for a text that is not understood."""
    step = next((step for step in _STEPS if not top % step), top)
    basis = " ".join(text.split())[:_LONGEST_BASIS]
    return {"form": "judged", "min": Decimal(0), "max": top, "step": step, "basis": basis}


def _renamed(rule: dict[str, Any], codes: dict[str, str]) -> dict[str, Any]:
    renamed: dict[str, Any] = {}
    for key, value in rule.items():
        if key == "fact":
            renamed[key] = codes[value]
        elif key in {"items", "parts"}:
            renamed[key] = [_renamed(part, codes) for part in _mappings(value)]
        else:
            renamed[key] = value
    return renamed


def _mappings(value: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(part) for part in value]
