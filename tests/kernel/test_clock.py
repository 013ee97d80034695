from __future__ import annotations

import datetime as dt

from parindex.kernel import clock


def test_midnight_in_vietnam_is_five_in_the_afternoon_in_greenwich():
    assert clock.vietnam_midnight(dt.date(2020, 1, 23)) == dt.datetime(
        2020, 1, 22, 17, 0, tzinfo=dt.UTC
    )


def test_the_day_changes_at_midnight_in_vietnam():
    before = dt.datetime(2020, 1, 22, 16, 59, 59, tzinfo=dt.UTC)
    assert clock.vietnam_date(before) == dt.date(2020, 1, 22)
    assert clock.vietnam_date(before + dt.timedelta(seconds=1)) == dt.date(2020, 1, 23)


def test_a_story_starts_at_its_own_moment_and_runs_on(settings):
    settings.PARINDEX_NOW = dt.datetime(2020, 2, 13, 9, 0, tzinfo=dt.UTC)
    first = clock.now()
    assert clock.is_story_time()
    assert settings.PARINDEX_NOW <= first <= clock.now()


def test_without_a_story_it_is_now(settings):
    settings.PARINDEX_NOW = None
    assert not clock.is_story_time()
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)


def test_a_story_that_is_set_later_starts_then(settings, monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 1_000_000.0)
    settings.PARINDEX_NOW = dt.datetime(2020, 2, 13, 9, 0, tzinfo=dt.UTC)
    assert clock.now() == settings.PARINDEX_NOW
