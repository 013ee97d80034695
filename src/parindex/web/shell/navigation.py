"""The main navigation: few entries, by the seats a person holds; no query is made."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One link of the navigation."""

    label: str
    url: str
    is_here: bool


def entries_for(actor: Actor | None, *, path: str) -> list[Entry]:
    """Return the navigation of a person: their work first, then what everybody may read."""
    named = [(_("Kết quả"), "public:results"), (_("Bộ tiêu chí"), "public:criteria")]
    if actor is not None and actor.user_id is not None:
        named[:0] = [(_("Việc của tôi"), "shell:work"), (_("Báo cáo"), "report:hub")]
        named.append((_("Sau kết quả"), "improve:hub"))
    return [_entry(label, reverse(name), path) for label, name in named]


def _entry(label: str, url: str, path: str) -> Entry:
    return Entry(label=label, url=url, is_here=path.startswith(url))
