"""Pages under /khac-phuc/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "remedy"
urlpatterns: list[URLPattern] = []
