from __future__ import annotations

import pytest

from parindex.accounts.models import Membership
from parindex.kernel.models import JournalEntry
from parindex.units.models import Unit
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, STRANGERS, words

PAGE = f"{CYCLE}nhat-ky/"


@pytest.mark.parametrize("username", [*OVERSEERS, "admin"])
def test_overseers_and_the_administrator_read_the_journal(world, as_, username):
    page = as_(username).get(PAGE)
    assert page.status_code == 200
    assert "Mở kỳ đánh giá" in words(page)


@pytest.mark.parametrize("username", STRANGERS)
def test_everybody_else_finds_nothing(world, as_, username):
    assert as_(username).get(PAGE).status_code == 404


def test_an_entry_says_who_did_what_to_what(world, as_):
    story.send_provisional(world)
    page = as_("secretary").get(f"{PAGE}?viec=provisional.sent").context["page"]
    (entry,) = page.entries
    assert entry.line.actor == "Vũ Thư Ký (secretary)"
    assert (entry.what, entry.where) == ("Gửi kết quả tạm thời", "Xã Mẫu 01")
    assert entry.details == [("hạn giải trình", "17:00 ngày 10/02/2020")]
    assert len(entry.hash_start) == 12


def test_entries_about_components_facts_and_assignments_are_told_in_words(world, as_):
    story.fill_in(world)
    client = as_("coordinator")

    def told(action):
        entries = client.get(f"{PAGE}?viec={action}").context["page"].entries
        return [(entry.where, entry.details) for entry in entries]

    assert ("Xã Mẫu 01 · mục 2.2", [("sau", "điểm tự chấm: 0,5")]) in told("component.saved")
    assert ("Xã Mẫu 01 · số liệu plan_tasks", [("sau", "tử số: 9; mẫu số: 10")]) in told(
        "fact.saved"
    )
    assert told("cycle.assigned")[0] == (
        "Huyện Mẫu",
        [
            ("mục", "1.2"),
            ("cơ quan", "Phòng Tư pháp"),
            ("bộ tiêu chí", "mini-commune"),
            ("việc", "thẩm định"),
            ("căn cứ", "Công văn mẫu"),
        ],
    )


def test_the_journal_is_searched_by_person_and_by_day(world, as_):
    story.submit(world)
    client = as_("coordinator")
    entries = client.get(f"{PAGE}?nguoi=leader-1").context["page"].entries
    assert {entry.line.action for entry in entries} == {"sheet.approved"}
    entries = client.get(f"{PAGE}?ngay=10/01/2020&viec=dossier.submitted").context["page"].entries
    assert [entry.where for entry in entries] == ["Xã Mẫu 01"]
    text = words(client.get(f"{PAGE}?ngay=11/01/2020"))
    assert "Không có mục nào khớp." in text
    assert "Không hiểu ngày “mai”." in words(client.get(f"{PAGE}?ngay=mai"))


def test_older_entries_are_one_page_away(world, as_):
    story.submit(world, 0)
    story.submit(world, 1)
    client = as_("coordinator")
    first = client.get(PAGE).context["page"]
    assert len(first.entries) == 40
    second = client.get(f"{PAGE}?truoc={first.oldest}").context["page"]
    assert second.entries[0].line.number < first.entries[-1].line.number
    assert second.oldest is None


def test_what_belongs_to_no_unit_is_for_administrators_of_the_highest_body(world, as_):
    url = f"{PAGE}?pham-vi=tat-ca&viec=criteria_set.imported"
    assert as_("coordinator").get(url).context["page"].entries == []
    assert as_("admin").get(url).context["page"].entries == []
    province = Unit.objects.get(code="mau")
    Membership.objects.filter(user__username="admin").update(unit=province)
    assert len(as_("admin").get(url).context["page"].entries) == 2


def test_an_intact_chain_is_told_in_words(world, as_):
    text = words(as_("chair").get(f"{PAGE}?kiem=1"))
    size = JournalEntry.objects.count()
    assert f"Chuỗi nhật ký nguyên vẹn: đã đọc lại cả {size} mục" in text


def test_a_tampered_entry_is_found_and_named(world, as_):
    story.submit(world)
    entry = JournalEntry.objects.filter(action="dossier.submitted").get()
    JournalEntry.objects.filter(pk=entry.pk).update(actor="Ai Đó (khac)")
    answer = as_("chair").get(f"{PAGE}?kiem=1", headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<div id="chain"')
    assert f"Mục {entry.number}: nội dung đã bị sửa sau khi ghi." in text
    listed = words(as_("chair").get(f"{PAGE}?viec=dossier.submitted"))
    assert "nội dung đã bị sửa sau khi ghi" in listed


def test_the_administrator_finds_no_links_to_pages_they_may_not_open(world, as_):
    story.submit(world)
    text = words(as_("admin").get(PAGE))
    assert "/ho-so/" not in text
    assert f'href="{CYCLE}"' not in text


@pytest.mark.parametrize("communes", [1, 3])
def test_the_journal_costs_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.submit(world, commune)
    count_queries(as_("coordinator"), PAGE, 10)
