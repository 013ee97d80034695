"""The changes and what they earn, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parindex.engine.facts import NO, YES, YES_NO_TEXTS, Fact, FactType
from parindex.engine.goals.lanes import Way
from parindex.engine.goals.values import Change, Effect, Plan
from parindex.engine.rules.measure import case_text
from parindex.engine.values import FactValue, Ratio
from parindex.engine.wording import Language, Text, say

_COUNT_PREFIX = "Số "


def change_text(fact: Fact, way: Way, before: FactValue | None, after: FactValue) -> Text:
    """Say one change: "thêm 3 hồ sơ đúng hạn (17 → 20 trên 20)"."""
    if isinstance(after, Ratio):
        return _ratio(fact, way, before, after)
    if isinstance(after, int | Decimal) and not isinstance(after, bool):
        return _number(fact, before, after)
    if isinstance(after, dt.date):
        return say("“{label}” chậm nhất ngày {date}", label=fact.label, date=after)
    answer = say("“{label}” là {answer}", label=fact.label, answer=_answer(fact, after))
    if before is None:
        return answer
    return say("{change} (hiện là {answer})", change=answer, answer=_answer(fact, before))


def goal_text(changes: Sequence[Change], points: Decimal, instead: Sequence[Change]) -> Text:
    """Say what earns so many points: "Cần … để đạt 1 điểm."."""
    text = say("Cần {changes} để đạt {points} điểm.", changes=_listed(changes), points=points)
    if not instead:
        return text
    return say("{sentence} Hoặc {changes}.", sentence=text, changes=_listed(instead))


def win_text(changes: Sequence[Change], effects: Sequence[Effect]) -> Text:
    """Say what changes bring to each component, gains and losses."""
    return say(
        "Cần {changes}: {effects}.",
        changes=_listed(changes),
        effects=tuple(_effect(effect) for effect in effects),
    )


def plan_text(
    now: tuple[Decimal, Decimal, Decimal], then: tuple[Decimal, Decimal], *, is_greatest: bool
) -> Text:
    """Say the points, maximum and index now, and the points and index within reach."""
    points, top, index = now
    have = say(
        "Hiện có {points}/{top} điểm, chỉ số {index:.2}%", points=points, top=top, index=index
    )
    reach = say("{points} điểm, chỉ số {index:.2}%", points=then[0], index=then[1])
    if is_greatest:
        return say("{now}; còn đạt được {then}.", now=have, then=reach)
    return say("{now}; còn đạt được ít nhất {then}.", now=have, then=reach)


def render_plan(plan: Plan, *, language: Language = Language.VI) -> str:
    """Write the plan as plain text: what can be won, then what cannot, a line each."""
    return "\n".join(text.in_(language) for text in _plan_lines(plan))


def _plan_lines(plan: Plan) -> Iterator[Text]:
    yield plan.text
    if plan.wins:
        yield say("")
        yield say("Việc còn làm được (nhiều điểm mà ít công xếp trước):")
    for place, win in enumerate(plan.wins, start=1):
        yield say("{place:d}. +{gain} điểm. {win}", place=place, gain=win.gain, win=win.text)
    if plan.obstacles:
        yield say("")
        yield say("Không lấy được:")
    for item in plan.obstacles:
        yield say(
            "- Mục {code}, {points} điểm. {why}", code=item.code, points=item.points, why=item.text
        )


def _listed(changes: Sequence[Change]) -> tuple[Text, ...]:
    return tuple(change.text for change in changes)


def _answer(fact: Fact, value: FactValue) -> Text:
    if isinstance(value, bool):
        return YES_NO_TEXTS[YES if value else NO]
    return say("“{label}”", label=fact.options[str(value)])


def _effect(effect: Effect) -> Text:
    after, before = effect.after, effect.before
    name = say("mục {code}", code=effect.code) if effect.code else say("điểm thưởng trừ điểm phạt")
    if before is None:
        return say("{name} được {after} điểm (chưa có điểm)", name=name, after=after)
    if after < before:
        return say(
            "{name} giảm từ {before} còn {after} điểm", name=name, before=before, after=after
        )
    return say("{name} tăng từ {before} lên {after} điểm", name=name, before=before, after=after)


def _ratio(fact: Fact, way: Way, before: FactValue | None, after: Ratio) -> Text:
    above, below = after.numerator, after.denominator
    if not isinstance(before, Ratio):
        return say(
            "“{label}” đạt {percent:%} (như {above} trên {below})",
            label=fact.label,
            percent=after.percent,
            above=above,
            below=below,
        )
    if way not in {Way.RAISE, Way.LOWER}:
        return _new_cases(fact, way, before, after)
    return say(
        "{more} ({was} → {above} trên {below})",
        more=_more(fact, fact.numerator, before.numerator, above),
        was=before.numerator,
        above=above,
        below=below,
    )


def _new_cases(fact: Fact, way: Way, before: Ratio, after: Ratio) -> Text:
    more = Decimal(after.denominator) - Decimal(before.denominator)
    label, new = fact.numerator, say("{more} {cases} mới", more=more, cases=case_text(fact, more))
    counted = (
        say("thêm {new}, đều tính vào “{label}”", new=new, label=label)
        if way is Way.GROW
        else say("thêm {new}, không tính vào “{label}”", new=new, label=label)
    )
    was, now = (
        say("{above}/{below}", above=value.numerator, below=value.denominator)
        for value in (before, after)
    )
    return say("{change} ({was} → {now})", change=counted, was=was, now=now)


def _number(fact: Fact, before: FactValue | None, after: int | Decimal) -> Text:
    if not isinstance(before, int | Decimal):
        unit = "%" if fact.type is FactType.PERCENT else f" {fact.unit}".rstrip()
        return say("“{label}” là {now}{unit}", label=fact.label, now=after, unit=unit)
    if fact.type is FactType.PERCENT:
        return _percent(fact, before, after)
    change = _more(fact, fact.label, before, after)
    return say("{change} ({was} → {now})", change=change, was=before, now=after)


def _percent(fact: Fact, was: int | Decimal, now: int | Decimal) -> Text:
    more = abs(Decimal(now) - Decimal(was))
    if now > was:
        return say(
            "“{label}” tăng {more} điểm phần trăm ({was}% → {now}%)",
            label=fact.label,
            more=more,
            was=was,
            now=now,
        )
    return say(
        "“{label}” giảm {more} điểm phần trăm ({was}% → {now}%)",
        label=fact.label,
        more=more,
        was=was,
        now=now,
    )


def _more(fact: Fact, label: str, before: int | Decimal, after: int | Decimal) -> Text:
    more = abs(Decimal(after) - Decimal(before))
    noun = _noun(fact, label, more)
    if after > before:
        return say("thêm {more} {noun}", more=more, noun=noun)
    return say("bớt {more} {noun}", more=more, noun=noun)


def _noun(fact: Fact, label: str, count: Decimal) -> Text | str:
    """Return what is counted: "hồ sơ đúng hạn" for "Số hồ sơ đúng hạn", or for "Đúng hạn"."""
    noun = label.removeprefix(_COUNT_PREFIX)
    if not noun[1:2].isupper():  # an abbreviation keeps its capitals
        noun = noun[:1].lower() + noun[1:]
    is_amount = fact.of_amounts or fact.type is FactType.AMOUNT
    names_cases = label.startswith(_COUNT_PREFIX) and not is_amount
    cases = case_text(fact, count) if fact.type is FactType.RATIO else fact.unit
    if names_cases or noun.startswith(str(cases)):
        return noun
    return say("{cases} {noun}", cases=cases, noun=noun)
