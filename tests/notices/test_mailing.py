from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from parindex.notices.choices import MailState, NoticeKind
from parindex.notices.models import Notice
from parindex.notices.operations import MailServerDown, deliver, mailing
from parindex.notices.operations.posting import Message, post
from parindex.notices.texts import Text
from tests.support import story

NOW = story.DRAFTED
MINUTE = dt.timedelta(minutes=1)


class Refusing(BaseEmailBackend):
    """A mail server that takes nobody's letter."""

    def send_messages(self, _messages):
        raise smtplib.SMTPRecipientsRefused({"leader-1@mau.vn": (550, b"no such user")})


class Absent(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self):
        raise ConnectionRefusedError


class Leaving(BaseEmailBackend):
    """A mail server that goes away at the first letter."""

    def send_messages(self, _messages):
        raise smtplib.SMTPServerDisconnected


def write(world, *usernames, title="UBND xã Mẫu 01: nộp hồ sơ", round_id=None):
    messages = []
    for username in usernames:
        user = world.people[username]
        user.email = f"{username}@mau.vn"
        user.save()
        messages.append(
            Message(
                user=user,
                kind=NoticeKind.REMINDER,
                key="một",
                text=Text(title=title, body="Hồ sơ chưa nộp."),
                url="/tu-danh-gia/1/",
                round_id=round_id or world.round.pk,
                by_mail=True,
                in_app=False,
            )
        )
    post(messages, now=NOW)


def test_a_letter_says_unit_what_and_when_and_no_more(world, settings):
    settings.PARINDEX_SITE_URL = "https://cchc.example.vn"
    write(world, "leader-1")
    assert deliver(NOW).sent == 1
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("UBND xã Mẫu 01: nộp hồ sơ", ["leader-1@mau.vn"])
    assert letter.body == (
        "Hồ sơ chưa nộp.\n\nMở: https://cchc.example.vn/tu-danh-gia/1/\n\n-- \n"
        "Thư tự động của hệ thống Chỉ số CCHC, do Phòng Nội vụ đặt. Không trả lời thư này."
    )
    assert "Trần" not in letter.body
    notice = Notice.objects.get()
    assert (notice.mail_state, notice.mailed_at, notice.attempts) == (MailState.SENT, NOW, 1)


def test_without_the_sites_address_a_letter_carries_no_link(world):
    write(world, "leader-1")
    deliver(NOW)
    assert "Mở:" not in mail.outbox[0].body


def test_a_line_break_in_a_name_does_not_reach_the_header(world):
    write(world, "leader-1", title="UBND xã\r\nBcc: moi@nguoi.vn: nộp hồ sơ")
    deliver(NOW)
    assert mail.outbox[0].subject == "UBND xã Bcc: moi@nguoi.vn: nộp hồ sơ"
    assert mail.outbox[0].recipients() == ["leader-1@mau.vn"]


def test_a_letter_goes_out_once(world):
    write(world, "leader-1", "leader-2")
    assert [deliver(NOW).sent, deliver(NOW).sent] == [2, 0]
    assert len(mail.outbox) == 2


def test_of_two_who_claim_a_letter_one_gets_it(world):
    write(world, "leader-1")
    pk = Notice.objects.get().pk
    assert [bool(mailing.claim(pk, NOW)), bool(mailing.claim(pk, NOW))] == [True, False]


def test_a_letter_whose_sender_crashed_is_sent_when_the_lease_ends(world):
    write(world, "leader-1")
    mailing.claim(Notice.objects.get().pk, NOW)
    assert deliver(NOW + 29 * MINUTE).sent == 0
    assert deliver(NOW + 30 * MINUTE).sent == 1


def test_a_refused_letter_is_tried_again_later_then_given_up_with_its_reason(world, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    write(world, "leader-1")
    assert deliver(NOW).failed == 1
    notice = Notice.objects.get()
    assert notice.mail_error == "Máy chủ thư từ chối địa chỉ người nhận (550)"
    assert (notice.mail_state, notice.try_at) == (MailState.WAITING, NOW + 5 * MINUTE)
    assert notice.in_app  # the person finds it on the page meanwhile
    assert not deliver(NOW + 4 * MINUTE).any
    moment = NOW
    for wait in mailing.WAITS:
        moment += wait
        assert deliver(moment).failed == 1
    notice.refresh_from_db()
    assert (notice.mail_state, notice.attempts, notice.try_at) == (MailState.FAILED, 5, None)
    assert not deliver(moment + dt.timedelta(days=9)).any


def test_when_the_server_does_not_answer_everything_waits(world, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Absent"
    write(world, "leader-1")
    with pytest.raises(MailServerDown, match="Thư vẫn chờ"):
        deliver(NOW)
    notice = Notice.objects.get()
    assert (notice.mail_state, notice.attempts) == (MailState.WAITING, 0)


def test_when_the_server_goes_away_the_rest_is_not_claimed(world, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Leaving"
    write(world, "leader-1", "leader-2")
    batch = deliver(NOW)
    assert (batch.failed, batch.cut) == (1, True)
    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 1]


def test_a_server_without_mail_sends_nothing(world, settings):
    write(world, "leader-1")
    settings.MAIL_ON = False
    assert not deliver(NOW).any
    assert mail.outbox == []
