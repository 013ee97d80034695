"""Measures the pages of the database that the settings name, and prints the figures as JSON."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402 - after Django
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.timing import timed  # noqa: E402
from parindex.accounts.models import User  # noqa: E402
from parindex.assessments.models import ComponentEntry, Dossier  # noqa: E402
from parindex.scenarios.many_units import CODE  # noqa: E402

RUNS = 15
TOKEN = "x" * 32
Answer = Callable[[dict[str, Any]], tuple[str, bytes]]


class Person:
    """Somebody signed in, who asks the WSGI application as a server would."""

    def __init__(self, username: str) -> None:
        client = Client()
        client.force_login(User.objects.get(username=username))
        cookie = SimpleCookie(
            {
                settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
                settings.CSRF_COOKIE_NAME: TOKEN,
            }
        )
        self.cookies = cookie.output(header="", sep=";").strip()
        self.application = get_wsgi_application()

    def ask(self, path: str, post: dict[str, str] | None = None) -> bytes:
        """Answer a request; anything but 200 is an error of the measurement."""
        path, _, query = path.partition("?")
        body = urlencode(post or {}).encode()
        said: list[str] = []
        answer = self.application(
            {
                "REQUEST_METHOD": "GET" if post is None else "POST",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "HTTP_HOST": "localhost",
                "HTTP_COOKIE": self.cookies,
                "HTTP_X_CSRFTOKEN": TOKEN,
                "HTTP_HX_REQUEST": "true" if post is not None else "",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(body),
                "wsgi.errors": io.StringIO(),
            },
            lambda status, _headers, _error=None: said.append(status),
        )
        content = b"".join(answer)
        answer.close()
        assert said[0].startswith("200"), (path, said, content[:400])
        return content


def main() -> None:
    """Measure the four pages and their raw counterparts."""
    drafted = Dossier.objects.filter(unit__code=f"{CODE}.xa-00001").get()
    Dossier.objects.filter(pk=drafted.pk).update(stage="SELF_ASSESSMENT")  # its clerk still writes
    drafted.sheets.update(state="DRAFTING", approved_hash="")
    round_id = drafted.round_id
    coordinator, appraiser, clerk = (
        Person(f"thutai.{who}") for who in ("dieuphoi", "thamdinh", "canbo")
    )
    found = {
        "board": _page(lambda: coordinator.ask(f"/dieu-phoi/{CODE}/")),
        "queue": _page(lambda: appraiser.ask(f"/tham-dinh/{round_id}/")),
        "save": _page(_saving(clerk, drafted.pk)),
        "dossier": _page(lambda: clerk.ask(f"/tu-danh-gia/{drafted.pk}/")),
    }
    found |= _raw(drafted.pk)
    print(json.dumps(found))


def _page(ask: Callable[[], object]) -> dict[str, float]:
    ask()
    with CaptureQueriesContext(connection) as seen:
        ask()
    return {"queries": len(seen), "ms": timed("", ask, runs=RUNS).median * 1e3}


def _saving(clerk: Person, dossier_id: int) -> Callable[[], object]:
    """Return a save that changes the text each time, as a clerk does."""
    entry = ComponentEntry.objects.filter(dossier_id=dossier_id).order_by("code").first()
    assert entry is not None
    path, count = f"/tu-danh-gia/{dossier_id}/muc/{entry.code}/", [entry.version]

    def save() -> bytes:
        said = {
            "self_score": str(entry.self_score).replace(".", ","),
            "explanation": f"Giải trình lần {count[0]}",
            "reason": "Đơn vị tính lại theo số liệu mới.",
            "version": str(count[0]),
        }
        count[0] += 1
        return clerk.ask(path, said)

    return save


def _raw(dossier_id: int) -> dict[str, dict[str, float]]:
    """Write one row with a journal line, and read a dossier's rows, with nothing between WSGI and SQL."""
    base = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=NORMAL")
    base.execute("CREATE TABLE IF NOT EXISTS raw_line (at TEXT, said TEXT)")

    def save(environ: dict[str, Any]) -> tuple[str, bytes]:
        said = environ["wsgi.input"].read().decode()
        base.execute("BEGIN IMMEDIATE")
        base.execute(
            "UPDATE assessments_componententry SET explanation = ?"
            " WHERE id = (SELECT min(id) FROM assessments_componententry WHERE dossier_id = ?)",
            (said, dossier_id),
        )
        base.execute("INSERT INTO raw_line VALUES (datetime(), ?)", (said,))
        base.execute("COMMIT")
        return "200 OK", b"saved"

    def dossier(_environ: dict[str, Any]) -> tuple[str, bytes]:
        lines = []
        for table in ("factentry", "componententry", "evidencelink"):
            rows = base.execute(
                f"SELECT * FROM assessments_{table} WHERE dossier_id = ?", (dossier_id,)
            )
            lines += [f"<tr><td>{'</td><td>'.join(map(str, row))}</td></tr>" for row in rows]
        return "200 OK", "\n".join(lines).encode()

    return {
        "raw save": {"ms": timed("", lambda: _asked(save), runs=RUNS).median * 1e3},
        "raw dossier": {"ms": timed("", lambda: _asked(dossier), runs=RUNS).median * 1e3},
    }


def _asked(answer: Answer) -> bytes:
    """Call the smallest application there can be, as a server would."""

    def application(environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        status, body = answer(environ)
        start(status, [("Content-Length", str(len(body)))])
        return [body]

    body = io.BytesIO(b"explanation=abc")
    return b"".join(application({"wsgi.input": body}, lambda *_said: None))


main()
