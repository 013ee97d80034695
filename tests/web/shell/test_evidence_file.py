from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from parindex.assessments import operations as desk
from parindex.assessments.models import EvidenceLink
from tests.support import story

PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)


def docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def attach(world, name: str, content: bytes) -> EvidenceLink:
    return desk.attach_document(
        dossier_id=world.dossier().pk,
        code="2.1",
        details=story.details(),
        upload=ContentFile(content, name=name),
        actor=world.clerk(),
        now=story.DRAFTED,
    )


def fetch(client, world, username: str, link: EvidenceLink, **more):
    """Return the answer, read to its end as ``body``."""
    client.force_login(world.people[username])
    response = client.get(reverse("shell:evidence_file", args=[link.pk]), **more)
    response.body = response.getvalue() if response.streaming else response.content
    return response


@pytest.mark.parametrize("name", ["bao-cao.pdf", "anh.png"])
def test_a_pdf_and_a_picture_open_in_the_browser_and_can_run_nothing(client, world, name):
    link = attach(world, name, PNG if name.endswith("png") else story.PDF)
    response = fetch(client, world, "clerk-1", link)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_picture_is_sandboxed(client, world):
    response = fetch(client, world, "clerk-1", attach(world, "anh.png", PNG))
    assert response.headers["Content-Security-Policy"].endswith("; sandbox")


def test_anything_else_is_saved_never_shown(client, world):
    response = fetch(client, world, "clerk-1", attach(world, "Báo cáo.docx", docx()))
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''B%C3%A1o"
    )
    assert response.body == docx()


def test_the_content_is_what_was_uploaded(client, world):
    assert fetch(client, world, "clerk-1", attach(world, "a.pdf", story.PDF)).body == story.PDF


def test_an_unchanged_file_is_not_sent_twice(client, world):
    link = attach(world, "a.pdf", story.PDF)
    tag = fetch(client, world, "clerk-1", link).headers["ETag"]
    assert fetch(client, world, "clerk-1", link, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("leader-1", 200),
        ("secretary", 200),
        ("chair", 200),
        ("coordinator", 200),
        ("clerk-2", 404),
        ("nv.clerk", 404),
        ("tp.appraiser", 404),
        ("admin", 404),
    ],
)
def test_before_submission_only_the_desk_and_the_overseers_see_a_document(
    client, world, username, status
):
    assert fetch(client, world, username, attach(world, "a.pdf", story.PDF)).status_code == status


@pytest.mark.parametrize(
    ("username", "status"),
    [("nv.appraiser", 200), ("tp.appraiser", 404), ("clerk-2", 404), ("nv.clerk", 404)],
)
def test_after_submission_the_appraisers_of_the_component_see_it_too(
    client, world, username, status
):
    story.submit(world)
    assert (
        fetch(client, world, username, EvidenceLink.objects.get(code="1.1")).status_code == status
    )


def test_a_stranger_is_asked_to_sign_in(client, world):
    link = attach(world, "a.pdf", story.PDF)
    assert client.get(reverse("shell:evidence_file", args=[link.pk])).status_code == 302


def test_there_is_no_guessing(client, world):
    client.force_login(world.people["clerk-1"])
    assert client.get("/tai-lieu/999999/").status_code == 404
