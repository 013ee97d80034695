from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CharField

from parindex.accounts.models import User
from parindex.accounts.queries import actor_of
from parindex.accounts.rules import LABEL_LENGTH, label_of


def test_a_label_names_the_person_and_the_account():
    assert label_of(username="an", full_name="Lò Văn An") == "Lò Văn An (an)"
    assert label_of(username="an", full_name="") == "an (an)"


@pytest.mark.parametrize("username", ["an", "n" * 100, "n" * 145, "n" * 146, "n" * 147, "n" * 150])
@pytest.mark.parametrize("full_name", ["", "Lò Văn An", "Ă" * 150])
def test_a_label_fits_and_keeps_the_username_whole(username, full_name):
    label = label_of(username=username, full_name=full_name)
    assert len(label) <= LABEL_LENGTH
    assert label == username or label.endswith(f" ({username})")


def test_a_cut_name_says_so():
    label = label_of(username="a" * 100, full_name="Ă" * 150)
    assert label == "Ă" * 46 + "… (" + "a" * 100 + ")"


@pytest.mark.django_db
def test_a_person_with_the_longest_names_can_be_written_down():
    user = User.objects.create(username="n" * 150, full_name="Ă" * 150)
    assert actor_of(user).label == "n" * 150


def test_every_column_that_keeps_a_label_holds_the_longest():
    short = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("parindex.")
        for field in model._meta.get_fields()
        if isinstance(field, CharField) and (field.name == "actor" or field.name.endswith("_by"))
        if field.max_length is not None and field.max_length < LABEL_LENGTH
    ]
    assert short == []
