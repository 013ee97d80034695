"""The pages in the second language, through the catalogue as it is kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from babel.messages.mofile import write_mo
from django.core.cache import cache
from django.urls import reverse

from tests.support import story
from tests.support.messages import messages_of, read_catalogue, texts, translations

VIETNAMESE = re.compile(r"[\u00c0-\u024f\u1ea0-\u1ef9]")
READ_ALOUD = {"alt", "aria-label", "data-label", "placeholder", "title"}
# Also words of the criteria set that the small world scores by, which stay as they were issued.
OF_THE_SET = {"Có", "Không", "văn bản", "trường hợp"}


class Interface(HTMLParser):
    """Collects every text of a page and every attribute that a person is shown or told."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag, attrs):
        self._hidden = tag in {"script", "style"}
        self.texts += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)


def shown(response) -> list[str]:
    page = Interface()
    page.feed(response.content.decode())
    return [line for text in page.texts if (line := " ".join(text.split()))]


@pytest.fixture(scope="session")
def catalogue():
    return read_catalogue()


@pytest.fixture(scope="session")
def locale(catalogue, tmp_path_factory):
    """Compile the catalogue as ``./run`` does; ``locale/en`` may hold an older one."""
    root = tmp_path_factory.mktemp("locale")
    compiled = root / "en" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return root


@pytest.fixture(scope="session")
def vietnamese(catalogue):
    """Return the sentences of the interface that English replaces; none with a place to fill in."""
    return {
        text.replace("%%", "%")
        for message in messages_of(catalogue).values()
        for text in texts(message)
        if "%(" not in text and VIETNAMESE.search(text) and text not in translations(message)
    } - OF_THE_SET


@pytest.fixture
def english(client, settings, locale):
    cache.clear()
    settings.LOCALE_PATHS = [locale]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_interface_s_sentences_are_many(vietnamese):
    assert len(vietnamese) > 500


# name -> who opens it, where, and what they read there
PAGES = {
    "home": ("", "public:home", "How a score comes about"),
    "sign-in": ("", "account_login", "Username"),
    "criteria set": ("", "public:criteria_set", "How it is scored"),
    "work list": ("clerk-2", "shell:work", "1 task is waiting for you."),
    "work of the council": ("tp.appraiser", "shell:work", "Appraisal"),
    "desk": ("clerk-2", "selfassess:desk", "Check and request approval"),
    "hand in": ("clerk-2", "selfassess:submit", "Submit"),
    "receipt": ("clerk-1", "selfassess:receipt", "On time"),
    "queue": ("tp.appraiser", "appraise:queue", "Appraisal desk"),
    "case": ("tp.appraiser", "appraise:case", "Points awarded"),
    "board": ("coordinator", "manage:cycle", "Next step"),
    "dossier": ("secretary", "manage:dossier", "Written supplement request"),
    "publication": ("coordinator", "manage:publish", "Ranking and publication"),
    "journal": ("admin", "manage:journal", "Full name or username"),
}


def address(world, username: str, view: str) -> str:
    """Return where the view is: clerk-2's dossier is not handed in yet, all others are about clerk-1's."""
    cycle, stored = world.cycle.code, world.commune_set.code
    dossier = world.dossier(1 if username == "clerk-2" else 0).pk
    args: dict[str, list[object]] = {
        "public:criteria_set": [stored],
        "selfassess:desk": [dossier],
        "selfassess:submit": [dossier],
        "selfassess:receipt": [dossier],
        "appraise:queue": [world.round.pk],
        "appraise:case": [world.round.pk, dossier, "2.1"],
        "manage:cycle": [cycle],
        "manage:dossier": [cycle, dossier],
        "manage:publish": [cycle, stored],
        "manage:journal": [cycle],
    }
    return reverse(view, args=args.get(view))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_in_english(english, world, settings, vietnamese, name):
    settings.PARINDEX_NOW = story.APPRAISED
    story.submit(world)
    username, view, sentence = PAGES[name]
    if username:
        english.force_login(world.people[username])
    response = english.get(address(world, username, view))
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en">' in response.content.decode()
    lines = shown(response)
    assert sentence in lines
    assert sorted(vietnamese & set(lines)) == []


def test_a_missing_page_is_told_in_english(english, world, vietnamese):
    response = english.get("/khong-co/")
    assert response.status_code == 404
    lines = shown(response)
    assert "Page not found" in lines
    assert sorted(vietnamese & set(lines)) == []


def test_a_refusal_is_told_in_english(english, world):
    page = english.post(reverse("account_login"), {"login": "clerk-1", "password": "sai"})
    assert "The username or the password is not correct." in page.content.decode()


def test_moments_and_counts_are_told_in_english(english, world, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    english.force_login(world.people["clerk-1"])
    page = " ".join(english.get(reverse("shell:work")).content.decode().split())
    assert "due before 00:00 on 23/01/2020" in page
    assert "12 days left" in page


@pytest.mark.parametrize(
    ("username", "view", "sentence"),
    [
        ("clerk-1", "selfassess:desk", "9/10 = 90% (from 80% to below 100%): 1/2 points."),
        ("tp.appraiser", "appraise:case", "1 văn bản (0.25 points off for each văn bản)"),
        ("secretary", "manage:dossier", "9/10 = 90% (from 80% to below 100%): 1/2 points."),
    ],
)
def test_how_points_came_to_be_is_told_in_english(
    english, world, settings, username, view, sentence
):
    settings.PARINDEX_NOW = story.APPRAISED
    story.submit(world)
    english.force_login(world.people[username])
    assert any(sentence in line for line in shown(english.get(address(world, username, view))))


def test_names_and_criteria_stay_as_they_were_issued(english, world, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    english.force_login(world.people["clerk-1"])
    desk = english.get(reverse("selfassess:desk", args=[world.dossier().pk])).content.decode()
    assert "UBND xã Mẫu 01" in desk
    assert world.commune_set.decision_number in desk


def test_vietnamese_is_spoken_to_who_chose_nothing(client, world):
    page = client.get(reverse("account_login"), headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "vi"
    assert "Tên đăng nhập" in shown(page)
