"""Evidence on the desk: adding, re-using, taking back, refusing with a sentence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parindex.assessments.queries import load_workbook
from tests.support import story

DETAILS = {
    "kind": "PLAN",
    "number": "12/KH-UBND",
    "issued_on": "20/01/2019",
    "issuer": "UBND xã Mẫu 01",
    "summary": "Kế hoạch năm",
}


def pdf(name="ke-hoach.pdf", content=story.PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def evidence(world, code="1.1"):
    return load_workbook(world.dossier()).lines[code].evidence


def attach(person, desk, *, htmx=True, code="1.1", **changes):
    sent = {name: value for name, value in (DETAILS | {"file": pdf()} | changes).items() if value}
    return person.post(f"{desk}muc/{code}/tai-lieu/", sent, htmx=htmx)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_document_is_added(world, sign_in, desk, htmx):
    answer = attach(sign_in("clerk-1"), desk, htmx=htmx)
    assert answer.status_code == (200 if htmx else 302)
    (link,) = evidence(world)
    assert (link.document.number, link.document.file_name) == ("12/KH-UBND", "ke-hoach.pdf")


def test_the_form_asks_for_what_the_letter_asks(sign_in, desk):
    page = sign_in("clerk-1").get(f"{desk}muc/1.1/tai-lieu/").content.decode()
    for label in ("Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Tệp", "50 MB"):
        assert label in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"file": pdf(content=b"MZ program")}, "Nội dung tệp không phải là .pdf"),
        ({"file": pdf(name="may.exe")}, "Không nhận tệp “may.exe”"),
        ({"file": None}, "Hãy chọn tệp văn bản"),
        ({"number": ""}, "Hãy ghi số, ký hiệu"),
        ({"issued_on": "32/01/2019"}, "Không hiểu ngày “32/01/2019”"),
        ({"issued_on": "01/01/2031"}, "ở tương lai"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_document_is_refused_and_nothing_typed_is_lost(
    world, sign_in, desk, htmx, changes, sentence
):
    if changes.get("file"):
        changes["file"].seek(0)
    answer = attach(sign_in("clerk-1"), desk, htmx=htmx, **changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if htmx:  # only the sentences are swapped in, the form stays as it is
        assert answer["HX-Retarget"] == "#ae-1-1"
    else:
        assert 'value="Kế hoạch năm"' in answer.content.decode()
    assert evidence(world) == ()


def test_a_file_above_the_limit_is_refused_with_the_limit(world, sign_in, desk, settings):
    settings.PARINDEX_UPLOAD_MAX_MB = 1
    big = pdf(content=story.PDF + b"0" * 1024 * 1024)
    answer = attach(sign_in("clerk-1"), desk, file=big)
    assert answer.status_code == 422
    assert "vượt giới hạn 1 MB" in answer.content.decode()
    assert evidence(world) == ()


def test_a_document_is_taken_back_and_put_back(world, sign_in, desk):
    clerk = sign_in("clerk-1")
    attach(clerk, desk)
    document = evidence(world)[0].document_id
    answer = clerk.post(f"{desk}muc/1.1/tai-lieu/go/", {"document_id": document}, htmx=True)
    assert "Gắn lại" in answer.content.decode()
    assert evidence(world) == ()
    clerk.post(f"{desk}muc/1.1/tai-lieu/co-san/", {"document_id": document}, htmx=True)
    assert len(evidence(world)) == 1


def test_a_document_serves_one_more_component(world, sign_in, desk):
    clerk = sign_in("clerk-1")
    attach(clerk, desk)
    document = evidence(world)[0].document_id
    form = clerk.get(f"{desk}muc/1.2.1/tai-lieu/", htmx=True).content.decode()
    assert "12/KH-UBND" in form
    clerk.post(f"{desk}muc/1.2.1/tai-lieu/co-san/", {"document_id": document})
    assert evidence(world, "1.2.1")[0].document_id == document


def test_evidence_lifts_the_warning(sign_in, desk):
    clerk = sign_in("clerk-1")
    clerk.post(f"{desk}muc/1.1/", {"version": "0", "self_score": "2"})
    assert "sẽ bị tính 0" in clerk.get(desk).content.decode()
    assert "sẽ bị tính 0" not in attach(clerk, desk).content.decode()


def test_a_document_of_another_year_is_marked(sign_in, desk):
    answer = attach(sign_in("clerk-1"), desk, issued_on="20/01/2018")
    assert "Ban hành ngoài thời gian lấy số liệu" in answer.content.decode()


def test_a_strange_unit_attaches_nothing(world, sign_in, desk):
    assert attach(sign_in("clerk-2"), desk).status_code == 404
    assert evidence(world) == ()
