"""Pages of the appraiser's desk."""

from __future__ import annotations

from django.urls import path

from parindex.web.appraise import views

app_name = "appraise"
urlpatterns = [
    path("<int:round_id>/", views.queue, name="queue"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/", views.case, name="case"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/cham/", views.award, name="award"),
    path("<int:round_id>/<int:dossier_id>/<str:code>/dieu-tra/", views.survey, name="survey"),
]
