"""Pages under /tong-hop/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "collate"
urlpatterns: list[URLPattern] = []
