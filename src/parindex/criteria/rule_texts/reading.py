"""From a Vietnamese scoring text to a rule, completely or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from parindex.criteria.rule_texts.banded import read_bands
from parindex.criteria.rule_texts.chosen import read_levels, read_named
from parindex.criteria.rule_texts.counted import read_accumulate, read_deduction, read_judged
from parindex.criteria.rule_texts.dated import read_deadline
from parindex.criteria.rule_texts.drafts import Asked, Draft, Pattern, Said, Share
from parindex.criteria.rule_texts.faulted import read_deductions
from parindex.criteria.rule_texts.formulas import read_linear, read_proportional, read_survey
from parindex.criteria.rule_texts.increased import read_increments
from parindex.criteria.rule_texts.stepped import read_steps
from parindex.criteria.rule_texts.words import LONGEST, NUMBER, Unclear, number, tidy
from parindex.engine.facts import Fact
from parindex.engine.parsing.facts import read_facts
from parindex.engine.problems import Entry, Problem
from parindex.engine.rules.base import Rule, Scope
from parindex.engine.rules.registry import read_rule

_PATTERNS: tuple[Pattern, ...] = (
    read_levels,
    read_judged,
    read_survey,
    read_proportional,
    read_linear,
    read_deduction,
    read_accumulate,
    read_increments,
    read_deadline,
    read_deductions,
    read_bands,
    read_steps,
    read_named,
)
_EMPTY = re.compile(
    r"(?:^|\.\s+|;\s*|\n)(?:trường hợp |nếu )?(?P<what>[^.;:\n]+?) bằng 0(?::| thì|,) ?"
    r"(?P<means>0 điểm|(?:đạt|được) điểm tối đa|không tính (?:tiêu chí|mục) này|không áp dụng)$",
    re.IGNORECASE,
)
_MEANS = {"0": "zero", "đ": "full", "k": "not_applicable"}
_ROUNDED = re.compile(
    r"\.\s+tỷ lệ làm tròn (?P<places>[0-6]) chữ số thập phân trước khi xét mức điểm$", re.IGNORECASE
)
_WHERE = re.compile(
    r"(?:\.\s+|;\s*|\n|,\s*)(?:trong đó|với)[:,]? ?(?:"
    r"a là (?P<a1>[^;,.\n]+)[;,.\n] ?b là (?P<b1>[^;,.\n]+)|b là (?P<b2>[^;,.\n]+)[;,.\n] ?a là (?P<a2>[^;,.\n]+))$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"(?:(?P<sum>điểm là tổng các phần)|(?P<max>lấy (?:mức điểm cao (?:hơn|nhất) trong các phần|phần cao nhất))"
    rf"|(?P<min>lấy (?:mức điểm thấp (?:hơn|nhất) trong các phần|phần thấp nhất)))"
    rf"(?:, tối đa (?P<cap>{NUMBER}) điểm)?: ?(?P<parts>\(a\) .+)",
    re.IGNORECASE | re.DOTALL,
)
_PART = re.compile(r"(?:^|(?<=[.;\n])\s*|(?<=\.)\s+)\(([a-h])\) ")


@dataclass(frozen=True)
class Understood:
    """A rule with the facts it proposes; ``assumed`` says, in sentences, what the text left open."""

    rule: Rule
    assumed: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return self.rule.facts


@dataclass(frozen=True)
class NotUnderstood:
    """No rule, and why, as a sentence."""

    reason: str


def understand(
    text: str,
    *,
    max_points: Decimal,
    subject: str,
    year: int | None = None,
    points_places: int = 2,
) -> Understood | NotUnderstood:
    """Return the rule a scoring text states, when all of the text is of a known pattern.

    ``subject`` (the component's name) labels the fact that the text does not name itself.
    """
    if len(text) > LONGEST:
        return NotUnderstood(f"lời dài quá {LONGEST} ký tự")
    asked = Asked()
    said = Said(text=tidy(text), subject=subject, max_points=max_points, asked=asked)
    if not said.text:
        return NotUnderstood("không có lời nào về cách chấm")
    try:
        draft = _read(said)
    except Unclear as unclear:
        return NotUnderstood(str(unclear))
    if draft is None:
        return NotUnderstood("lời không theo mẫu câu nào đã biết")
    return _checked(draft, asked, year=year, points_places=points_places)


def _read(said: Said) -> Draft | None:
    found = _PARTS.fullmatch(said.text)
    return _read_parts(said, found) if found else _read_simple(said)


def _read_parts(said: Said, found: re.Match[str]) -> Draft | None:
    pieces = _PART.split(found["parts"])[1:]
    letters, texts = pieces[::2], pieces[1::2]
    if letters != list("abcdefgh")[: len(letters)] or len(letters) < 2:
        raise Unclear("các phần không theo thứ tự (a), (b), (c)…")
    parts = []
    for letter, text in zip(letters, texts, strict=True):
        part = _read_simple(
            replace(said, text=tidy(text), subject=f"{said.subject} ({letter})", max_points=None)
        )
        if part is None:
            raise Unclear(f"không hiểu phần ({letter})")
        parts.append({"max_points": part.max_points, **part.keys})
    how = next(name for name in ("sum", "max", "min") if found[name])
    cap = number(found["cap"]) if found["cap"] else None
    top = said.top(cap)
    capped = {"cap": cap} if cap is not None else {}
    return Draft(keys={"form": "combine", "how": how, **capped, "parts": parts}, max_points=top)


def _read_simple(said: Said) -> Draft | None:
    bare = _without_ends(said)
    if not bare.clauses:
        raise Unclear("lời chỉ nói điều kiện, không nói điểm")
    for pattern in _PATTERNS:
        draft = pattern(bare)
        if draft is None:
            continue
        if bare.places is not None and draft.keys["form"] != "steps":
            raise Unclear("lời nói làm tròn tỷ lệ, nhưng không có mức nào để xét")
        if bare.share != Share() and not any(
            fact["type"] == "ratio" for fact in bare.asked.facts.values()
        ):
            raise Unclear("lời nói về mẫu số, nhưng cách chấm không dùng tỷ lệ")
        return draft
    return None


def _without_ends(said: Said) -> Said:
    """Take off the sentences at the end: an empty denominator, rounding, what a and b are."""
    share, places, text = said.share, said.places, said.text
    if found := _ROUNDED.search(text):
        places, text = int(found["places"]), text[: found.start()]
    if found := _EMPTY.search(text):
        means = _MEANS[found["means"][0].lower()]
        share = replace(share, denominator=found["what"].strip(), empty=means)
        text = text[: found.start()]
    if found := _WHERE.search(text):
        below, above = found["a1"] or found["a2"], found["b1"] or found["b2"]
        share = replace(
            share, numerator=_capital(above), denominator=share.denominator or _capital(below)
        )
        text = text[: found.start()]
    return replace(said, text=text.rstrip(" .;"), share=share, places=places)


def _checked(
    draft: Draft, asked: Asked, *, year: int | None, points_places: int
) -> Understood | NotUnderstood:
    """Let the engine read the rule: what it refuses was not understood."""
    problems: list[Problem] = []
    facts = read_facts(Entry.of(asked.facts, ("facts",), problems))
    scope = Scope(
        max_points=draft.max_points,
        points_places=points_places,
        facts=MappingProxyType(facts),
        year=year,
        read_rule=read_rule,
    )
    rule = read_rule(Entry.of(draft.keys, (), problems), scope)
    if problems:
        return NotUnderstood(problems[0].message)
    return Understood(rule, tuple(dict.fromkeys(asked.assumed)))


def _capital(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]
