"""The coordinator's board of a period: who is where, who is late, what can be done about it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.notices.operations.report_calls import press_reports
from parindex.reporting.operations import receive_all
from parindex.web.report.board_page import Wanted, build_board
from parindex.web.report.loaders import coordinated_period, seen_period
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed


@loads("oversees the period", seen_period)
@require_safe
def board(request: PersonRequest, period: Any) -> HttpResponse:
    """Show every body's report with its state, progress and deadline."""
    return _page(request, period)


@loads("coordinates the period", coordinated_period)
@require_POST
def remind(request: PersonRequest, period: Any) -> HttpResponse:
    """Remind the ticked bodies."""
    chosen = [int(text) for text in request.POST.getlist("chon") if text.isdecimal()][:1000]
    text = typed(request.POST, "text")
    try:
        done = press_reports(
            period=period,
            report_ids=chosen,
            text=text,
            token=request.POST.get("token", ""),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, period, error=error, chosen=chosen, text=text)
    messages.success(
        request,
        _("Đã nhắc %(people)d người của %(bodies)d đơn vị.")
        % {"people": done.people, "bodies": done.bodies},
    )
    if done.without_people:
        names = ", ".join(done.without_people)
        messages.warning(request, _("Chưa có ai để nhắc ở: %(names)s.") % {"names": names})
    return redirect("report:board", code=period.code)


@loads("coordinates the period", coordinated_period)
@require_POST
def receive(request: PersonRequest, period: Any) -> HttpResponse:
    """Take in every report that was sent."""
    taken = receive_all(period=period, actor=request.actor, now=now())
    if taken:
        messages.success(request, _("Đã tiếp nhận %(n)d báo cáo.") % {"n": taken})
    else:
        messages.info(request, _("Không có báo cáo nào đang chờ tiếp nhận."))
    return redirect("report:board", code=period.code)


def _page(
    request: PersonRequest,
    period: Any,
    *,
    error: Correctable | None = None,
    chosen: Any = (),
    text: str = "",
) -> HttpResponse:
    page = build_board(request.actor, period, Wanted.of(request.GET), now=now())
    usual = _("Đề nghị đơn vị gửi báo cáo đúng hạn về UBND (qua cơ quan điều phối).")
    context = {
        "page": page,
        "period": period,
        "error": error,
        "chosen": chosen,
        "text": text or usual,
        "token": secrets.token_hex(8),
        "now": now(),
    }
    return render(request, "report/board.html", context, status=status_of(error))
