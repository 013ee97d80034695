"""Foreign keys name models by strings, so the import contracts cannot see them."""

from __future__ import annotations

from django.apps import apps

from tests.support.repository import floors


def height(app_label: str) -> int:
    """Return the floor of the app, the ground being 0; Django's own apps are the earth below."""
    for level, packages in enumerate(reversed(floors())):
        if app_label in packages:
            return level
    return -1


def relations():
    """Yield (model, field, model pointed at) for every relation of our models."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("parindex."):
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    yield model, field, field.related_model


def test_a_foreign_key_points_down_or_stays_in_its_app():
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model, field, target in relations()
        if target._meta.app_label != model._meta.app_label
        and height(target._meta.app_label) >= height(model._meta.app_label)
    ]
    assert upward == []


def test_a_lower_floor_gets_no_reverse_name_by_default():
    """``related_name`` is said aloud, so a reader of the lower app can find who points at it."""
    silent = [
        f"{model._meta.label}.{field.name}"
        for model, field, target in relations()
        if target._meta.app_label != model._meta.app_label
        and target.__module__.startswith("parindex.")
        and model.__module__.startswith("parindex.")
        and not model._meta.auto_created
        and not field.remote_field.related_name
    ]
    assert silent == []
