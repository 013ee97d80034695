"""Pages about the council and about a round as a whole, under a cycle's address."""

from __future__ import annotations

from django.urls import path

from parindex.web.manage import (
    asking,
    council_views,
    docket_views,
    reading_views,
    sending_views,
    signing_views,
)

_CYCLE = "<str:cycle_code>/"
_COUNCIL = f"{_CYCLE}hoi-dong/"
_DOSSIER = f"{_CYCLE}ho-so/<int:dossier_id>/"

urlpatterns = [
    path(_COUNCIL, council_views.council, name="council"),
    path(f"{_COUNCIL}nguoi-thay/", council_views.appoint, name="appoint"),
    path(
        f"{_COUNCIL}nguoi-thay/<int:substitution_id>/ket-thuc/",
        council_views.end,
        name="end_substitution",
    ),
    path(f"{_COUNCIL}xung-dot/", council_views.recuse, name="recuse"),
    path(f"{_COUNCIL}xung-dot/<int:recusal_id>/go/", council_views.lift, name="lift_recusal"),
    path(f"{_CYCLE}yeu-cau-bo-sung/", asking.requests, name="requests"),
    path(f"{_CYCLE}yeu-cau-bo-sung/gui/", asking.ask, name="request_many"),
    path(f"{_CYCLE}ket-qua-tam-thoi/", sending_views.sending, name="sending"),
    path(f"{_CYCLE}ket-qua-tam-thoi/gui/", sending_views.send_all, name="send_all"),
    path(f"{_CYCLE}doc-lai/", reading_views.readings, name="readings"),
    path(f"{_CYCLE}doc-lai/rut/", reading_views.draw, name="draw"),
    path(f"{_CYCLE}ky-ket-qua/", signing_views.sign_off, name="sign_off"),
    path(f"{_CYCLE}ky-ket-qua/ky/", signing_views.sign, name="sign"),
    path(f"{_DOSSIER}mo-lai/", docket_views.reopen, name="reopen"),
    path(f"{_DOSSIER}muc/<str:code>/trao-doi/", docket_views.say, name="say"),
]
