"""Pages under /van-ban/."""

from __future__ import annotations

from django.urls import path

from parindex.web.papers import templates_urls, views

app_name = "papers"
urlpatterns = [
    path("", views.home, name="home"),
    path("ky/<str:cycle_code>/", views.cycle, name="cycle"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
    path("ket-qua/<int:publication_id>/<str:unit_code>/", views.of_result, name="of_result"),
    path("tai/<slug:slug>/<int:ref>.<str:fmt>", views.download, name="download"),
    *templates_urls.urlpatterns,
]
