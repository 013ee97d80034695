"""What people type wrongly, and what somebody sends on purpose: a clear sentence, nothing lost, no trace."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from parindex.kernel import journal
from tests.support import story
from tests.support.story import World

DOCUMENT = {
    "kind": "PLAN",
    "number": "05/KH-UBND",
    "issued_on": "15/01/2019",
    "issuer": "UBND xã Mẫu 01",
    "summary": "Kế hoạch cải cách hành chính năm",
}
SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One wrong thing: who sends what where at which stage, and what must come back."""

    name: str
    who: str = "clerk-1"
    stage: str = "drafting"
    route: str
    url: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, Any]
    says: str
    keeps: str = ""
    status: int = 422
    at: dt.datetime = story.DRAFTED


def file(name: str, content: bytes) -> Callable[[], ContentFile[bytes]]:
    return lambda: ContentFile(content, name=name)


def office(name: str, *members: str) -> Callable[[], ContentFile[bytes]]:
    """Return an archive that calls itself a Word file."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return file(name, kept.getvalue())


def fact(name: str, code: str, typed: Mapping[str, str], says: str) -> Wrong:
    keeps = next((value for value in typed.values() if value), "")
    return Wrong(
        name=name,
        route="selfassess:save_fact",
        url={"fact_code": code},
        typed={**typed, "version": "0"},
        says=says,
        keeps=keeps,
    )


def scored(name: str, points: str, says: str, *, code: str = "1.1", **more: Any) -> Wrong:
    return Wrong(
        name=name,
        route="selfassess:save_component",
        url={"code": code},
        typed={"self_score": points, "reason": "lý do đã gõ", "version": "0"},
        says=says,
        **({"keeps": "lý do đã gõ"} | more),
    )


def document(name: str, says: str, changes: Mapping[str, Any]) -> Wrong:
    return Wrong(
        name=name,
        route="selfassess:attach",
        url={"code": "1.1"},
        typed={**DOCUMENT, "file": file("ke-hoach.pdf", story.PDF), **changes},
        says=says,
        keeps="" if "summary" in changes else DOCUMENT["summary"],
    )


WRONG = (
    fact("a negative count", "wrong_documents", {"value": "-3"}, "từ 0 trở lên"),
    fact("a count that is no number", "wrong_documents", {"value": "ba"}, "số nguyên"),
    fact(
        "a numerator over its denominator",
        "plan_tasks",
        {"numerator": "12", "denominator": "10"},
        "không được lớn hơn mẫu số",
    ),
    fact("a date that does not exist", "report_sent_on", {"value": "31/02/2019"}, "Ngày"),
    fact("a date in words", "report_sent_on", {"value": "hôm qua"}, "Ngày"),
    scored("more points than there are", "3", "từ 0 đến 2"),
    scored("negative points", "-1", ""),
    scored("points in words", "hai điểm", "số"),
    scored("points in scientific notation", "1e9", "số"),
    scored("not a number", "NaN", "số"),
    scored("points finer than the set rounds", "1,2345", "2 chữ số"),
    scored("points between the steps of a judged component", "0,3", "mỗi bậc 0,25", code="2.2"),
    scored("points for what the survey scores", "1", "điều tra xã hội học", code="2.3", keeps=""),
    document(
        "a program that calls itself a PDF",
        "không phải là .pdf",
        {"file": file("ke-hoach.pdf", b"MZ\x90\x00" * 64)},
    ),
    document(
        "a page that calls itself a picture",
        "không phải là .png",
        {"file": file("anh.png", SCRIPT.encode())},
    ),
    document(
        "a kind of file that is not taken", "PDF", {"file": file("ke-hoach.svg", SCRIPT.encode())}
    ),
    document("an empty file", "Tệp rỗng", {"file": file("ke-hoach.pdf", b"")}),
    document("no file", "tệp", {"file": lambda: ""}),
    document(
        "an archive that calls itself a Word file",
        "không phải là .docx",
        {"file": office("ke-hoach.docx", "hello.txt")},
    ),
    document(
        "a Word file with macros",
        "macro",
        {"file": office("ke-hoach.docx", "word/document.xml", "word/vbaProject.bin")},
    ),
    document("a document without a number", "", {"number": ""}),
    document("a document of tomorrow", "", {"issued_on": "15/01/2030"}),
    Wrong(
        name="saving after approval, from a page that is stale",
        stage="approved",
        route="selfassess:save_component",
        url={"code": "1.1"},
        typed={"self_score": "1", "explanation": "chữ vừa gõ", "version": "1"},
        says="duyệt",
        keeps="chữ vừa gõ",
    ),
    Wrong(
        name="approving content that changed meanwhile",
        who="leader-1",
        stage="asked",
        route="selfassess:sheet",
        url={"sheet_id": "SHEET"},
        typed={"action": "approve", "seen_hash": "0" * 64},
        says="đã thay đổi sau khi anh/chị mở trang",
    ),
    Wrong(
        name="handing in twice",
        stage="submitted",
        route="selfassess:submit",
        typed={},
        says="đã được nộp rồi",
    ),
    Wrong(
        name="handing in late without the head's word",
        who="leader-1",
        stage="approved",
        route="selfassess:submit",
        typed={"late_explanation": " "},
        says="giải trình",
        at=story.APPRAISED,
    ),
    Wrong(
        name="an award that differs without a reason",
        who="nv.appraiser",
        stage="submitted",
        route="appraise:award",
        url={"round_id": "ROUND", "code": "1.1"},
        typed={"points": "0,5", "reason": "", "version": "0"},
        says="lý do",
        keeps='value="0,5"',
        at=story.APPRAISED,
    ),
    Wrong(
        name="a survey result above 100 percent",
        who="tp.appraiser",
        stage="submitted",
        route="appraise:survey",
        url={"round_id": "ROUND", "code": "2.3"},
        typed={"percent": "120"},
        says="không được lớn hơn 100",
        keeps='value="120"',
        at=story.APPRAISED,
    ),
    Wrong(
        name="a request for supplements that names no component",
        who="secretary",
        stage="submitted",
        route="manage:supplement",
        url={"cycle_code": "mau-2019"},
        typed={"number": "2/HĐ", "reason": "Đề nghị bổ sung", "day": "20/02/2020", "time": "17:00"},
        says="mục",
        keeps="Đề nghị bổ sung",
        at=story.APPRAISED,
    ),
    Wrong(
        name="a ruling without a reason",
        who="chair",
        stage="provisional",
        route="manage:ruling",
        url={"cycle_code": "mau-2019", "code": "1.1"},
        typed={"points": "1", "reason": " "},
        says="lý do",
        keeps='value="1"',
        at=story.APPRAISED,
    ),
    Wrong(
        name="a reply after the window",
        stage="provisional",
        route="selfassess:save_reply",
        url={"code": "1.1"},
        typed={"text": "Xin xem lại", "version": "0"},
        says="hạn",
        keeps="Xin xem lại",
        at=story.REPLY_DUE,
    ),
)
STAGES: Mapping[str, Callable[[World], object]] = {
    "drafting": lambda _world: None,
    "asked": story.request_approval,
    "approved": story.approve,
    "submitted": story.submit,
    "provisional": story.send_provisional,
}


def address(world: World, wrong: Wrong) -> str:
    known = {"SHEET": world.sheet().pk, "ROUND": world.round.pk}
    given = {key: known.get(value, value) for key, value in wrong.url.items()}
    return reverse(wrong.route, kwargs={"dossier_id": world.dossier().pk, **given})


def person(world: World, username: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[username])
    return client


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_a_wrong_thing_is_answered_with_a_sentence_and_loses_nothing(
    world: World, settings, wrong: Wrong
):
    STAGES[wrong.stage](world)
    settings.PARINDEX_NOW = wrong.at
    before = journal.size()
    typed = {key: value() if callable(value) else value for key, value in wrong.typed.items()}
    answer = person(world, wrong.who).post(address(world, wrong), typed)
    text = answer.content.decode()
    assert answer.status_code == wrong.status, text[-3000:]
    assert wrong.says in text
    assert wrong.keeps in text
    assert "Traceback" not in text
    assert journal.size() == before


def test_two_people_saving_the_same_component_keep_both_texts(world: World, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    url = reverse("selfassess:save_component", args=[world.dossier().pk, "1.1"])
    person(world, "leader-1").post(
        url, {"self_score": "1", "explanation": "của lãnh đạo", "version": "0"}
    )
    answer = person(world, "clerk-1").post(
        url, {"self_score": "2", "explanation": "của cán bộ", "version": "0"}
    )
    assert answer.status_code == 409
    for text in ("của lãnh đạo", "của cán bộ", "Trần Lãnh Đạo 1"):
        assert text in answer.content.decode()


def test_two_people_entering_the_same_fact_keep_both_numbers(world: World, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    url = reverse("selfassess:save_fact", args=[world.dossier().pk, "wrong_documents"])
    person(world, "leader-1").post(url, {"value": "71", "version": "0"})
    answer = person(world, "clerk-1").post(url, {"value": "82", "version": "0"})
    assert answer.status_code == 409
    assert "71" in answer.content.decode()
    assert "82" in answer.content.decode()


def test_a_script_in_a_name_stays_text_everywhere(world: World, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    clerk, dossier = person(world, "clerk-1"), world.dossier()
    attach = reverse("selfassess:attach", args=[dossier.pk, "1.1"])
    typed = {
        **DOCUMENT,
        "summary": SCRIPT,
        "issuer": SCRIPT,
        "file": ContentFile(story.PDF, name=f"{SCRIPT}.pdf"),
    }
    assert clerk.post(attach, typed).status_code == 302
    page = clerk.get(reverse("selfassess:desk", args=[dossier.pk])).content.decode()
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_200_megabytes_are_turned_away_before_they_are_kept(world: World, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    url = reverse("selfassess:attach", args=[world.dossier().pk, "1.1"])
    answer = person(world, "clerk-1").generic(
        "POST", url, b"0" * (200 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "Tệp lớn 200 MB, vượt giới hạn 50 MB" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_vietnamese(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["clerk-1"])
    answer = client.post(reverse("selfassess:submit", args=[world.dossier().pk]))
    assert answer.status_code == 403
    assert "Hãy" in answer.content.decode()


def test_an_expired_session_says_so_without_losing_the_page(world: World):
    url = reverse("selfassess:save_component", args=[world.dossier().pk, "1.1"])
    answer = Client().post(url, {"self_score": "1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in answer.content.decode()
