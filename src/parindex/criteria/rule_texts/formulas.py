"""Texts that give points by a formula: proportional, linear, survey."""

from __future__ import annotations

import re
from decimal import Decimal

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.ranges import Range, read_range
from parindex.criteria.rule_texts.words import NUMBER, Unclear, condition_and_points, number

_SHARE = r"(?:tỷ lệ(?: ?%)?(?: đạt được| đạt)?|tỉ lệ(?: ?%)?(?: đạt được| đạt)?|b ?/ ?a)"
_TOP = rf"(?P<top>{NUMBER}|điểm tối đa|điểm chuẩn)(?: điểm)?"
_INTRO = (
    r"(?:(?:(?:số )?điểm(?: đánh giá| đạt được)?|tính theo tỷ lệ|công thức)(?: được)?"
    r"(?: tính(?: theo)?(?: công thức)?)?\s*[:=]\s*)?"
)
_PROPORTIONAL = re.compile(rf"{_INTRO}\(?{_SHARE}\)?\s*x\s*{_TOP}", re.IGNORECASE)
_NOTHING_BELOW = re.compile(
    rf"(?:tỷ lệ |tỉ lệ )?dưới (?P<start>{NUMBER}) ?%(?: thì|:| được)? 0 điểm", re.IGNORECASE
)
_SURVEY = re.compile(
    rf"điểm = (?:tỷ lệ|mức độ|kết quả)[^=x:;]*(?:điều tra|khảo sát) xã hội học x {_TOP}",
    re.IGNORECASE,
)
# Without spaces: [(b/a)-0,7]xđiểmtốiđa/0,3 or [(tỷlệ-70%)x1]/30%
_LINE = re.compile(
    rf"(?:điểm=)?[\[(]+(?:tỷlệ|tỉlệ|b/a)(?:đạtđược)?\)?-(?P<start>{NUMBER})(?P<ps>%?)[\])]+"
    rf"x(?P<top>{NUMBER}|điểmtốiđa|điểmchuẩn)[\])]*/[\[(]*(?P<span>{NUMBER})(?P<pl>%?)[\])]*",
    re.IGNORECASE,
)
_LINE_FROM_ZERO = re.compile(
    rf"(?:điểm=)?[\[(]*(?:tỷlệ|tỉlệ|b/a)(?:đạtđược)?\)?"
    rf"x(?P<top>{NUMBER}|điểmtốiđa|điểmchuẩn)[\])]*/[\[(]*(?P<span>{NUMBER})(?P<pl>%?)[\])]*",
    re.IGNORECASE,
)
_FALLING = re.compile(r"điểm giảm (?:dần )?đều", re.IGNORECASE)
_HUNDRED = Decimal(100)


def read_proportional(said: Said) -> Draft | None:
    """Read "Điểm = tỷ lệ đạt được x 1,5. Tỷ lệ dưới 50% thì 0 điểm"."""
    first, *others = said.clauses
    found = _PROPORTIONAL.fullmatch(first)
    if found is None:
        return None
    start = Decimal(0)
    for clause in others:
        below = _NOTHING_BELOW.fullmatch(clause)
        value = number(below["start"]) if below else None
        if value is None or start:
            raise Unclear(f"không hiểu “{clause}” đi kèm công thức")
        start = value
    top = said.top(_top(found["top"]))
    keys = {"form": "proportional", "fact": said.ask_share()}
    return Draft(keys={**keys, **({"from": start} if start else {})}, max_points=top)


def read_survey(said: Said) -> Draft | None:
    """Read "Điểm = tỷ lệ hài lòng qua điều tra xã hội học x 5"."""
    found = _SURVEY.fullmatch(said.text)
    if found is None:
        return None
    top = said.top(_top(found["top"]))
    code = said.asked.ask("percent", said.subject)
    return Draft(keys={"form": "survey", "fact": code}, max_points=top)


def read_linear(said: Said) -> Draft | None:
    """Read a rising line with its formula, or a falling one ("điểm giảm dần đều").

    A formula without ranges is the whole line; ranges beside it must agree with it.
    """
    lines = [clause for clause in said.clauses if _formula(clause) is not None]
    falls = [clause for clause in said.clauses if _FALLING.search(clause)]
    if falls:
        return _read_falling(said)
    if not lines:
        return None
    if len(lines) > 1:
        raise Unclear("lời có hai công thức")
    start, end, said_top = _ends(lines[0])
    top = said.top(said_top)
    if not 0 <= start < end:
        raise Unclear("công thức không đi lên")
    for clause in said.clauses:
        _check_range(clause, start=start, end=end, top=top)
    code = said.ask_share(may_exceed=end > _HUNDRED)
    return Draft(keys={"form": "linear", "fact": code, "from": start, "to": end}, max_points=top)


def _read_falling(said: Said) -> Draft | None:
    if len(said.clauses) != 3:
        raise Unclear("“điểm giảm dần đều” cần đúng ba khoảng")
    best, between, worst = said.clauses
    first, last = condition_and_points(best), condition_and_points(worst)
    middle = read_range(between.partition(":")[0].strip())
    full = read_range(first[0]) if first else None
    none = read_range(last[0]) if last else None
    if first is None or last is None or full is None or none is None or middle is None:
        raise Unclear("không hiểu các khoảng quanh “điểm giảm dần đều”")
    end, start = full.high, none.low
    joined = Range(low=end, is_above=True, high=start, is_percent=True)
    if (
        end is None
        or start is None
        or last[1] != 0
        or middle != joined
        or not (full.is_percent and none.is_percent and none.is_above)
        or full.is_below
    ):
        raise Unclear("các khoảng quanh “điểm giảm dần đều” không nối liền nhau")
    top = said.top(first[1])
    code = said.ask_share(may_exceed=max(start, end) > _HUNDRED)
    return Draft(keys={"form": "linear", "fact": code, "from": start, "to": end}, max_points=top)


def _formula(clause: str) -> re.Match[str] | None:
    """Find the line's formula: the whole clause, or what follows the range it holds for."""
    bare = "".join(clause.split()).lower()
    for text in (bare, bare.partition(":")[2]):
        found = _LINE.fullmatch(text) or _LINE_FROM_ZERO.fullmatch(text)
        if found is not None:
            return found
    return None


def _ends(clause: str) -> tuple[Decimal, Decimal, Decimal | None]:
    """Return where the line begins and ends, in percent, and the points it says."""
    found = _formula(clause)
    if found is None:
        raise Unclear(f"không hiểu công thức “{clause}”")
    parts = found.groupdict()
    start = _percent(parts["start"], parts["ps"]) if parts.get("start") else Decimal(0)
    return start, start + _percent(parts["span"], parts["pl"]), _top(parts["top"])


def _percent(text: str, sign: str) -> Decimal:
    """Read 70% as 70, and 0,7 as the share it is."""
    value = number(text)
    if value is None or (not sign and value > 2):
        raise Unclear(f"không rõ “{text}” là tỷ lệ hay phần trăm")
    return value if sign else value * _HUNDRED


def _top(text: str) -> Decimal | None:
    return None if text[0] in "đĐ" else number(text)


def _check_range(clause: str, *, start: Decimal, end: Decimal, top: Decimal) -> None:
    """See that a range beside the formula says what the formula means."""
    if _formula(clause) is not None:
        before, colon, _ = clause.partition(":")
        found = read_range(before.strip()) if colon and "=" not in before else None
        between = Range(low=start, high=end, is_below=True, is_percent=True)
        below = Range(high=end, is_below=True, is_percent=True)
        if (
            colon
            and "=" not in before
            and before.strip().lower() != "điểm"
            and found
            not in (
                between,
                below if start == 0 else between,
            )
        ):
            raise Unclear(f"“{before}” không khớp với công thức")
        return
    parts = condition_and_points(clause)
    found = read_range(parts[0]) if parts else None
    full = (Range(low=end, is_percent=True), top)
    nothing = (Range(high=start, is_below=True, is_percent=True), Decimal(0))
    if parts is None or (found, parts[1]) not in (full, nothing):
        raise Unclear(f"“{clause}” không khớp với công thức")
