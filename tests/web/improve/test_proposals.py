from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.improvement.models import CriteriaProposal
from tests.support import aftermath
from tests.web.improve.test_result import UNIT, text_of

pytestmark = pytest.mark.django_db
WORDS = {
    "criteria_set": "mini-commune",
    "node_code": "1.2.1",
    "kind": "POINTS",
    "text": "Nên nâng điểm",
    "points": "3",
    "rule": "",
}


def test_a_unit_proposes_rewrites_and_reads_the_answer(world, as_person):
    clerk = as_person("clerk-1")
    here = reverse("improve:own_proposals", args=[world.cycle.code, UNIT])
    send = reverse("improve:submit", args=[world.cycle.code, UNIT])
    assert "Chưa có kiến nghị nào" in text_of(clerk, here)
    page = text_of(clerk, f"{here}?bo=mini-commune&muc=1.2.1")
    assert 'value="1.2.1" selected' in page
    refused = clerk.post(send, WORDS | {"points": "ba", "text": "Đã gõ"})
    assert (refused.status_code, "Đã gõ" in refused.content.decode()) == (422, True)
    assert clerk.post(send, WORDS).status_code == 302
    row = CriteriaProposal.objects.get()
    assert "Sửa kiến nghị" in text_of(clerk, f"{here}?sua={row.pk}")
    changed = WORDS | {"proposal": str(row.pk), "version": "1", "text": "Nâng lên 3 điểm"}
    assert clerk.post(send, changed).status_code == 302
    assert clerk.post(send, changed).status_code == 409
    row.refresh_from_db()
    aftermath.accept(world, row)
    page = text_of(clerk, here)
    assert "Đưa vào dự thảo năm 2020" in page
    assert "Tiếp thu" in page


def test_the_coordinator_answers_a_group_and_comes_back_to_the_same_filter(world, as_person):
    rows = [aftermath.propose(world, commune) for commune in (0, 1)]
    aftermath.propose(world, 1, "2.1")
    coordinator = as_person("coordinator")
    here = reverse("improve:proposals", args=[world.cycle.code])
    page = text_of(coordinator, f"{here}?trang-thai=cho&tim=muc+do")
    assert "2/2 chờ trả lời" in page
    assert "Văn bản trái thẩm quyền" not in page
    answer = reverse("improve:answer", args=[world.cycle.code])
    typed = {
        "ids": [row.pk for row in rows],
        "state": "REJECTED",
        "answer": "",
        "group": f"{world.commune_set.pk}-1.2.1",
        "trang-thai": "cho",
        **{f"version-{row.pk}": "1" for row in rows},
    }
    refused = coordinator.post(answer, typed)
    assert (refused.status_code, "nội dung trả lời" in refused.content.decode()) == (422, True)
    done = coordinator.post(answer, typed | {"answer": "Theo quyết định"})
    assert done.url.startswith(f"{here}?trang-thai=cho#g-")
    assert coordinator.post(answer, typed | {"answer": "Lại"}).status_code == 409
    assert "Không có kiến nghị nào khớp" in text_of(coordinator, f"{here}?trang-thai=ACCEPTED")
    for query in ("loai=METHOD", "bo=mini-commune", "linh-vuc=2"):
        assert "panel-flush" in text_of(coordinator, f"{here}?{query}")


def test_the_secretary_reads_and_does_not_answer(world, as_person):
    aftermath.propose(world)
    page = text_of(as_person("secretary"), reverse("improve:proposals", args=[world.cycle.code]))
    assert "Ngưỡng 100%" in page
    assert 'name="answer"' not in page
