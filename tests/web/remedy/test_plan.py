from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from parindex.remedies.models import RemedialAction, RemedialPlan
from tests.support import aftermath, preparing, remedying, story


def address(publication, world, name="plan", commune=0, **more):
    place = {"publication_id": publication.pk, "unit_code": world.communes[commune].code}
    return reverse(f"remedy:{name}", kwargs={**place, **more})


def page(client, publication, world, query=""):
    return client.get(address(publication, world) + query).content.decode()


def test_one_click_on_the_result_makes_an_action_and_comes_back_to_the_loss(
    world, publication, as_person
):
    client = as_person("clerk-1")
    result = reverse("improve:result", args=[publication.pk, world.communes[0].code])
    body = client.get(result).content.decode()
    assert body.count("Lập việc khắc phục") == 4
    response = client.post(
        address(publication, world, "make"), {"code": "1.2.1", "ve": "ket-qua"}, follow=True
    )
    assert response.redirect_chain[-1][0] == f"{result}#muc-1.2.1"
    body = response.content.decode()
    assert "Đã lập việc số 1 cho mục 1.2.1" in body
    assert "Việc khắc phục: Chưa làm 0%" in " ".join(body.split())


def test_one_click_takes_the_measure_and_the_person_that_the_unit_named(
    world, publication, as_person
):
    from parindex.improvement.operations import save_duty

    aftermath.draft_review(publication, world)
    save_duty(
        cycle=world.cycle,
        unit=world.communes[0],
        code="1.2",
        person="Chị Lan",
        expected_version=0,
        actor=world.clerk(),
        now=aftermath.LATER,
    )
    as_person("clerk-1").post(address(publication, world, "make"), {"code": "1.2.1"})
    action = RemedialAction.objects.get()
    assert (action.text, action.owner) == (aftermath.LESSON.measure, "Chị Lan")


def test_an_empty_plan_leads_to_the_result(world, publication, as_person):
    body = page(as_person("clerk-1"), publication, world)
    assert "Chưa có việc khắc phục nào." in body
    assert reverse("improve:result", args=[publication.pk, world.communes[0].code]) in body
    assert "Mục mất điểm chưa có việc" in body


def test_the_form_is_filled_and_keeps_what_was_typed(world, publication, as_person):
    client = as_person("clerk-1")
    body = page(client, publication, world, "?lap=1.2.1")
    assert "cần thêm 1 nhiệm vụ hoàn thành" in body
    assert "31/12/2020" in body
    typed = {
        "code": "1.2.1",
        "text": "Họp giao việc hằng tháng",
        "owner": "Anh Ba",
        "due_on": "32/13/2020",
        "aim": "MOST",
    }
    response = client.post(address(publication, world, "make"), typed)
    assert response.status_code == 422
    body = response.content.decode()
    assert "Không hiểu ngày “32/13/2020”" in body
    assert "Họp giao việc hằng tháng" in body
    response = client.post(address(publication, world, "make"), {**typed, "due_on": "1/6/2020"})
    action = RemedialAction.objects.get()
    assert response["Location"].endswith(f"#viec-{action.pk}")
    assert (action.owner, action.due_on) == ("Anh Ba", dt.date(2020, 6, 1))


def test_overdue_stands_first_and_filters_live_in_the_address(
    world, publication, as_person, settings
):
    remedying.make(publication, world, text="Việc xa", owner="Anh Ba")
    remedying.make(publication, world, text="Việc gần", due_on=dt.date(2020, 3, 1))
    settings.PARINDEX_NOW = remedying.MAY
    client = as_person("clerk-1")
    body = page(client, publication, world)
    assert body.index("Việc gần") < body.index("Việc xa")
    assert "Quá hạn ·" in body
    late = page(client, publication, world, "?trang-thai=qua-han")
    assert "Việc gần" in late
    assert "Việc xa" not in late
    found = page(client, publication, world, "?tim=anh+ba+viec")
    assert "Việc xa" in found
    assert "Việc gần" not in found
    nothing = page(client, publication, world, "?tim=khongco")
    assert "Không có việc nào khớp với bộ lọc." in nothing


def test_commitments_stand_on_the_same_board(world, settings, as_person):
    commitment = preparing.commit(world)
    publication = story.publish(world)
    settings.PARINDEX_NOW = aftermath.LATER
    client = as_person("clerk-1")
    body = page(client, publication, world)
    assert commitment.text in body
    assert "cam kết" in body
    url = address(publication, world, "commitment", commitment_id=commitment.pk)
    refused = client.post(url, {"percent": "140", "note": "Đang trình"})
    assert refused.status_code == 422
    assert "Đang trình" in refused.content.decode()
    client.post(url, {"percent": "40%", "note": "Đang trình"})
    assert "40%" in page(client, publication, world, "?loai=cam-ket")
    assert commitment.text not in page(client, publication, world, "?loai=viec&tim=x")


def test_the_clerk_hands_up_and_the_leader_approves(world, publication, as_person):
    remedying.make(publication, world)
    url = address(publication, world, "step")
    as_person("clerk-1").post(url, {"action": "request"})
    leader = as_person("leader-1")
    shown = leader.get(address(publication, world))
    seen = shown.context["page"].seen_hash
    assert "Duyệt đúng nội dung" in shown.content.decode()
    refused = leader.post(url, {"action": "return", "reason": ""})
    assert refused.status_code == 422
    leader.post(url, {"action": "approve", "seen_hash": seen})
    assert RemedialPlan.objects.get().state == "APPROVED"
    assert "Trần Lãnh Đạo 1" in page(leader, publication, world)


def test_the_coordinator_reads_and_changes_nothing(world, publication, as_person):
    remedying.make(publication, world)
    client = as_person("coordinator")
    body = page(client, publication, world)
    assert "Trình lãnh đạo duyệt" not in body
    assert client.post(address(publication, world, "make"), {"code": "2.1"}).status_code == 404


def test_the_plan_as_a_workbook(world, publication, as_person):
    remedying.make(publication, world)
    response = as_person("clerk-1").get(address(publication, world, "plan_file"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    head = [cell.value for cell in sheet[3]]
    row = dict(zip(head, [cell.value for cell in sheet[4]], strict=True))
    assert row["Mã mục"] == "1.2.1"
    assert row["Hạn"] == dt.datetime(2020, 12, 31)
    assert (row["Điểm đã mất"], row["Điểm dự kiến lấy lại"]) == (1, 1)
    assert sheet.freeze_panes == "C4"


@pytest.mark.parametrize("code", ["1.1", "99", ""])
def test_no_action_is_made_of_what_lost_nothing(world, publication, as_person, code):
    response = as_person("clerk-1").post(address(publication, world, "make"), {"code": code})
    assert response.status_code == 422
    assert not RemedialAction.objects.exists()


def test_the_effect_adds_up_to_the_change_of_the_index(world, publication, as_person):
    remedying.make(publication, world)
    client = as_person("clerk-1")
    url = address(publication, world, "effect")
    assert "Chưa có kết quả sau để so." in client.get(url).content.decode()
    remedying.publish_next_year(world, publication, **{"1_2_1": "2", "2_1": "0.5"})
    assert url in page(client, publication, world)
    body = " ".join(client.get(url).content.decode().split())
    assert "Chỉ số thay đổi +7,5 điểm phần trăm" in body
    assert "bằng +10 từ các mục có việc khắc phục cộng −2,5 từ các mục còn lại" in body
