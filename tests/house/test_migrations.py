from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.support.repository import PACKAGE, named


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_an_app_with_models_has_migrations():
    without = [
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("parindex.")
        and list(config.get_models())
        and not (PACKAGE / config.label / "migrations" / "0001_initial.py").is_file()
    ]
    assert without == []


def test_a_migration_is_numbered_without_gaps_and_named_for_what_it_does():
    wrong = []
    for folder in PACKAGE.glob("*/migrations"):
        files = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
        for number, path in enumerate(files, start=1):
            named_well = re.fullmatch(rf"{number:04}_[a-z][a-z0-9_]*\.py", path.name)
            if not named_well or "_auto_" in path.name:
                wrong.append(named(path))
    assert wrong == []
