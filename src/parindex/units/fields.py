"""A column that follows another one, so that bodies are found by any way of writing their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from parindex.viet import body_key

if TYPE_CHECKING:
    CharColumn = models.CharField[str, str]
else:  # generic for the type checker only
    CharColumn = models.CharField


class BodyKeyField(CharColumn):
    """The key of the name in the field ``of``, set anew at every save; see ``viet.body_key``."""

    def __init__(self, *, of: str, **_same: Any) -> None:
        super().__init__(max_length=200, db_index=True, editable=False, default="")
        self.of = of

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - Django's signature
        key = body_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key
