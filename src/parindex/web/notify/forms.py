"""What the coordinator types: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.notices.choices import Audience, Occasion
from parindex.notices.operations import RuleDraft
from parindex.web.shell.forms import UnreadableError, read_whole, typed, version_of

AFTER = "sau"


@dataclass(frozen=True, kw_only=True)
class RuleForm:
    """A rule as it is typed: so many days before or after."""

    occasion: str = Occasion.SUBMISSION_DUE
    days: str = "7"
    side: str = "truoc"
    hour: str = "8"
    audience: str = Audience.BOTH
    by_mail: bool = True
    in_app: bool = True
    is_active: bool = True
    text: str = ""
    version: int = 0

    @classmethod
    def of(cls, post: QueryDict) -> RuleForm:
        return cls(
            occasion=typed(post, "occasion"),
            days=typed(post, "days"),
            side=typed(post, "side"),
            hour=typed(post, "hour"),
            audience=typed(post, "audience"),
            by_mail=post.get("by_mail") == "1",
            in_app=post.get("in_app") == "1",
            is_active=post.get("is_active") == "1",
            text=typed(post, "text"),
            version=version_of(post),
        )

    @classmethod
    def stored(cls, rule: Any) -> RuleForm:
        return cls(
            occasion=rule.occasion,
            days=str(abs(rule.days_before)),
            side=AFTER if rule.days_before < 0 else "truoc",
            hour=str(rule.at_hour),
            audience=rule.audience,
            by_mail=rule.by_mail,
            in_app=rule.in_app,
            is_active=rule.is_active,
            text=rule.text,
            version=rule.version,
        )

    @property
    def is_after(self) -> bool:
        return self.side == AFTER

    def read(self) -> RuleDraft:
        """Return the rule; raises UnreadableError naming what cannot be read."""
        if self.occasion not in Occasion.values or self.audience not in Audience.values:
            raise UnreadableError(_("Hãy chọn việc cần nhắc và người nhận."), text=self.occasion)
        days = read_whole(self.days)
        if days is None:
            raise UnreadableError(_("Hãy ghi số ngày; ghi 0 là đúng ngày hạn."), text=self.days)
        hour = read_whole(self.hour)
        if hour is None or hour > 23:
            raise UnreadableError(_("Giờ nhắc phải từ 0 đến 23."), text=self.hour)
        return RuleDraft(
            occasion=Occasion(self.occasion),
            days_before=-days if self.is_after else days,
            at_hour=hour,
            audience=Audience(self.audience),
            by_mail=self.by_mail,
            in_app=self.in_app,
            is_active=self.is_active,
            text=self.text,
        )


@dataclass(frozen=True, kw_only=True)
class CallForm:
    """A reminder at once as it is typed; ``scope`` is all who owe, or the chosen ones."""

    occasion: Occasion = Occasion.SUBMISSION_DUE
    audience: Audience = Audience.BOTH
    scope: str = "chon"
    items: tuple[str, ...] = ()
    text: str = ""
    by_mail: bool = True
    token: str = ""

    @classmethod
    def of(cls, source: QueryDict, *, token: str) -> CallForm:
        occasion, audience = source.get("viec", ""), source.get("nguoi", "")
        return cls(
            occasion=Occasion(occasion) if occasion in Occasion.values else Occasion.SUBMISSION_DUE,
            audience=Audience(audience) if audience in Audience.values else Audience.BOTH,
            scope="tat-ca" if source.get("pham-vi") == "tat-ca" else "chon",
            items=tuple(dict.fromkeys(source.getlist("don-vi"))),
            text=typed(source, "noi-dung"),
            by_mail="noi-dung" not in source or source.get("thu") == "1",
            token=typed(source, "ma") or token,
        )

    @property
    def is_all(self) -> bool:
        return self.scope == "tat-ca"
