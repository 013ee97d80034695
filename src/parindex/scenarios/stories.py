"""The list of stories that can be played to their end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from parindex.results.models import Publication
from parindex.scenarios import cao_loc, cao_loc_q1, tam_duong, thua_thien_hue, vinh_linh
from parindex.scenarios.stage import Played, Tell

Play = Callable[..., list[Publication] | Played]  # play(data, tell=…)

STORIES: dict[str, Play] = {
    cao_loc.SETTING.code: cao_loc.play,
    cao_loc_q1.CODE: cao_loc_q1.play,
    tam_duong.SETTING.code: tam_duong.play,
    vinh_linh.SETTING.code: vinh_linh.play,
    thua_thien_hue.SETTING.code: thua_thien_hue.play,
}


@transaction.atomic
def play_story(code: str, data: Path, *, tell: Tell) -> Played:
    """Play one story from the beginning, all of it or nothing; raises KeyError for an unknown code."""
    found = STORIES[code](data, tell=tell)
    return found if isinstance(found, Played) else Played(publications=found)
