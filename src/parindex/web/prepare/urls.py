"""Pages under /chuan-bi/."""

from __future__ import annotations

from django.urls import path

from parindex.web.prepare import field_views, giving_views, summary_views, views

app_name = "prepare"
_COMPONENT = "<int:dossier_id>/muc/<str:code>/"
urlpatterns = [
    path("<int:dossier_id>/", views.unit, name="unit"),
    path("<int:dossier_id>/con-lam-duoc/", views.plan, name="plan"),
    path("<int:dossier_id>/tra-loi/<int:note_id>/", views.answer, name="answer"),
    path(_COMPONENT, views.component, name="component"),
    path(f"{_COMPONENT}trien-vong/", views.outlook, name="outlook"),
    path(f"{_COMPONENT}cam-ket/", views.commit, name="commit"),
    path(f"{_COMPONENT}cam-ket/<int:commitment_id>/", views.settle, name="settle"),
    path(f"{_COMPONENT}tai-lieu/", views.promise, name="promise"),
    path("tai-lieu/<int:contribution_id>/", giving_views.mark, name="mark"),
    path("cung-cap/<str:cycle_code>/", giving_views.giving, name="giving"),
    path("linh-vuc/<int:round_id>/", field_views.field, name="field"),
    path("linh-vuc/<int:round_id>/nhac/<int:dossier_id>/", field_views.chase, name="chase"),
    path("tong-hop/<str:cycle_code>/", summary_views.summary, name="summary"),
    path("tong-hop/<str:cycle_code>/tep.xlsx", summary_views.summary_file, name="summary_file"),
]
