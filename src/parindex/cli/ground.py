"""Starting Django for a command, and ending a command with a sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click

from parindex.criteria.reading import CriteriaFileError
from parindex.engine import FactError, Language

P = ParamSpec("P")
R = TypeVar("R")

language_option = click.option(
    "--language",
    type=click.Choice([language.value for language in Language]),
    default=Language.VI.value,
    help="Ngôn ngữ của các câu giải thích: vi hoặc en.",
)
DATA = Path(__file__).resolve().parents[3] / "data"


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up before the command runs, and show anticipated errors as sentences."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        import django  # noqa: PLC0415 - commands without a database start faster without it
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as above

        try:
            django.setup()
        except ImproperlyConfigured as error:
            fail(str(error))
        from parindex.kernel.errors import PersonError  # noqa: PLC0415 - needs nothing, but lives beside Django

        try:
            return command(*args, **kwargs)
        except (PersonError, FactError, CriteriaFileError) as error:
            fail(str(error))

    return wrapped


def fail(message: str) -> NoReturn:
    """End with the sentence on standard error and exit code 1."""
    raise click.ClickException(message)


def set_directory(name: str) -> Path:
    """Return the folder of a criteria set given by path or by its code in ``data/criteria``."""
    for candidate in (Path(name), DATA / "criteria" / name):
        if (candidate / "set.yaml").is_file():
            return candidate
    fail(
        f"Không thấy bộ tiêu chí “{name}”: cần một thư mục có tệp set.yaml, hoặc mã trong data/criteria."
    )
