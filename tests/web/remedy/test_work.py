from __future__ import annotations

import datetime as dt

from django.urls import reverse

from parindex.remedies import operations
from tests.support import aftermath, remedying


def work(client):
    return client.get(reverse("shell:work")).content.decode()


def test_what_falls_due_stands_on_the_work_list(world, publication, as_person, settings):
    remedying.make(publication, world, due_on=dt.date(2020, 5, 10))
    client = as_person("clerk-1")
    assert "việc khắc phục đến hạn" not in work(client)
    settings.PARINDEX_NOW = remedying.MAY
    body = work(client)
    assert "1 việc khắc phục đến hạn hoặc quá hạn" in body
    assert "việc khắc phục đến hạn" not in work(as_person("clerk-2"))


def test_a_plan_waits_for_the_leader_and_comes_back_to_the_clerk(world, publication, as_person):
    plan = remedying.make(publication, world).plan
    clerk, leader = as_person("clerk-1"), as_person("leader-1")
    assert "kế hoạch khắc phục: " not in work(clerk)
    remedying.hand_up(world, plan)
    assert "Duyệt kế hoạch khắc phục: Xã Mẫu 01" in work(leader)
    operations.return_plan(
        plan_id=plan.pk, reason="Thiếu hạn", actor=world.leader(), now=aftermath.LATER
    )
    body = work(clerk)
    assert "Sửa kế hoạch khắc phục: Xã Mẫu 01" in body
    assert "Lãnh đạo trả lại: Thiếu hạn" in body
