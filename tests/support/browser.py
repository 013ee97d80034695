"""What a journey does besides clicking: sign in, look at accessibility, keep a picture."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).resolve().parents[1] / "journeys" / "screenshots"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")

# No sandbox for root, no graphics card, and no calls to the browser's maker.
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def chromium_flags() -> list[str]:
    """Return the flags for a quiet browser."""
    return [*_QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*_QUIET]


def sign_in(page: Page, *, username: str, password: str) -> None:
    """Sign in through the form, as a person does."""
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/tai-khoan/dang-nhap/" not in url)


def check_axe(page: Page) -> None:
    """Assert that axe finds nothing serious or critical on the page as it is now."""
    violations = Axe().run(page).response["violations"]
    grave = [
        f"{found['id']} ({found['impact']}): {found['help']}: "
        + ", ".join(str(node["target"]) for node in found["nodes"])
        for found in violations
        if found["impact"] in {"serious", "critical"}
    ]
    assert grave == []


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page, for eyes only; git ignores the folder."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True, caret="initial")
    return path
