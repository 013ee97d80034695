"""The people of a played story at their own browsers, on a ground cut down to a few units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize
from ruamel.yaml import YAML

from parindex.assessments.models import Dossier
from parindex.cli.ground import DATA
from tests.support.browser import check_axe, screenshot, sign_in

PASSWORD = "kịch bản 2026"
PDF = b"%PDF-1.4\n% parindex\n"
SMALL_SCREEN = ViewportSize(width=1366, height=768)


def silent(_line: str) -> None:
    """Tell nobody how far a story is."""


def small_ground(folder: Path, code: str, participants: Mapping[str, list[str]]) -> Path:
    """Make a data folder like the real one, in which only these units take part in the story's year."""
    for name in ("units", "criteria"):
        (folder / name).symlink_to(DATA / name)
    yaml, place = YAML(typ="safe"), Path("scenarios", code, "cycle.yaml")
    year = yaml.load((DATA / place).read_text(encoding="utf-8"))
    year["participants"] = [
        {"criteria_set": criteria_set, "units": units}
        for criteria_set, units in participants.items()
    ]
    (folder / place).parent.mkdir(parents=True)
    with (folder / place).open("w", encoding="utf-8") as file:
        yaml.dump(year, file)
    return folder


class Players:
    """Everybody's own page, and a clock that the story sets."""

    def __init__(self, story: str, new_page: Callable[[], Page], settings) -> None:
        self._story, self._new_page, self._settings = story, new_page, settings
        self._pages: dict[str, Page] = {}
        self._pictures = 0

    def at(self, moment: dt.datetime) -> None:
        """Set everybody's clock."""
        self._settings.PARINDEX_NOW = moment

    def __call__(self, username: str) -> Page:
        """Return the person's page, signed in through the form."""
        if username not in self._pages:
            self._pages[username] = page = self._new_page()
            page.set_viewport_size(SMALL_SCREEN)
            sign_in(page, username=username, password=PASSWORD)
        return self._pages[username]

    def look(self, page: Page, name: str) -> None:
        """Check a page that somebody stands on: no serious accessibility finding; keep its picture."""
        self._pictures += 1
        screenshot(page, f"{self._story}-{self._pictures:02d}-{name}")
        check_axe(page)


def dossier_of(rows: Iterable[Dossier], unit_code: str) -> Dossier:
    """Return the dossier of one unit."""
    return next(row for row in rows if row.unit.code == unit_code)


def write_pdf(folder: Path, name: str) -> Path:
    """Make a small file that passes for a PDF."""
    path = folder / name
    path.write_bytes(PDF)
    return path


def main_of(page: Page) -> Locator:
    """Return the page itself, without head and foot."""
    return page.get_by_role("main")
