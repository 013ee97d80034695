"""Addresses for everybody; they may stand in a printed decision, so they do not change."""

from __future__ import annotations

from django.urls import path, re_path

from parindex.web.public import downloads, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("ket-qua/", views.results, name="results"),
    path("ket-qua/<int:publication_id>/", views.publication, name="publication"),
    path("ket-qua/<int:publication_id>/ket-qua.csv", downloads.csv, name="csv"),
    path("ket-qua/<int:publication_id>/ket-qua.xlsx", downloads.xlsx, name="xlsx"),
    path("ket-qua/<int:publication_id>/ket-qua.json", downloads.snapshot, name="snapshot"),
    re_path(
        r"^ket-qua/(?P<publication_id>[0-9]{1,18})/thong-bao\.(?P<fmt>docx|pdf)$",
        downloads.announcement,
        name="announcement",
    ),
    path("ket-qua/<int:publication_id>/<str:unit_code>/", views.unit, name="unit"),
    path("bo-tieu-chi/", views.criteria, name="criteria"),
    path("bo-tieu-chi/<str:code>/", views.criteria_set, name="criteria_set"),
]
