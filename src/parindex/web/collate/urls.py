"""Pages under /tong-hop/: the collated report of a period, its passages, figures and sources."""

from __future__ import annotations

from django.urls import path, re_path

from parindex.web.collate import figure_views, passage_views, step_views, views

app_name = "collate"
_PASSAGE = "<str:code>/doan/<int:passage_id>/"
urlpatterns = [
    path("", views.hub, name="hub"),
    path("<str:code>/", views.overview, name="overview"),
    path("<str:code>/tong-hop/", step_views.collate, name="collate"),
    path("<str:code>/buoc/", step_views.step, name="step"),
    path("<str:code>/gui-len/", step_views.send_up, name="send_up"),
    path("<str:code>/muc/<str:section>/", passage_views.section, name="section"),
    path("<str:code>/muc/<str:section>/them/", passage_views.add, name="add_passage"),
    path(_PASSAGE, passage_views.source, name="source"),
    path(f"{_PASSAGE}sua/", passage_views.edit, name="edit_passage"),
    path(f"{_PASSAGE}viec/", passage_views.act, name="act_on_passage"),
    path("<str:code>/so-lieu/", figure_views.tables, name="tables"),
    path("<str:code>/so-lieu/<str:table>/", figure_views.settle_all, name="settle_table"),
    path(
        "<str:code>/so-lieu/<str:table>/<str:row>/<str:column>/",
        figure_views.cell,
        name="cell",
    ),
    re_path(
        r"^(?P<code>[^/]+)/bao-cao\.(?P<fmt>docx|pdf)$",
        views.download,
        name="download",
    ),
]
