from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from parindex.improvement import operations
from parindex.improvement.models import DraftSet
from tests.support import aftermath, story
from tests.web.improve.test_result import text_of

pytestmark = pytest.mark.django_db
RULE = "Từ 90% trở lên: 2 điểm; từ 80% đến dưới 90%: 1 điểm; dưới 80%: 0 điểm"
NEW = {"code": "1.2.3", "name": "Mục mới", "points": "1", "rule": "Có: 1 điểm; không: 0 điểm"}


@pytest.fixture
def draft(world):
    return aftermath.start_draft(world)


def url(name, draft, *more):
    return reverse(f"improve:{name}", args=[draft.pk, *more])


def test_the_coordinator_begins_a_draft(world, as_person):
    coordinator, here = as_person("coordinator"), reverse("improve:drafts", args=["mau-2019"])
    assert "Dự thảo mới" in text_of(coordinator, here)
    typed = {"base": "mini-commune", "code": "Xấu", "name": "Bộ 2020", "year": "2020"}
    begin = reverse("improve:start_draft", args=["mau-2019"])
    refused = coordinator.post(begin, typed)
    assert (refused.status_code, "Bộ 2020" in refused.content.decode()) == (422, True)
    assert coordinator.post(begin, typed | {"code": "mini-2020"}).status_code == 302
    assert "mini-2020" in text_of(as_person("secretary"), here)
    assert DraftSet.objects.get().year == 2020


def test_a_node_is_changed_form_by_form(world, draft, as_person):
    proposal = aftermath.accept(world, aftermath.propose(world))
    client, here = as_person("coordinator"), url("draft_node", draft, "1.2.1")
    assert "Ngưỡng 100%" in text_of(client, here)
    seen = client.post(here, {"action": "preview", "rule": RULE, "version": "1"})
    assert "Hiểu là:" in seen.content.decode()
    vague = client.post(here, {"action": "preview", "rule": "Tùy tình hình", "version": "1"})
    assert (vague.status_code, "Tùy tình hình" in vague.content.decode()) == (422, True)
    steps: list[dict[str, object]] = [
        {"action": "rule", "rule": RULE, "proposals": [proposal.pk]},
        {"action": "points", "points": "3"},
        {"action": "texts", "name": "Tên mới", "guidance": "", "evidence": "- Báo cáo\n- Văn bản"},
        {"action": "restore"},
    ]
    for version, typed in enumerate(steps, start=1):
        response = client.post(here, typed | {"version": str(version)})
        assert response.status_code == 302, response.content.decode()
    assert client.post(here, {"action": "points", "points": "3", "version": "1"}).status_code == 409
    assert (
        client.post(here, {"action": "points", "points": "ba", "version": "5"}).status_code == 422
    )
    page = text_of(client, url("draft", draft))
    assert "theo kiến nghị của Xã Mẫu 01" in page
    assert "Trả về như bộ hiện hành" in page


def test_a_component_is_added_and_taken_out(draft, as_person):
    client, parent = as_person("coordinator"), url("draft_node", draft, "1.2")
    assert 'value="1.2.3"' in text_of(client, parent)
    assert client.post(parent, NEW | {"action": "add", "version": "1"}).status_code == 302
    assert "Mục mới" in text_of(client, url("draft", draft))
    child = url("draft_node", draft, "1.2.3")
    assert client.post(child, {"action": "remove", "version": "2"}).status_code == 302
    assert client.get(child).status_code == 404
    assert client.post(parent, {"action": "x", "version": "3"}).status_code == 404


def test_the_head_the_changes_and_the_files(draft, as_person):
    client, head = as_person("coordinator"), url("draft_head", draft)
    typed = {
        "name": "Bộ mới",
        "year": "2020",
        "number": "9/QĐ",
        "issued_on": "01/12/2020",
        "issuer": "UBND tỉnh",
        "in_force_from": "",
    }
    assert "(dự thảo)" in text_of(client, head)
    assert client.post(head, typed | {"version": "1"}).status_code == 422
    sound = typed | {"in_force_from": "01/01/2021", "version": "1"}
    assert client.post(head, sound).status_code == 302
    client.post(
        url("draft_node", draft, "1.2.1"), {"action": "points", "points": "3", "version": "2"}
    )
    page = text_of(client, url("draft_changes", draft))
    assert "Điểm tối đa" in page
    assert "10 → 11" in page
    assert "Không có gì khác" in text_of(client, f"{url('draft_changes', draft)}?loai=removed")
    assert "1.2.1" in text_of(client, f"{url('draft_changes', draft)}?loai=diem")
    for kind, start in (("zip", b"PK"), ("xlsx", b"PK"), ("docx", b"PK")):
        response = client.get(url("draft_export", draft, kind))
        assert response.content.startswith(start)
        assert f"mini-commune-2020.{kind}" in response["Content-Disposition"]


def test_an_unsound_draft_says_why_and_gives_no_file(world, draft, as_person):
    operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal("2.125"))
    client = as_person("coordinator")
    page = text_of(client, url("draft", draft))
    assert "nên chưa xuất được" in page
    assert client.get(url("draft_export", draft, "zip")).status_code == 302


def test_last_years_ranking_under_the_draft(world, draft, as_person):
    client, here = as_person("chair"), url("draft_trial", draft)
    assert "chưa công bố" in text_of(client, here)
    story.publish(world)
    broken = operations.change_points(aftermath.step(world, draft), "1.2.1", Decimal("2.125"))
    assert "còn lỗi" in text_of(client, here)
    operations.change_points(aftermath.step(world, broken), "1.2.1", Decimal(3))
    assert "Hạng mới" in text_of(client, here)
    assert "Hạng mới" in text_of(client, f"{here}?thieu=bo")


def test_the_old_year_is_exchanged_by_one_button(draft, as_person):
    client = as_person("coordinator")
    assert "Đổi 2019 thành 2020" in text_of(client, url("draft", draft))
    for _again in range(2):
        assert client.post(url("draft_year", draft), {"version": "1"}).status_code == 302
    page = text_of(client, url("draft", draft))
    assert "Đổi 2019" not in page
    assert "đã sửa mục này" in page  # the second click came from an old page
