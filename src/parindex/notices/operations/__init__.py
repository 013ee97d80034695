"""Writes of notices."""

from __future__ import annotations

from parindex.notices.operations.calling import Call, Called, remind_now
from parindex.notices.operations.mailing import Delivered, MailServerDown, deliver
from parindex.notices.operations.receiving import create_feed, drop_feed, mark_read, set_address
from parindex.notices.operations.reminding import Ran, run_due
from parindex.notices.operations.scheduling import (
    NoRuleError,
    RuleDraft,
    add_rule,
    change_rule,
    remove_rule,
)

__all__ = [
    "Call",
    "Called",
    "Delivered",
    "MailServerDown",
    "NoRuleError",
    "Ran",
    "RuleDraft",
    "add_rule",
    "change_rule",
    "create_feed",
    "deliver",
    "drop_feed",
    "mark_read",
    "remind_now",
    "remove_rule",
    "run_due",
    "set_address",
]
