"""Pages of what comes after the result."""

from __future__ import annotations

from django.urls import path, re_path

from parindex.web.improve import (
    draft_views,
    duty_views,
    node_views,
    proposal_views,
    review_views,
    views,
)

app_name = "improve"
_REVIEW = "rut-kinh-nghiem/<int:publication_id>/"
_DRAFT = "bo-moi/<int:draft_id>/"
urlpatterns = [
    path("", views.hub, name="hub"),
    path("ket-qua/<int:publication_id>/<str:unit_code>/", views.result, name="result"),
    path(_REVIEW, review_views.reviews, name="reviews"),
    path(f"{_REVIEW}<str:unit_code>/", review_views.review, name="review"),
    path(f"{_REVIEW}<str:unit_code>/luu/", review_views.save_review, name="save_review"),
    path(f"{_REVIEW}<str:unit_code>/buoc/", review_views.step, name="review_step"),
    path(
        f"{_REVIEW}<str:unit_code>/bai-hoc/<str:code>/",
        review_views.save_lesson,
        name="save_lesson",
    ),
    path("phan-cong/<str:cycle_code>/<str:unit_code>/", duty_views.duties, name="duties"),
    path("phan-cong/<str:cycle_code>/<str:unit_code>/luu/", duty_views.save, name="save_duty"),
    path("kien-nghi/<str:cycle_code>/", proposal_views.proposals, name="proposals"),
    path("tra-loi-kien-nghi/<str:cycle_code>/", proposal_views.answer, name="answer"),
    path("kien-nghi/<str:cycle_code>/<str:unit_code>/", proposal_views.own, name="own_proposals"),
    path("kien-nghi/<str:cycle_code>/<str:unit_code>/gui/", proposal_views.submit, name="submit"),
    path("du-thao/<str:cycle_code>/", draft_views.drafts, name="drafts"),
    path("du-thao/<str:cycle_code>/tao/", draft_views.start, name="start_draft"),
    path(_DRAFT, draft_views.draft, name="draft"),
    path(f"{_DRAFT}dau/", node_views.head, name="draft_head"),
    path(f"{_DRAFT}nam/", node_views.year, name="draft_year"),
    path(f"{_DRAFT}thay-doi/", draft_views.changes, name="draft_changes"),
    path(f"{_DRAFT}thu/", draft_views.trial, name="draft_trial"),
    path(f"{_DRAFT}muc/<str:code>/", node_views.node, name="draft_node"),
    re_path(
        r"^bo-moi/(?P<draft_id>[0-9]{1,18})/tep\.(?P<fmt>zip|xlsx|docx)$",
        draft_views.export,
        name="draft_export",
    ),
]
