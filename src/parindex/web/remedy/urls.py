"""Pages under /khac-phuc/."""

from __future__ import annotations

from django.urls import path

from parindex.web.remedy import action_views, cycle_views, plan_views

app_name = "remedy"
_PLAN = "<int:publication_id>/<str:unit_code>/"
_ACTION = "viec/<int:action_id>/"
urlpatterns = [
    path("", plan_views.home, name="home"),
    path("ky/<str:cycle_code>/", cycle_views.board, name="cycle"),
    path("ky/<str:cycle_code>/tep.xlsx", cycle_views.board_file, name="cycle_file"),
    path(_ACTION, action_views.action, name="action"),
    path(f"{_ACTION}sua/", action_views.change, name="change"),
    path(f"{_ACTION}tien-do/", action_views.progress, name="progress"),
    path(f"{_ACTION}xong/", action_views.finish, name="finish"),
    path(f"{_ACTION}thoi/", action_views.cancel, name="cancel"),
    path(f"{_ACTION}mo-lai/", action_views.reopen, name="reopen"),
    path(f"{_ACTION}hoan-tac/", action_views.undo, name="undo"),
    path(_PLAN, plan_views.plan, name="plan"),
    path(f"{_PLAN}lap/", plan_views.make, name="make"),
    path(f"{_PLAN}buoc/", plan_views.step, name="step"),
    path(f"{_PLAN}tac-dung/", plan_views.effect, name="effect"),
    path(f"{_PLAN}tep.xlsx", plan_views.plan_file, name="plan_file"),
    path(f"{_PLAN}cam-ket/<int:commitment_id>/", plan_views.commitment_progress, name="commitment"),
]
