from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.appraisal import operations as council
from parindex.appraisal.queries import load_docket, supplement_requests
from parindex.kernel.clock import VIETNAM
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, STRANGERS, words

REQUEST = {
    "number": "05/HĐ-CCHC",
    "reason": "Bổ sung báo cáo năm",
    "codes": ["1.2.1", "2.1"],
    "day": "07/02/2020",
    "time": "17:00",
}


def url(dossier, path=""):
    return f"{CYCLE}ho-so/{dossier.pk}/{path}"


def reply(world, code="1.1", text="Kế hoạch đã công khai trên trang thông tin xã."):
    council.save_reply(
        dossier_id=world.dossier().pk,
        code=code,
        text=text,
        expected_version=0,
        actor=world.clerk(),
        now=story.APPRAISED,
    )


@pytest.mark.parametrize("username", OVERSEERS)
def test_those_who_oversee_read_a_docket(world, as_, username):
    dossier = story.award_all(world)
    page = as_(username).get(url(dossier))
    assert page.status_code == 200
    assert "UBND xã Mẫu 01" in words(page)


@pytest.mark.parametrize("username", [*STRANGERS, "admin"])
def test_everybody_else_finds_nothing(world, as_, username):
    dossier = story.submit(world)
    client = as_(username)
    assert client.get(url(dossier)).status_code == 404
    for path in ("bo-sung/", "ket-qua-tam-thoi/", "muc/1.1/", "ket-luan/"):
        assert client.post(url(dossier, path)).status_code == 404


def test_a_dossier_is_found_only_under_its_own_cycle(world, as_):
    dossier = story.submit(world)
    answer = as_("chair").get(f"/dieu-phoi/khac-2020/ho-so/{dossier.pk}/")
    assert answer.status_code == 404


def test_before_submission_the_page_tells_how_far_it_is_and_whom_to_call(world, as_):
    text = words(as_("secretary").get(url(world.dossier())))
    assert "Đơn vị chưa nộp nên Hội đồng chưa thẩm định." in text
    assert "Trần Lãnh Đạo 1" in text


def test_the_districts_own_form_is_not_appraised_here(world, as_):
    text = words(as_("secretary").get(url(world.district_dossier())))
    assert "do Hội đồng cấp trên thẩm định" in text
    assert "Phòng Tư pháp" in text


def test_the_docket_names_the_agencies_that_are_behind(world, as_):
    page = as_("secretary").get(url(story.submit(world))).context["page"]
    assert [(item.name, list(item.codes)) for item in page.waiting] == [
        ("Phòng Nội vụ", ["1.1"]),
        ("Phòng Tư pháp", ["1.2.1", "1.2.2", "2.1", "2.2", "2.3"]),
    ]
    assert page.blocks_notice == "Còn 6 mục chưa có điểm thẩm định."


def test_the_secretary_asks_for_supplements_in_writing(world, as_):
    dossier = story.submit(world)
    answer = as_("secretary").post(url(dossier, "bo-sung/"), REQUEST)
    assert answer.headers["Location"] == url(dossier)
    request = supplement_requests(dossier).get()
    assert (request.number, request.due_at) == (
        "05/HĐ-CCHC",
        dt.datetime(2020, 2, 7, 17, 0, tzinfo=VIETNAM),
    )
    assert sorted(item.code for item in request.items.all()) == ["1.2.1", "2.1"]
    assert "05/HĐ-CCHC" in words(as_("secretary").get(url(dossier)))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": " "}, "Hãy ghi số, ký hiệu của văn bản yêu cầu."),
        ({"number": "9" * 61}, "ghi tối đa 60 ký tự."),
        ({"codes": ["9.9"]}, "9.9"),
        ({"codes": []}, "Hãy chọn ít nhất một tiêu chí thành phần cần bổ sung."),
        ({"reason": ""}, "Hãy ghi nội dung cần bổ sung."),
        ({"day": ""}, "Hãy ghi hạn bổ sung."),
        ({"day": "31/02/2020"}, "Không hiểu ngày “31/02/2020”."),
        ({"day": "01/02/2020"}, "Hạn bổ sung phải sau thời điểm hiện tại."),
    ],
)
def test_a_refused_request_says_why_and_keeps_what_was_typed(world, as_, changed, sentence):
    dossier = story.submit(world)
    answer = as_("secretary").post(url(dossier, "bo-sung/"), REQUEST | changed)
    assert answer.status_code == 422
    text = words(answer)
    assert sentence in text
    kept = answer.context["page"].supplement
    assert (kept.reason, kept.codes) == (
        (REQUEST | changed)["reason"],
        tuple((REQUEST | changed)["codes"]),
    )
    assert not supplement_requests(dossier).exists()


def test_the_coordinator_sees_no_buttons_of_the_council(world, as_):
    dossier = story.award_all(world)
    text = words(as_("coordinator").get(url(dossier)))
    assert "supplement-form" not in text
    assert "ket-qua-tam-thoi" not in text
    assert as_("coordinator").post(url(dossier, "bo-sung/"), REQUEST).status_code == 404


def test_ticked_components_stay_ticked_behind_a_filter(world, as_):
    dossier = story.submit(world)
    answer = as_("secretary").get(
        url(dossier, "?loc=bo-sung&codes=1.1"), headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="cases">')
    assert '<input type="hidden" name="codes" value="1.1" form="supplement-form" >' in words(answer)


def test_the_provisional_result_waits_for_every_award(world, as_):
    dossier = story.submit(world)
    answer = as_("secretary").post(
        url(dossier, "ket-qua-tam-thoi/"), {"day": "10/02/2020", "time": "17:00"}
    )
    assert answer.status_code == 422
    assert "Còn 6 mục chưa thẩm định, trước hết là mục 1.1." in words(answer)


def test_the_secretary_sends_the_provisional_result(world, as_):
    dossier = story.award_all(world)
    client = as_("secretary")
    assert "Xác nhận gửi" in words(client.get(url(dossier)))
    client.post(url(dossier, "ket-qua-tam-thoi/"), {"day": "10/02/2020", "time": "17:00"})
    assert world.dossier().stage == "AWAITING_REPLY"
    notice = load_docket(world.dossier()).notice
    assert notice is not None
    assert notice.reply_due_at == story.REPLY_DUE


def test_the_chair_does_not_send_the_provisional_result(world, as_):
    dossier = story.award_all(world)
    answer = as_("chair").post(url(dossier, "ket-qua-tam-thoi/"), {"day": "10/02/2020"})
    assert answer.status_code == 404
    assert world.dossier().stage == "UNDER_APPRAISAL"


def test_the_chair_reads_the_reply_and_rules_with_a_reason(world, as_):
    dossier = story.send_provisional(world)
    reply(world)
    client = as_("chair")
    page = client.get(url(dossier, "?loc=giai-trinh&muc=1.1"))
    text = words(page)
    assert "Kế hoạch đã công khai trên trang thông tin xã." in text
    assert [case.code for field in page.context["page"].fields for case in field.cases] == ["1.1"]
    answer = client.post(
        url(dossier, "muc/1.1/?loc=giai-trinh"), {"points": "1,5", "reason": "Công khai muộn."}
    )
    assert answer.headers["Location"] == url(dossier, "?loc=giai-trinh#m-1.1")
    ruling = load_docket(world.dossier()).cases["1.1"].ruling
    assert ruling is not None
    assert (ruling.points, ruling.reason) == (Decimal("1.5"), "Công khai muộn.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"points": "", "reason": "x"}, "Hãy ghi điểm kết luận."),
        ({"points": "hai", "reason": "x"}, "Không hiểu số điểm “hai”."),
        ({"points": "1", "reason": ""}, "Hãy ghi lý do kết luận."),
        ({"points": "9", "reason": "x"}, "r-error"),
    ],
)
def test_a_refused_ruling_says_why_and_keeps_what_was_typed(world, as_, typed, sentence):
    dossier = story.send_provisional(world)
    answer = as_("chair").post(url(dossier, "muc/1.1/"), typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.context["page"].ruling.points == typed["points"]
    assert load_docket(world.dossier()).cases["1.1"].ruling is None


def test_an_unknown_component_opens_no_form_and_cannot_be_ruled_on(world, as_):
    dossier = story.send_provisional(world)
    client = as_("chair")
    assert client.get(url(dossier, "?muc=9.9")).status_code == 200
    answer = client.post(url(dossier, "muc/9.9/"), {"points": "1", "reason": "x"})
    assert answer.status_code in {404, 422}


def test_control_characters_do_not_reach_the_journal(world, as_):
    dossier = story.submit(world)
    as_("secretary").post(url(dossier, "bo-sung/"), REQUEST | {"reason": "Bổ\x00 sung"})
    assert supplement_requests(dossier).get().reason == "Bổ sung"


@pytest.mark.parametrize("username", ["coordinator", "secretary"])
def test_only_the_chair_rules_and_decides(world, as_, at, username):
    dossier = story.send_provisional(world)
    at(story.DECIDED)
    client = as_(username)
    assert "Kết luận hồ sơ…" not in words(client.get(url(dossier)))
    assert client.post(url(dossier, "ket-luan/")).status_code == 404
    answer = client.post(url(dossier, "muc/1.1/"), {"points": "1", "reason": "x"})
    assert answer.status_code == 404
    assert world.dossier().stage == "AWAITING_REPLY"


def test_the_decision_waits_for_the_window_of_replies(world, as_):
    dossier = story.send_provisional(world)
    client = as_("chair")
    text = words(client.get(url(dossier)))
    assert "Đơn vị còn được giải trình đến 17:00 ngày 10/02/2020" in text
    assert "Kết luận hồ sơ…" not in text
    answer = client.post(url(dossier, "ket-luan/"))
    assert answer.status_code == 422
    assert "kết luận sau thời điểm đó" in words(answer)


def test_the_chair_decides_and_the_docket_shows_the_final_points(world, as_, at):
    dossier = story.send_provisional(world)
    at(story.DECIDED)
    client = as_("chair")
    assert "Kết luận hồ sơ…" in words(client.get(url(dossier)))
    client.post(url(dossier, "ket-luan/"))
    assert world.dossier().stage == "DECIDED"
    text = words(client.get(url(dossier)))
    assert "Hoàng Chủ Tịch kết luận lúc" in text
    assert "Điểm cuối cùng" in text


@pytest.mark.parametrize("communes", [1, 3])
def test_a_docket_costs_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.submit(world, commune)
    count_queries(as_("secretary"), url(world.dossier()), 19)
