"""Pages of own templates, under /van-ban/mau/."""

from __future__ import annotations

from django.urls import path

from parindex.web.papers import templates_views as views

_BODY = "mau/<str:unit_code>/"
urlpatterns = [
    path("mau/", views.first, name="own_templates"),
    path(_BODY, views.templates, name="templates"),
    path(f"{_BODY}<int:template_id>/tep.docx", views.template_file, name="template_file"),
    path(f"{_BODY}<int:template_id>/xem-thu.docx", views.preview, name="template_preview"),
    path(f"{_BODY}<int:template_id>/go/", views.take_back, name="take_back_template"),
    path(f"{_BODY}<slug:kind_slug>/", views.template, name="template"),
    path(f"{_BODY}<slug:kind_slug>/dua-len/", views.put_up, name="put_up_template"),
    path(f"{_BODY}<slug:kind_slug>/khoi-dau.docx", views.starter_file, name="template_starter"),
]
