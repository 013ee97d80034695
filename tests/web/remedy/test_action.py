from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.remedies.models import RemedialAction
from tests.support import aftermath, remedying, story


@pytest.fixture
def action(world, publication):
    return remedying.make(publication, world)


def url(action, name="action"):
    return reverse(f"remedy:{name}", args=[action.pk])


def post(client, action, name, **typed):
    return client.post(url(action, name), {"version": str(action.version), **typed})


def test_the_page_shows_everything_about_the_action(world, publication, action, as_person):
    aftermath.draft_review(publication, world)
    body = as_person("clerk-1").get(url(action)).content.decode()
    assert "Việc số 1: 1.2.1. Mức độ hoàn thành kế hoạch" in body
    assert aftermath.LESSON.causes in body
    assert "Hoàn tác: Lập việc" in " ".join(body.split())


def test_progress_is_written_down(action, as_person):
    client = as_person("clerk-1")
    refused = post(client, action, "progress", percent="nửa", note="Đã giao")
    assert refused.status_code == 422
    assert "Đã giao" in refused.content.decode()
    post(client, action, "progress", percent="50", note="Đã giao")
    body = client.get(url(action)).content.decode()
    assert "Đã giao" in body
    action.refresh_from_db()
    assert (action.percent, action.state) == (50, "DOING")


def test_two_who_write_at_once_both_see_both(action, as_person):
    client = as_person("clerk-1")
    post(client, action, "change", text="Một", owner="A", due_on="1/6/2020", aim="OWN")
    second = post(as_person("leader-1"), action, "change", text="Hai", owner="A", due_on="1/6/2020")
    body = second.content.decode()
    assert second.status_code == 409
    assert "Một" in body
    assert "Hai" in body
    assert 'name="version" value="2"' in " ".join(body.split())


def test_done_with_a_stored_or_a_new_document(world, action, as_person):
    client = as_person("clerk-1")
    refused = post(client, action, "finish")
    assert "ít nhất một tài liệu" in refused.content.decode()
    half = post(client, action, "finish", number="7/BC-UBND", summary="Báo cáo")
    assert "Hãy chọn tệp" in half.content.decode()
    document = remedying.document(world)
    post(
        client,
        action,
        "finish",
        documents=[str(document.pk)],
        number="7/BC-UBND",
        issued_on="18/02/2020",
        issuer="UBND xã Mẫu 01",
        kind="REPORT",
        summary="Báo cáo kết quả",
        file=story.pdf(),
    )
    action.refresh_from_db()
    assert action.state == "DONE"
    assert sorted(row.number for row in action.documents.all()) == ["12/KH-UBND", "7/BC-UBND"]


def test_given_up_taken_up_again_and_undone(action, as_person):
    client = as_person("clerk-1")
    assert post(client, action, "cancel", reason="").status_code == 422
    post(client, action, "cancel", reason="Không cần nữa")
    action.refresh_from_db()
    assert "Mở lại việc này" in client.get(url(action)).content.decode()
    post(client, action, "reopen", reason="Vẫn cần")
    action.refresh_from_db()
    for state in ("CANCELLED", "OPEN"):
        post(client, action, "undo")
        action.refresh_from_db()
        assert action.state == state
    response = post(client, action, "undo")
    assert response["Location"] == reverse(
        "remedy:plan", args=[action.plan.publication_id, action.plan.unit.code]
    )
    assert not RemedialAction.objects.exists()


def test_an_old_page_does_not_undo_what_it_did_not_show(world, action, as_person):
    remedying.progress(world, action)
    response = post(as_person("clerk-1"), action, "undo")
    assert response.status_code == 409


def test_who_oversees_reads(action, as_person):
    body = as_person("secretary").get(url(action)).content.decode()
    assert "Ghi tiến độ" not in body
    assert as_person("clerk-2").get(url(action)).status_code == 404
