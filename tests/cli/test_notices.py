from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from parindex.cli import main
from parindex.kernel.clock import VIETNAM
from parindex.notices.choices import Occasion
from parindex.notices.operations import RuleDraft, add_rule
from tests.support import story


@pytest.fixture
def run(world, settings):
    settings.PARINDEX_NOW = dt.datetime(2020, 1, 16, 8, 0, tzinfo=VIETNAM)
    world.people["leader-1"].email = "leader-1@mau.vn"
    world.people["leader-1"].save()
    add_rule(
        scoring_round=world.round,
        draft=RuleDraft(occasion=Occasion.SUBMISSION_DUE, days_before=7, at_hour=8),
        actor=world.actor("coordinator"),
        now=story.OPENED,
    )
    return lambda *words: CliRunner().invoke(main, ["notices", *words])


def test_a_run_reminds_and_sends_and_a_second_does_nothing(run):
    assert run("run").output.splitlines() == [
        "Nhắc theo lịch: 8. Thông báo từ nhật ký: 0.",
        "Thư đã gửi: 1, chưa gửi được: 0.",
    ]
    assert run("run").output.splitlines()[0] == "Nhắc theo lịch: 0. Thông báo từ nhật ký: 0."


def test_the_newest_notices_are_listed_with_their_letters(run):
    run("run")
    output = run("list").output
    assert (
        "leader-1  UBND xã Mẫu 01: nộp hồ sơ tự chấm điểm, hạn trước ngày 23/01/2020  [Đã gửi thư]"
        in output
    )
    assert output.endswith("Thư chờ gửi: 0.\n")


def test_without_mail_the_run_says_what_to_set(run, settings):
    settings.MAIL_ON = False
    assert "chưa đặt PARINDEX_EMAIL_URL" in run("run").output


def test_a_mail_server_that_does_not_answer_ends_with_a_sentence(run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    result = run("run")
    assert result.exit_code == 1
    assert "Thư vẫn chờ" in result.output
