"""Pages under /thong-bao/: everybody's own notices, and the coordinator's chasing."""

from __future__ import annotations

from django.urls import path

from parindex.web.notify import calling, inbox, late, receiving, schedule, sent

app_name = "notify"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("da-doc/", inbox.read, name="read"),
    path("mo/<int:notice_id>/", inbox.open_notice, name="open"),
    path("cach-nhan/", receiving.receiving, name="receiving"),
    path("cach-nhan/thu/", receiving.address, name="address"),
    path("cach-nhan/lich/", receiving.make_feed, name="make_feed"),
    path("cach-nhan/lich/bo/", receiving.drop_feed, name="drop_feed"),
    path("lich/<str:token>.ics", receiving.feed, name="feed"),
    path("<str:cycle_code>/nhac-viec/", schedule.schedule, name="schedule"),
    path("<str:cycle_code>/nhac-viec/them/", schedule.add, name="add_rule"),
    path("<str:cycle_code>/nhac-viec/<int:rule_id>/", schedule.change, name="change_rule"),
    path("<str:cycle_code>/nhac-viec/<int:rule_id>/bo/", schedule.remove, name="remove_rule"),
    path("<str:cycle_code>/nhac-viec/ngay/", calling.call, name="call"),
    path("<str:cycle_code>/nhac-viec/da-gui/", sent.sent, name="sent"),
    path("<str:cycle_code>/qua-han/", late.late, name="late"),
    path("<str:cycle_code>/qua-han/danh-sach.xlsx", late.late_file, name="late_file"),
]
