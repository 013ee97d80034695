"""The list of stories that can be played to their end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from parindex.results.models import Publication
from parindex.scenarios import cao_loc, tam_duong, thua_thien_hue, vinh_linh
from parindex.scenarios.stage import Setting, Tell

Play = Callable[..., list[Publication]]  # play(data, tell=…)

STORIES: dict[str, tuple[Setting, Play]] = {
    story.SETTING.code: (story.SETTING, story.play)
    for story in (cao_loc, tam_duong, vinh_linh, thua_thien_hue)
}


@transaction.atomic
def play_story(code: str, data: Path, *, tell: Tell) -> list[Publication]:
    """Play one story from the beginning, all of it or nothing; raises KeyError for an unknown code."""
    _setting, play = STORIES[code]
    return play(data, tell=tell)
