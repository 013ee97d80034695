"""Pages that belong to no area."""

from __future__ import annotations

from django.urls import path

from parindex.web.shell import views

app_name = "shell"
urlpatterns = [
    path("viec/", views.work, name="work"),
    path("tai-lieu/<int:link_id>/", views.evidence_file, name="evidence_file"),
]
