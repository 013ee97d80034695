"""Pages under /bao-cao/: one's own reports, the coordinator's board of a period, opening a period."""

from __future__ import annotations

from django.urls import path, re_path

from parindex.web.report import (
    board_views,
    desk_views,
    joint_views,
    opening_views,
    saving_views,
    step_views,
)

app_name = "report"
_REPORT = "<int:report_id>/"
urlpatterns = [
    path("", desk_views.hub, name="hub"),
    path("mo-ky/", opening_views.open_period, name="open"),
    path("ky/<str:code>/", board_views.board, name="board"),
    path("ky/<str:code>/nhac/", board_views.remind, name="remind"),
    path("ky/<str:code>/tiep-nhan/", board_views.receive, name="receive_all"),
    path(_REPORT, desk_views.desk, name="desk"),
    path(f"{_REPORT}bien-nhan/", desk_views.receipt, name="receipt"),
    path(f"{_REPORT}dien-san/", saving_views.prefill, name="prefill"),
    path(f"{_REPORT}buoc/", step_views.step, name="step"),
    path(f"{_REPORT}gia-han/", step_views.extend, name="extend"),
    path(f"{_REPORT}muc/<str:section>/", saving_views.save_passage, name="save_passage"),
    path(f"{_REPORT}muc/<str:section>/phoi-hop/", joint_views.ask, name="ask_joint"),
    path(f"{_REPORT}phoi-hop/<int:joint_id>/", joint_views.joint, name="joint"),
    path(
        f"{_REPORT}o/<str:table>/<str:row>/<str:column>/",
        saving_views.save_figure,
        name="save_figure",
    ),
    re_path(
        r"^(?P<report_id>[0-9]{1,18})/bao-cao\.(?P<fmt>docx|pdf)$",
        desk_views.download,
        name="download",
    ),
]
