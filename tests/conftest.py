"""For every test: Hypothesis without a stopwatch, since two workers share two cores."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("parindex", deadline=None)
settings.load_profile("parindex")
