"""Pages of the appraiser's desk."""

from __future__ import annotations

from django.urls import path

from parindex.web.appraise import reading_views, views

app_name = "appraise"
urlpatterns = [
    path("<int:round_id>/", views.queue, name="queue"),
    path("<int:round_id>/doc-lai/", reading_views.readings, name="readings"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/", views.case, name="case"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/cham/", views.award, name="award"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/dieu-tra/", views.survey, name="survey"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/trao-doi/", views.say, name="say"),
    path(
        "<int:round_id>/<int:dossier_id>/<str:code>/doc-lai/", reading_views.reading, name="reading"
    ),
]
