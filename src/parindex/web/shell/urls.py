"""Pages that belong to no area."""

from __future__ import annotations

from django.urls import path

from parindex.web.shell import flag_views, views

app_name = "shell"
urlpatterns = [
    path("viec/", views.work, name="work"),
    path("huong-dan/<int:guide_id>/", views.guide_file, name="guide_file"),
    path("doi-chieu/<int:dossier_id>/<str:code>/", flag_views.flags, name="flags"),
    path("doi-chieu/<int:dossier_id>/<str:code>/bo-qua/", flag_views.dismiss, name="dismiss_flag"),
    path(
        "doi-chieu/<int:dossier_id>/<str:code>/dua-lai/<int:dismissal_id>/",
        flag_views.restore,
        name="restore_flag",
    ),
    path("trao-doi/<int:attachment_id>/", views.thread_file, name="thread_file"),
    path("tai-lieu/<int:link_id>/", views.evidence_file, name="evidence_file"),
]
