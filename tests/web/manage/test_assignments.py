from __future__ import annotations

import pytest

from parindex.assessments import operations as desk
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import assignment_table
from parindex.kernel.models import JournalEntry
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, STRANGERS, words

APPRAISAL = f"{CYCLE}phan-cong/mini-commune/tham-dinh/"
OWN = f"{CYCLE}phan-cong/mini-district/tu-cham/"


def effective(world, code, stored=None, purpose=Purpose.APPRAISE):
    rows = assignment_table(world.cycle, stored or world.commune_set, purpose)
    return next(row.effective.name for row in rows if row.node.code == code and row.effective)


@pytest.mark.parametrize("username", OVERSEERS)
@pytest.mark.parametrize("url", [APPRAISAL, OWN])
def test_those_who_oversee_read_both_tables(world, as_, url, username):
    assert as_(username).get(url).status_code == 200


@pytest.mark.parametrize("username", [*STRANGERS, "admin"])
def test_everybody_else_finds_nothing(world, as_, username):
    assert as_(username).get(APPRAISAL).status_code == 404
    assert as_(username).post(f"{APPRAISAL}1/", {"agency": ""}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["mini-commune/tu-cham/", "mini-district/tham-dinh/", "mini-commune/khac/", "x/tham-dinh/"],
)
def test_a_table_that_the_cycle_does_not_have_is_not_found(world, as_, path):
    assert as_("coordinator").get(f"{CYCLE}phan-cong/{path}").status_code == 404


def test_an_exception_is_marked_against_its_field(world, as_):
    page = as_("coordinator").get(APPRAISAL)
    table = page.context["table"]
    assert [share.code for share in table.shares if share.is_exception] == ["1.2"]
    assert "theo mục 1 thì là Phòng Nội vụ" in words(page)
    assert [(holding.agency.name, holding.texts) for holding in table.holdings] == [
        ("Phòng Nội vụ", ["Lĩnh vực 1 (trừ 1.2)"]),
        ("Phòng Tư pháp", ["Lĩnh vực 2", "Tiêu chí 1.2"]),
    ]


@pytest.mark.parametrize(
    ("depth", "codes"),
    [
        ("", ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]),
        ("thanh-phan", ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.2", "2.3"]),
        ("ngoai-le", ["1", "1.2", "2"]),
    ],
)
def test_the_table_goes_as_deep_as_asked(world, as_, depth, codes):
    table = as_("chair").get(f"{APPRAISAL}?xem={depth}").context["table"]
    assert [share.code for share in table.shown] == codes


def test_the_coordinator_names_another_agency_and_the_journal_keeps_it(world, as_):
    answer = as_("coordinator").post(
        f"{APPRAISAL}2.1/", {"agency": "huyen-mau.noi-vu", "source": "Công văn 15"}
    )
    assert answer.headers["Location"] == f"{APPRAISAL}?#n-2.1"
    assert effective(world, "2.1") == "Phòng Nội vụ"
    entry = JournalEntry.objects.filter(action="cycle.assigned").latest("number")
    assert '"node":"2.1"' in entry.data
    assert "Công văn 15" in entry.data


def test_an_exception_can_follow_its_field_again(world, as_):
    as_("coordinator").post(f"{APPRAISAL}1.2/", {"agency": ""})
    assert effective(world, "1.2.1") == "Phòng Nội vụ"


def test_a_saved_row_comes_back_as_a_fragment(world, as_):
    answer = as_("coordinator").post(
        f"{APPRAISAL}2/?xem=thanh-phan",
        {"agency": "huyen-mau.noi-vu", "source": ""},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="sharing">')
    assert "Đã lưu" in text


def test_one_row_opens_for_a_change_only_for_the_coordinator(world, as_):
    assert 'name="agency"' in words(as_("coordinator").get(f"{APPRAISAL}?sua=1.2"))
    text = words(as_("chair").get(f"{APPRAISAL}?sua=1.2"))
    assert 'name="agency"' not in text
    assert "Chỉ để xem: Phòng Nội vụ (cơ quan điều phối) phân công." in text


def test_only_the_coordinator_shares_out(world, as_):
    assert as_("secretary").post(f"{APPRAISAL}1/", {"agency": ""}).status_code == 404
    assert effective(world, "1.1") == "Phòng Nội vụ"


@pytest.mark.parametrize(
    ("path", "agency"), [("2/", "huyen-mau.xa-01"), ("9.9/", "huyen-mau.noi-vu")]
)
def test_an_unknown_agency_or_node_is_refused_with_a_sentence(world, as_, path, agency):
    answer = as_("coordinator").post(f"{APPRAISAL}{path}", {"agency": agency})
    assert answer.status_code == 422
    assert effective(world, "2.1") == "Phòng Tư pháp"


def test_the_districts_own_form_is_locked_once_it_is_handed_in(world, as_):
    from parindex.assessments.models import Dossier

    Dossier.objects.filter(pk=world.district_dossier().pk).update(stage="SUBMITTED")
    client = as_("coordinator")
    text = words(client.get(f"{OWN}?sua=1"))
    assert "Biểu của UBND huyện Mẫu đã nộp" in text
    assert 'name="agency"' not in text
    answer = client.post(f"{OWN}1/", {"agency": "huyen-mau.tu-phap"})
    assert answer.status_code == 422
    assert effective(world, "1.1", world.district_set, Purpose.SELF_SCORE) == "Phòng Nội vụ"


def test_appraisal_can_be_shared_out_anew_until_everything_is_appraised(world, as_, at):
    story.decide(world, 0)
    text = words(as_("coordinator").get(APPRAISAL))
    assert "Đã có 1 hồ sơ nộp" in text
    story.decide(world, 1)
    assert "không phân công lại được" in words(as_("coordinator").get(APPRAISAL))


def test_a_component_that_nobody_answers_for_is_called_out(world, as_):
    desk.share_out(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        purpose=Purpose.APPRAISE,
        node_code="2",
        agency=None,
        source="",
        actor=world.actor("coordinator"),
        now=story.OPENED,
    )
    text = words(as_("coordinator").get(APPRAISAL))
    assert "3 mục chưa giao cho ai:</b> 2.1, 2.2, 2.3." in text


@pytest.mark.parametrize("communes", [1, 3])
def test_the_table_costs_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    story.build_world(communes=communes)
    count_queries(as_("coordinator"), APPRAISAL, 9)
