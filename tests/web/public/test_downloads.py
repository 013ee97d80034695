from __future__ import annotations

import hashlib
import io

import openpyxl
import pytest
from django.urls import reverse

from parindex.results.exports import results_csv

KINDS = {
    "ket-qua.csv": ("text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    "ket-qua.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    "ket-qua.json": ("application/json", b"{"),
    "thong-bao.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        b"PK",
    ),
    "thong-bao.pdf": ("application/pdf", b"%PDF"),
}


@pytest.mark.parametrize("name", KINDS)
def test_anybody_may_download(client, publication, name: str):
    answer = client.get(f"/ket-qua/{publication.pk}/{name}")
    content_type, start = KINDS[name]
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == content_type
    assert answer.content.startswith(start)
    stem, suffix = name.split(".")
    assert (
        answer.headers["Content-Disposition"]
        == f'attachment; filename="{stem}-mau-2019-mini-commune-1.{suffix}"'
    )


@pytest.mark.parametrize("name", KINDS)
def test_caches_may_keep_a_file_and_ask_whether_it_is_the_same(client, publication, name: str):
    first = client.get(f"/ket-qua/{publication.pk}/{name}")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in first.headers.get("Vary", "")
    again = client.get(
        f"/ket-qua/{publication.pk}/{name}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_json_file_has_the_published_hash(client, publication):
    data = client.get(reverse("public:snapshot", args=[publication.pk])).content
    assert hashlib.sha256(data).hexdigest() == publication.content_hash


def test_files_hold_what_the_exports_make(client, publication):
    answer = client.get(reverse("public:csv", args=[publication.pk]))
    assert answer.content == results_csv(publication)
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("public:xlsx", args=[publication.pk])).content)
    )
    assert book.sheetnames == ["Xếp hạng", "Chi tiết", "Nguồn"]


def test_a_file_cannot_be_posted_to(client, publication):
    assert client.post(reverse("public:csv", args=[publication.pk])).status_code == 405
