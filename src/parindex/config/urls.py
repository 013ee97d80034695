"""The URL table: pages, sign-in, API."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("parindex.web.shell.account_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("parindex.api.urls")),
    path("", include("parindex.web.urls")),
]
