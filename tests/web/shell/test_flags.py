"""Cross-checks beside a component: seen, set aside with a reason, brought back; with and without scripts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from parindex.assessments.models import ComponentEntry
from parindex.crosschecks.models import FlagDismissal
from tests.support import story

HTMX = {"HX-Request": "true"}
REASON = "Đã đối chiếu với báo cáo gốc"


@pytest.fixture
def flagged(world, settings):
    """Commune 1 claims more in 2.1 than the rule gives; commune 2 handed in commune 1's documents."""
    settings.PARINDEX_NOW = story.APPRAISED
    story.submit(world, 0)
    story.submit(world, 1)
    ComponentEntry.objects.filter(dossier=world.dossier(), code="2.1").update(self_score=Decimal(1))
    return world


@pytest.fixture
def as_justice(client, flagged):
    client.force_login(flagged.people["tp.appraiser"])
    return client


def address(world, name: str = "flags", *, commune: int = 0, code: str = "2.1", **more) -> str:
    place = {"dossier_id": world.dossier(commune).pk, "code": code}
    return reverse(f"shell:{name}", kwargs={**place, **more})


def case(world, *, commune: int = 0, code: str = "2.1") -> str:
    return reverse("appraise:case", args=[world.round.pk, world.dossier(commune).pk, code])


def fingerprint(client, world) -> str:
    [row] = client.get(address(world)).context["panel"].open
    return str(row.flag.fingerprint)


def dismiss(client, world, *, reason: str = REASON, **more):
    typed = {"fingerprint": fingerprint(client, world), "reason": reason}
    return client.post(address(world, "dismiss_flag"), typed, **more)


def test_the_case_shows_the_flag_and_the_way_to_set_it_aside(as_justice, flagged):
    page = as_justice.get(case(flagged)).content.decode()
    assert "cao hơn 0,25 điểm so với điểm tính" in page
    assert "1 cảnh báo" in page
    assert address(flagged, "dismiss_flag") in page
    assert page.count('id="flags"') == 1


def test_a_case_without_flags_says_so(as_justice, flagged):
    page = as_justice.get(case(flagged, code="2.2")).content.decode()
    assert "Không có cảnh báo nào cần xem." in page


def test_the_links_lead_to_both_documents(as_justice, flagged):
    page = as_justice.get(case(flagged, commune=1, code="1.2.1"))
    links = {label: url for row in page.context["panel"].open for label, url in row.links}
    assert set(links) == {"Xem tài liệu", "Tài liệu của Xã Mẫu 01"}
    for url in links.values():
        response = as_justice.get(url)
        assert response.status_code == 200
        b"".join(response)


def test_setting_aside_answers_with_the_panel_alone(as_justice, flagged):
    response = dismiss(as_justice, flagged, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "Đã bỏ qua 1 cảnh báo" in page
    assert REASON in page
    assert "Phạm Thẩm Định" in page


def test_without_scripts_one_comes_back_to_the_page(as_justice, flagged):
    response = dismiss(as_justice, flagged)
    assert response.url == address(flagged)
    assert "Đã bỏ qua cảnh báo" in as_justice.get(response.url).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_without_a_reason_the_error_stands_at_the_field(as_justice, flagged, headers):
    response = dismiss(as_justice, flagged, reason=" ", headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Hãy ghi lý do" in page
    assert 'aria-invalid="true"' in page
    assert not FlagDismissal.objects.exists()


def test_a_flag_that_changed_meanwhile_keeps_nothing_and_says_so(as_justice, flagged):
    old = fingerprint(as_justice, flagged)
    ComponentEntry.objects.filter(dossier=flagged.dossier(), code="2.1").update(
        self_score=Decimal("0.9")
    )
    response = as_justice.post(
        address(flagged, "dismiss_flag"), {"fingerprint": old, "reason": REASON}, headers=HTMX
    )
    assert response.status_code == 422
    assert "tải lại trang" in response.content.decode()


def test_a_flag_is_brought_back(as_justice, flagged):
    dismiss(as_justice, flagged)
    kept = FlagDismissal.objects.get()
    response = as_justice.post(address(flagged, "restore_flag", dismissal_id=kept.pk), headers=HTMX)
    assert "Cảnh báo đã được đưa trở lại" in response.content.decode()
    assert fingerprint(as_justice, flagged) == kept.fingerprint


def test_the_coordinator_looks_but_sets_nothing_aside(client, flagged):
    client.force_login(flagged.people["coordinator"])
    page = client.get(address(flagged)).content.decode()
    assert "cao hơn 0,25 điểm" in page
    assert "Bỏ qua…" not in page


@pytest.mark.parametrize("username", ["clerk-1", "clerk-2", "nv.appraiser", "admin"])
def test_nobody_else_gets_in(client, flagged, username):
    client.force_login(flagged.people[username])
    assert client.get(address(flagged)).status_code == 404
    assert client.post(address(flagged, "dismiss_flag")).status_code == 404


def test_a_component_that_is_not_there_is_not_found(as_justice, flagged):
    assert as_justice.get(address(flagged, code="9.9")).status_code == 404


def test_a_dossier_that_is_not_handed_in_has_no_flags_page(client, world):
    client.force_login(world.people["secretary"])
    assert client.get(address(world)).status_code == 404


# the queue


def test_the_queue_counts_and_filters_flagged_components(as_justice, flagged):
    queue = reverse("appraise:queue", args=[flagged.round.pk])
    board = as_justice.get(queue).context["board"]
    narrowed = as_justice.get(f"{queue}?canh-bao=1&xem=danh-sach")
    shown = {(item.dossier.unit.name, item.node.code) for item in narrowed.context["board"].shown}
    assert ("Xã Mẫu 01", "2.1") in shown
    assert ("Xã Mẫu 01", "2.2") not in shown
    assert len(shown) == board.flagged_count
    page = narrowed.content.decode()
    assert 'name="canh-bao"' in page
    assert "cảnh báo" in page
    assert "q-flagged" in as_justice.get(queue).content.decode()


def test_what_was_set_aside_is_not_counted(as_justice, flagged):
    queue = reverse("appraise:queue", args=[flagged.round.pk])
    before = as_justice.get(queue).context["board"].flagged_count
    dismiss(as_justice, flagged)
    assert as_justice.get(queue).context["board"].flagged_count == before - 1


# the unit's own desk


def hints_of(client, dossier, *, htmx=True):
    url = reverse("selfassess:hints", args=[dossier.pk])
    return client.get(url, headers=HTMX if htmx else {}).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_the_desk_hints_at_what_the_council_will_see(client, world, settings, htmx):
    settings.PARINDEX_NOW = story.DRAFTED
    story.submit(world, 0)
    story.fill_in(world, 1)
    client.force_login(world.people["clerk-2"])
    desk = client.get(reverse("selfassess:desk", args=[world.dossier(1).pk])).content.decode()
    assert reverse("selfassess:hints", args=[world.dossier(1).pk]) in desk
    found = hints_of(client, world.dossier(1), htmx=htmx)
    assert ("Hội đồng sẽ thấy 2 điểm cần đối chiếu" in found) is htmx
    assert "trùng với tài liệu của một đơn vị khác" in found
    assert "Bỏ qua…" not in found


def test_a_saved_score_renews_its_hint(client, world, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    story.fill_in(world)
    client.force_login(world.people["clerk-1"])
    place = [world.dossier().pk, "2.1"]
    url = reverse("selfassess:component_hints", args=place)
    desk = reverse("selfassess:desk", args=place[:1])
    assert url in client.get(f"{desk}?linh-vuc=2").content.decode()
    assert "cao hơn 0,25 điểm" not in client.get(url).content.decode()
    client.post(
        reverse("selfassess:save_component", args=place),
        {"self_score": "1", "reason": "Lý do", "version": "1"},
        headers=HTMX,
    )
    assert "cao hơn 0,25 điểm" in client.get(url).content.decode()


def test_after_handing_in_the_unit_reads_no_hints(client, world, settings):
    settings.PARINDEX_NOW = story.APPRAISED
    story.submit(world, 0)
    story.submit(world, 1)
    client.force_login(world.people["clerk-2"])
    page = client.get(reverse("selfassess:desk", args=[world.dossier(1).pk])).content.decode()
    assert "data-hints" not in page
    assert "Hội đồng sẽ thấy" not in hints_of(client, world.dossier(1))
