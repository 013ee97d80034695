"""Pages of those who run a cycle: coordinator, secretary and chair."""

from __future__ import annotations

from django.urls import path

from parindex.web.manage import (
    council_urls,
    docket_views,
    flagging,
    granting,
    guiding,
    sharing_views,
    starting,
    views,
)

app_name = "manage"
urlpatterns = [
    path("<str:cycle_code>/", views.cycle, name="cycle"),
    path(
        "<str:cycle_code>/phan-cong/<str:set_code>/<str:purpose>/",
        sharing_views.assignments,
        name="assignments",
    ),
    path(
        "<str:cycle_code>/phan-cong/<str:set_code>/<str:purpose>/<str:node_code>/",
        sharing_views.assign,
        name="assign",
    ),
    path("<str:cycle_code>/ho-so/<int:dossier_id>/", docket_views.dossier, name="dossier"),
    path(
        "<str:cycle_code>/ho-so/<int:dossier_id>/bo-sung/",
        docket_views.supplement,
        name="supplement",
    ),
    path(
        "<str:cycle_code>/ho-so/<int:dossier_id>/ket-qua-tam-thoi/",
        docket_views.provisional,
        name="provisional",
    ),
    path(
        "<str:cycle_code>/ho-so/<int:dossier_id>/muc/<str:code>/",
        docket_views.ruling,
        name="ruling",
    ),
    path(
        "<str:cycle_code>/ho-so/<int:dossier_id>/ket-luan/", docket_views.decision, name="decision"
    ),
    path("<str:cycle_code>/ho-so/<int:dossier_id>/gia-han/", granting.extend, name="extend"),
    path("<str:cycle_code>/dot/<int:number>/mo/", starting.start, name="start_round"),
    path("<str:cycle_code>/huong-dan/", guiding.guides, name="guides"),
    path("<str:cycle_code>/huong-dan/dua-len/", guiding.attach, name="attach_guide"),
    path("<str:cycle_code>/huong-dan/<int:guide_id>/go/", guiding.withdraw, name="withdraw_guide"),
    path("<str:cycle_code>/cong-bo/<str:set_code>/", views.publish, name="publish"),
    path("<str:cycle_code>/cong-bo/<str:set_code>/xac-nhan/", views.announce, name="announce"),
    path("<str:cycle_code>/doi-chieu/", flagging.flags, name="flags"),
    path("<str:cycle_code>/nhat-ky/", views.journal, name="journal"),
    *council_urls.urlpatterns,
]
