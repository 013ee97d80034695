"""Sending letters: claimed one by one, sent outside any transaction, at least once.

A letter is claimed by moving its ``try_at`` a lease into the future, in one conditional update:
of two who run at once only one finds it unmoved. Then it is sent, then marked as sent. A crash
between sending and marking leaves it to be sent again when the lease ends: a letter may come
twice, but it is not lost.
"""

from __future__ import annotations

import datetime as dt
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils.translation import gettext as _

from parindex.kernel.errors import Correctable
from parindex.notices.choices import MailState
from parindex.notices.models import Notice
from parindex.notices.texts import line

AT_ONCE = 200
LEASE = dt.timedelta(minutes=30)  # longer than sending a batch takes
WAITS = tuple(dt.timedelta(minutes=m) for m in (5, 30, 120, 480))  # after each failure but the last
ERROR_LENGTH = 300


class MailServerDown(Correctable):
    """The mail server does not answer: nothing was claimed, everything waits."""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What became of one batch; ``cut`` when the server went away before its end."""

    sent: int = 0
    failed: int = 0
    cut: bool = False

    @property
    def any(self) -> bool:
        return bool(self.sent or self.failed)


def deliver(now: dt.datetime, *, most: int = AT_ONCE) -> Delivered:
    """Send up to ``most`` letters that wait; raises MailServerDown when no connection is made."""
    if not settings.MAIL_ON:
        return Delivered()
    waiting = Notice.objects.filter(mail_state=MailState.WAITING, try_at__lte=now)
    ids = list(waiting.order_by("try_at", "pk").values_list("pk", flat=True)[:most])
    if not ids:
        return Delivered()
    connection: BaseEmailBackend = get_connection()
    _open(connection)
    try:
        return _send_all(ids, connection, now)
    finally:
        connection.close()


def claim(notice_id: int, now: dt.datetime) -> Notice | None:
    """Take one waiting letter; None when somebody else has it."""
    mine = Notice.objects.filter(
        pk=notice_id, mail_state=MailState.WAITING, try_at__lte=now
    ).update(try_at=now + LEASE, attempts=F("attempts") + 1)
    if not mine:
        return None
    return Notice.objects.select_related("user", "round__cycle__coordinator").get(pk=notice_id)


def _send_all(ids: list[int], connection: BaseEmailBackend, now: dt.datetime) -> Delivered:
    sent = failed = 0
    for notice_id in ids:
        notice = claim(notice_id, now)
        if notice is None:
            continue
        try:
            letter_of(notice, connection).send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            _note_failure(notice, error, now)
            failed += 1
            if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError | TimeoutError):
                return Delivered(sent=sent, failed=failed, cut=True)
        else:
            Notice.objects.filter(pk=notice.pk).update(
                mail_state=MailState.SENT, mailed_at=now, try_at=None, mail_error=""
            )
            sent += 1
    return Delivered(sent=sent, failed=failed)


def letter_of(notice: Notice, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Write the letter: no more of anybody than the address it goes to, no line break in a header."""
    words = [notice.body.strip()]
    if settings.PARINDEX_SITE_URL and notice.url:
        words.append(f"Mở: {settings.PARINDEX_SITE_URL}{notice.url}")
    sender = notice.round.cycle.coordinator.name if notice.round else "parindex"
    words.append(
        f"-- \nThư tự động của hệ thống Chỉ số CCHC, do {sender} đặt. Không trả lời thư này."
    )
    return EmailMessage(
        subject=line(notice.title),
        body="\n\n".join(part for part in words if part),
        to=[notice.user.email],
        headers={"Auto-Submitted": "auto-generated", "X-Parindex-Notice": str(notice.pk)},
        connection=connection,
    )


def _note_failure(notice: Notice, error: Exception, now: dt.datetime) -> None:
    """Keep why, and try again later; after the last try the letter has failed for good."""
    over = notice.attempts > len(WAITS)
    Notice.objects.filter(pk=notice.pk).update(
        mail_state=MailState.FAILED if over else MailState.WAITING,
        try_at=None if over else now + WAITS[notice.attempts - 1],
        mail_error=_reason(error),
        in_app=True,  # whom no letter reaches finds it on the page
    )


def _reason(error: Exception) -> str:
    """Say why in the server's words, without the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [code for code, _words in error.recipients.values()]
        return f"Máy chủ thư từ chối địa chỉ người nhận ({', '.join(map(str, answers))})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"Máy chủ thư trả lời {error.smtp_code}"[:ERROR_LENGTH]
    return f"Không kết nối được máy chủ thư ({type(error).__name__})"[:ERROR_LENGTH]


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerDown(
            _("Không gửi được thư: %(why)s. Thư vẫn chờ, sẽ gửi ở lần chạy sau.")
            % {"why": _reason(error)}
        ) from error
