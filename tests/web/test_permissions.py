"""Every address x every role x own or other unit: one table, and nothing of the house outside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.support import remedying, story
from tests.support.story import World
from tests.web.permission_collate import collate_rows
from tests.web.permission_reports import report_rows
from tests.web.permission_stage import build_stage

ANONYMOUS = "nobody"
PEOPLE = (
    *("clerk-1", "leader-1", "clerk-2", "leader-2"),
    *("nv.clerk", "nv.leader", "nv.appraiser", "tp.clerk", "tp.leader", "tp.appraiser"),
    *("secretary", "chair", "coordinator", "admin", "district.leader"),
)
ALL = frozenset(PEOPLE)
EVERYBODY = ALL | {ANONYMOUS}
NOBODY: frozenset[str] = frozenset()

OVERSEERS = frozenset({"secretary", "chair", "coordinator"})
DESK_1 = frozenset({"clerk-1", "leader-1"})
DESK_2 = frozenset({"clerk-2", "leader-2"})
DEPARTMENTS = frozenset({"nv.clerk", "nv.leader", "tp.clerk", "tp.leader"})
APPRAISERS = frozenset({"nv.appraiser", "tp.appraiser"})
HOME = frozenset({"nv.clerk", "nv.leader", "nv.appraiser"})  # leads 1.1 in every commune
JUSTICE = frozenset({"tp.clerk", "tp.leader", "tp.appraiser"})
PREPARES = DESK_1 | HOME | {"coordinator"}  # 1.1 of commune 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """An address as asked for in the small world, and exactly who gets an answer other than "not here"."""

    route: str
    who: frozenset[str]
    url: Mapping[str, str] = field(default_factory=dict)
    post: Mapping[str, str] | None = None
    about: str = ""

    def __str__(self) -> str:
        return f"{'POST' if self.post is not None else 'GET'} {self.route} {self.about}".strip()


def get(route: str, who: frozenset[str], *, about: str = "", **url: str) -> Row:
    return Row(route=route, who=who, url=url, about=about)


def post(
    route: str,
    who: frozenset[str],
    typed: Mapping[str, str] | None = None,
    /,
    *,
    about: str = "",
    **url: str,
) -> Row:
    return Row(route=route, who=who, url=url, post=typed or {}, about=about)


def _file(slug: str, ref: str, who: frozenset[str]) -> Row:
    return get("papers:download", who, about=f"{slug} {ref}", slug=slug, ref=ref, fmt="docx")


# In the address, a name in capitals stands for what the world holds (see ``_known``).
# Commune 1 has the provisional result, commune 2 is handed in, the district's own form is being drafted.
_OF_1 = {"dossier_id": "ONE"}
_OF_2 = {"dossier_id": "TWO"}
_OWN = {"dossier_id": "DISTRICT"}
_SHARE = {"set_code": "mini-commune", "purpose": "tham-dinh"}
_CASE = {"round_id": "ROUND", "dossier_id": "TWO", "code": "1.2.1"}
_HOME_CASE = {**_CASE, "code": "1.1"}
_PLACE = {"dossier_id": "TWO", "code": "1.2.1"}
_DOCKET = {"cycle_code": "mau-2019", "dossier_id": "ONE"}
_RESULT_1 = {"publication_id": "PUBLICATION", "unit_code": "huyen-mau.xa-01"}
_UNIT_1 = {"cycle_code": "mau-2019", "unit_code": "huyen-mau.xa-01"}
_DUE = {"day": "20/02/2020", "time": "17:00"}
_TEMPLATE_KIND = {"unit_code": "huyen-mau", "kind_slug": "cong-van-don-doc"}
_TEMPLATE = {"unit_code": "huyen-mau", "template_id": "TEMPLATE"}
_RULE = {
    "occasion": "SUBMISSION_DUE",
    "days": "3",
    "side": "truoc",
    "hour": "8",
    "audience": "BOTH",
    "in_app": "1",
}

TABLE = (
    # citizens
    get("public:home", EVERYBODY),
    get("public:results", EVERYBODY),
    get("public:publication", EVERYBODY, publication_id="PUBLICATION"),
    get("public:unit", EVERYBODY, publication_id="PUBLICATION", unit_code="huyen-mau.xa-01"),
    get("public:csv", EVERYBODY, publication_id="PUBLICATION"),
    get("public:xlsx", EVERYBODY, publication_id="PUBLICATION"),
    get("public:snapshot", EVERYBODY, publication_id="PUBLICATION"),
    get("public:announcement", EVERYBODY, publication_id="PUBLICATION", fmt="docx"),
    get("public:announcement", EVERYBODY, publication_id="PUBLICATION", fmt="pdf"),
    get("public:criteria", EVERYBODY),
    get("public:criteria_set", EVERYBODY, code="mini-commune"),
    # signed in
    get("shell:work", ALL),
    # evidence: the unit, who oversees, and once handed in the agency that appraises this very component
    get(
        "shell:evidence_file",
        DESK_2 | OVERSEERS | {"tp.appraiser"},
        link_id="LINK_121",
        about="of 1.2.1",
    ),
    get(
        "shell:evidence_file",
        DESK_2 | OVERSEERS | {"nv.appraiser"},
        link_id="LINK_11",
        about="of 1.1",
    ),
    get(
        "shell:evidence_file",
        OVERSEERS | {"nv.clerk", "nv.leader", "district.leader"},
        link_id="LINK_OWN",
        about="of home affairs in the district's own form",
    ),
    # cross-checks beside a component: its appraisers and the overseers see, the council sets aside
    get("shell:flags", OVERSEERS | {"tp.appraiser"}, **_PLACE),
    post(
        "shell:dismiss_flag",
        frozenset({"secretary", "chair", "tp.appraiser"}),
        {"fingerprint": "x", "reason": "Đã xem"},
        **_PLACE,
    ),
    post(
        "shell:restore_flag",
        frozenset({"secretary", "chair", "tp.appraiser"}),
        dismissal_id="NOTHING",
        **_PLACE,
    ),
    # the desk of commune 1
    get("selfassess:desk", DESK_1 | OVERSEERS, **_OF_1),
    get("selfassess:desk", DESK_2 | OVERSEERS, **_OF_2),
    get(
        "selfassess:desk",
        DEPARTMENTS | OVERSEERS | {"district.leader"},
        about="of the district",
        **_OWN,
    ),
    get("selfassess:field", DESK_1 | OVERSEERS, code="1", **_OF_1),
    get("selfassess:hints", DESK_1 | OVERSEERS, **_OF_1),
    get("selfassess:component_hints", DESK_1 | OVERSEERS, code="1.1", **_OF_1),
    get(
        "selfassess:component_hints",
        OVERSEERS | {"tp.clerk", "tp.leader", "district.leader"},
        code="1.2.1",
        about="of justice",
        **_OWN,
    ),
    post(
        "selfassess:save_component",
        DESK_1,
        {"self_score": "1", "version": "1"},
        code="1.1",
        **_OF_1,
    ),
    post(
        "selfassess:save_component",
        frozenset({"nv.clerk", "nv.leader"}),
        {"self_score": "1", "version": "0"},
        code="1.1",
        about="of home affairs",
        **_OWN,
    ),
    post(
        "selfassess:save_component",
        frozenset({"tp.clerk", "tp.leader"}),
        {"self_score": "1", "version": "0"},
        code="1.2.1",
        about="of justice",
        **_OWN,
    ),
    post(
        "selfassess:save_fact",
        DESK_1,
        {"value": "yes", "version": "1"},
        fact_code="plan_issued",
        **_OF_1,
    ),
    get("selfassess:attach", DESK_1 | OVERSEERS, code="1.1", **_OF_1),
    post(
        "selfassess:attach",
        DESK_1,
        {
            "number": "1/KH-UBND",
            "issued_on": "02/01/2019",
            "issuer": "UBND xã",
            "kind": "PLAN",
            "summary": "Kế hoạch",
            "file": "FILE",
        },
        code="1.1",
        **_OF_1,
    ),
    post("selfassess:attach_existing", DESK_1, {"document_id": "DOCUMENT"}, code="1.1", **_OF_1),
    post("selfassess:detach", DESK_1, {"document_id": "DOCUMENT"}, code="1.1", **_OF_1),
    get("selfassess:sheet", DESK_1 | OVERSEERS, sheet_id="SHEET_1", **_OF_1),
    get(
        "selfassess:sheet",
        OVERSEERS | {"nv.clerk", "nv.leader", "district.leader"},
        sheet_id="SHEET_NV",
        about="of home affairs",
        **_OWN,
    ),
    post(
        "selfassess:sheet",
        DESK_1,
        {"action": "request"},
        sheet_id="SHEET_1",
        about="ask for approval",
        **_OF_1,
    ),
    post(
        "selfassess:sheet",
        frozenset({"leader-1"}),
        {"action": "approve", "seen_hash": "x"},
        sheet_id="SHEET_1",
        about="approve",
        **_OF_1,
    ),
    post(
        "selfassess:sheet",
        frozenset({"leader-1"}),
        {"action": "return", "reason": "Thiếu"},
        sheet_id="SHEET_1",
        about="return",
        **_OF_1,
    ),
    post(
        "selfassess:save_remarks",
        DESK_1,
        {"difficulties": "x", "proposals": "", "version": "0"},
        sheet_id="SHEET_1",
        **_OF_1,
    ),
    get("selfassess:report", DESK_1 | OVERSEERS, sheet_id="SHEET_1", fmt="docx", **_OF_1),
    get("selfassess:report", DESK_1 | OVERSEERS, sheet_id="SHEET_1", fmt="pdf", **_OF_1),
    get("selfassess:submit", DESK_1 | OVERSEERS, **_OF_1),
    post("selfassess:submit", DESK_1, **_OF_1),
    post(
        "selfassess:submit",
        frozenset({"coordinator", "district.leader"}),
        about="of the district",
        **_OWN,
    ),
    get("selfassess:receipt", DESK_1 | OVERSEERS, **_OF_1),
    get("selfassess:supplements", DESK_2 | OVERSEERS, **_OF_2),
    post(
        "selfassess:supplement_attach",
        DESK_2,
        {
            "number": "1/KH-UBND",
            "issued_on": "02/01/2019",
            "issuer": "UBND xã",
            "kind": "PLAN",
            "summary": "Kế hoạch",
            "file": "FILE",
        },
        item_id="ITEM",
        **_OF_2,
    ),
    post("selfassess:supplement_answer", DESK_2, {"answer": "Đã gửi"}, item_id="ITEM", **_OF_2),
    get("selfassess:replies", DESK_1 | OVERSEERS, **_OF_1),
    post(
        "selfassess:save_reply",
        DESK_1,
        {"text": "Đề nghị xem lại", "version": "0"},
        code="1.1",
        **_OF_1,
    ),
    # the appraisers' desk: only what is assigned
    get("appraise:queue", APPRAISERS, round_id="ROUND"),
    get("appraise:case", frozenset({"tp.appraiser"}), **_CASE),
    get("appraise:case", frozenset({"nv.appraiser"}), about="of home affairs", **_HOME_CASE),
    post(
        "appraise:award",
        frozenset({"tp.appraiser"}),
        {"points": "0,5", "reason": "x", "version": "0"},
        **_CASE,
    ),
    post(
        "appraise:award",
        frozenset({"nv.appraiser"}),
        {"points": "0,5", "reason": "x", "version": "0"},
        about="of home affairs",
        **_HOME_CASE,
    ),
    post(
        "appraise:survey",
        frozenset({"tp.appraiser"}),
        {"percent": "80"},
        **{**_CASE, "code": "2.3"},
    ),
    # the coordinator's and the council's desk
    get("manage:cycle", OVERSEERS, cycle_code="mau-2019"),
    get("manage:assignments", OVERSEERS, cycle_code="mau-2019", **_SHARE),
    post(
        "manage:assign",
        frozenset({"coordinator"}),
        {"agency": "huyen-mau.tu-phap"},
        cycle_code="mau-2019",
        node_code="1",
        set_code="mini-district",
        purpose="tu-cham",
    ),
    get("manage:dossier", OVERSEERS, **_DOCKET),
    post(
        "manage:supplement",
        frozenset({"secretary", "chair"}),
        {"number": "2/HĐ", "codes": "1.1", "reason": "x", **_DUE},
        **{**_DOCKET, "dossier_id": "TWO"},
    ),
    post("manage:provisional", frozenset({"secretary"}), _DUE, **{**_DOCKET, "dossier_id": "TWO"}),
    post(
        "manage:ruling", frozenset({"chair"}), {"points": "1", "reason": "x"}, code="1.1", **_DOCKET
    ),
    post("manage:decision", frozenset({"chair"}), **_DOCKET),
    get("manage:publish", OVERSEERS, cycle_code="mau-2019", set_code="mini-commune"),
    post(
        "manage:announce",
        frozenset({"coordinator"}),
        {"number": "1/QĐ", "day": "14/02/2020", "signer": "A", "sure": "1"},
        cycle_code="mau-2019",
        set_code="mini-commune",
    ),
    # more time, guidance, the next round
    post(
        "manage:extend",
        frozenset({"coordinator"}),
        {"number": "15/UBND-NV", "date": "03/02/2020", "reason": "Lũ", **_DUE},
        cycle_code="mau-2019",
        **_OWN,
    ),
    get("manage:guides", OVERSEERS, cycle_code="mau-2019"),
    post(
        "manage:attach_guide",
        frozenset({"coordinator"}),
        {"place": "mini-commune:1.1", "title": "Hướng dẫn", "file": "FILE"},
        cycle_code="mau-2019",
    ),
    post(
        "manage:withdraw_guide",
        frozenset({"coordinator"}),
        cycle_code="mau-2019",
        guide_id="GUIDE",
    ),
    get("shell:guide_file", ALL, guide_id="GUIDE", about="of a cycle in which all have a part"),
    post("manage:start_round", frozenset({"coordinator"}), cycle_code="mau-2019", number="2"),
    get("selfassess:comparison", DESK_1 | OVERSEERS, dossier_id="NEXT"),
    get("manage:flags", OVERSEERS, cycle_code="mau-2019"),
    # the council, and a round as a whole
    get("manage:council", OVERSEERS | APPRAISERS, cycle_code="mau-2019"),
    post(
        "manage:appoint",
        frozenset({"secretary", "chair"}),
        {
            "agency": "huyen-mau.noi-vu",
            "person": "tp.clerk",
            "start": "03/02/2020",
            "end": "05/02/2020",
            "number": "5/QĐ",
            "date": "01/02/2020",
            "reason": "Đi công tác",
        },
        cycle_code="mau-2019",
    ),
    post(
        "manage:end_substitution",
        frozenset({"secretary", "chair"}),
        cycle_code="mau-2019",
        substitution_id="SUBSTITUTION",
    ),
    post(
        "manage:recuse",
        frozenset({"secretary", "chair", "nv.appraiser"}),
        {"person": "nv.appraiser", "unit": "huyen-mau.xa-01", "reason": "Anh ruột"},
        cycle_code="mau-2019",
    ),
    post(
        "manage:lift_recusal",
        frozenset({"secretary", "chair"}),
        cycle_code="mau-2019",
        recusal_id="RECUSAL",
    ),
    get("manage:requests", OVERSEERS, cycle_code="mau-2019"),
    post(
        "manage:request_many",
        frozenset({"secretary", "chair"}),
        {"number": "9/HĐ", "CODES_TWO": "1.1", "reason": "Thiếu", **_DUE},
        cycle_code="mau-2019",
    ),
    get("manage:sending", OVERSEERS, cycle_code="mau-2019"),
    post("manage:send_all", frozenset({"secretary"}), _DUE, cycle_code="mau-2019"),
    get("manage:readings", OVERSEERS, cycle_code="mau-2019"),
    post(
        "manage:draw",
        frozenset({"secretary"}),
        {"set_code": "mini-commune", "seed": "1", "share": "10"},
        cycle_code="mau-2019",
    ),
    get("manage:sign_off", OVERSEERS, cycle_code="mau-2019"),
    post(
        "manage:sign",
        frozenset({"chair"}),
        {"set_code": "mini-commune", "seen_hash": "x"},
        cycle_code="mau-2019",
    ),
    post("manage:reopen", frozenset({"chair"}), {"reason": "Sai sót"}, **_DOCKET),
    post(
        "manage:say",
        frozenset({"secretary", "chair"}),
        {"text": "Trang nào"},
        code="1.1",
        **_DOCKET,
    ),
    post("selfassess:say", DESK_1, {"text": "Trang 12"}, code="1.1", **_OF_1),
    post(
        "appraise:say",
        frozenset({"nv.appraiser"}),
        {"text": "Trang nào"},
        **{**_HOME_CASE, "dossier_id": "ONE"},
    ),
    get(
        "shell:thread_file",
        DESK_1 | OVERSEERS | {"nv.appraiser", "tp.appraiser"},
        attachment_id="ATTACHMENT",
        about="of 1.1, which justice reads a second time",
    ),
    get("appraise:readings", APPRAISERS, round_id="ROUND"),
    get("appraise:reading", frozenset({"tp.appraiser"}), **{**_HOME_CASE, "dossier_id": "ONE"}),
    post(
        "appraise:reading",
        frozenset({"tp.appraiser"}),
        {"says": "dong-y", "seen_award": "2"},
        **{**_HOME_CASE, "dossier_id": "ONE"},
    ),
    get("manage:journal", OVERSEERS | {"admin"}, cycle_code="mau-2019"),
    # notices: everybody's own, and the coordinator's chasing
    get("notify:inbox", ALL),
    post("notify:read", ALL),
    get("notify:open", frozenset({"clerk-1"}), notice_id="NOTICE"),
    get("notify:receiving", ALL),
    post("notify:address", ALL, {"email": "ten@mau.vn"}),
    post("notify:make_feed", ALL),
    post("notify:drop_feed", ALL),
    get("notify:feed", EVERYBODY, token="FEED"),
    get("notify:feed", NOBODY, token="sai", about="unknown"),
    get("notify:late", OVERSEERS, cycle_code="mau-2019"),
    get("notify:late_file", OVERSEERS, cycle_code="mau-2019"),
    get("notify:schedule", OVERSEERS, cycle_code="mau-2019"),
    get("notify:sent", OVERSEERS, cycle_code="mau-2019"),
    get("notify:call", frozenset({"coordinator"}), cycle_code="mau-2019"),
    post(
        "notify:call",
        frozenset({"coordinator"}),
        {"noi-dung": "x", "pham-vi": "tat-ca", "ma": "a1", "sure": "1"},
        cycle_code="mau-2019",
    ),
    post("notify:add_rule", frozenset({"coordinator"}), _RULE, cycle_code="mau-2019"),
    post(
        "notify:change_rule",
        frozenset({"coordinator"}),
        {**_RULE, "version": "1"},
        cycle_code="mau-2019",
        rule_id="RULE",
    ),
    post("notify:remove_rule", frozenset({"coordinator"}), cycle_code="mau-2019", rule_id="RULE"),
    # after the result: the unit itself, who oversees, and the coordinator for next year's set
    get("improve:hub", ALL),
    get("improve:result", DESK_1 | OVERSEERS, **_RESULT_1),
    get("improve:reviews", OVERSEERS, publication_id="PUBLICATION"),
    get("improve:review", DESK_1 | OVERSEERS, **_RESULT_1),
    post("improve:save_review", DESK_1, {"summary": "x", "version": "0"}, **_RESULT_1),
    post("improve:save_lesson", DESK_1, {"causes": "x"}, code="1.1", **_RESULT_1),
    post("improve:review_step", DESK_1, {"action": "request"}, **_RESULT_1),
    post(
        "improve:review_step",
        frozenset({"leader-1"}),
        {"action": "approve"},
        about="approve",
        **_RESULT_1,
    ),
    # what is done about lost points: the unit plans and does, its leader approves, overseers read
    get("remedy:home", ALL),
    get("remedy:cycle", OVERSEERS, cycle_code="mau-2019"),
    get("remedy:cycle_file", OVERSEERS, cycle_code="mau-2019"),
    get("remedy:plan", DESK_1 | OVERSEERS, **_RESULT_1),
    get("remedy:plan_file", DESK_1 | OVERSEERS, **_RESULT_1),
    get("remedy:effect", DESK_1 | OVERSEERS, **_RESULT_1),
    post("remedy:make", DESK_1, {"code": "1.2.1"}, **_RESULT_1),
    post("remedy:step", DESK_1, {"action": "request"}, **_RESULT_1),
    post(
        "remedy:step",
        frozenset({"leader-1"}),
        {"action": "approve", "seen_hash": "x"},
        about="approve",
        **_RESULT_1,
    ),
    post(
        "remedy:commitment",
        DESK_1,
        {"percent": "10", "note": "x"},
        commitment_id="NOTHING",
        **_RESULT_1,
    ),
    get("remedy:action", DESK_1 | OVERSEERS, action_id="ACTION"),
    post("remedy:change", DESK_1, {"text": "x", "version": "1"}, action_id="ACTION"),
    post("remedy:progress", DESK_1, {"percent": "5", "note": "x"}, action_id="ACTION"),
    post("remedy:finish", DESK_1, {"version": "1"}, action_id="ACTION"),
    post("remedy:cancel", DESK_1, {"reason": "x", "version": "1"}, action_id="ACTION"),
    post("remedy:reopen", DESK_1, {"reason": "x", "version": "1"}, action_id="ACTION"),
    post("remedy:undo", DESK_1, {"version": "1"}, action_id="ACTION"),
    get("improve:duties", DESK_1 | OVERSEERS, **_UNIT_1),
    post("improve:save_duty", DESK_1, {"code": "1", "person": "A", "version": "0"}, **_UNIT_1),
    get("improve:proposals", OVERSEERS, cycle_code="mau-2019"),
    post("improve:answer", frozenset({"coordinator"}), {}, cycle_code="mau-2019"),
    get("improve:own_proposals", DESK_1 | OVERSEERS, **_UNIT_1),
    post(
        "improve:submit",
        DESK_1,
        {"criteria_set": "mini-commune", "kind": "METHOD", "text": "x"},
        **_UNIT_1,
    ),
    get("improve:drafts", OVERSEERS, cycle_code="mau-2019"),
    post(
        "improve:start_draft",
        frozenset({"coordinator"}),
        {"base": "mini-commune"},
        cycle_code="mau-2019",
    ),
    get("improve:draft", OVERSEERS, draft_id="DRAFT"),
    get("improve:draft_changes", OVERSEERS, draft_id="DRAFT"),
    get("improve:draft_trial", OVERSEERS, draft_id="DRAFT"),
    post("improve:draft_year", frozenset({"coordinator"}), {"version": "1"}, draft_id="DRAFT"),
    get("improve:draft_head", frozenset({"coordinator"}), draft_id="DRAFT"),
    get("improve:draft_node", frozenset({"coordinator"}), draft_id="DRAFT", code="1.1"),
    get("improve:draft_export", frozenset({"coordinator"}), draft_id="DRAFT", fmt="zip"),
    # the preparation: the unit, the lead of the component, the coordinator
    get("prepare:unit", DESK_1 | HOME | JUSTICE | OVERSEERS, **_OF_1),
    get(
        "prepare:unit",
        DEPARTMENTS | OVERSEERS | {"district.leader"},
        about="of the district",
        **_OWN,
    ),
    get("prepare:plan", DESK_1 | HOME | JUSTICE | OVERSEERS, **_OF_1),
    get("prepare:component", DESK_1 | HOME | OVERSEERS, code="1.1", **_OF_1),
    post("prepare:outlook", PREPARES, {"state": "AT_RISK", "version": "0"}, code="1.1", **_OF_1),
    post(
        "prepare:outlook",
        frozenset({"tp.clerk", "tp.leader", "coordinator"}),
        {"state": "AT_RISK", "version": "0"},
        code="1.2.1",
        about="of the district",
        **_OWN,
    ),
    post(
        "prepare:commit",
        PREPARES,
        {"text": "Ban hành", "due_on": "20/02/2020"},
        code="1.1",
        **_OF_1,
    ),
    post(
        "prepare:settle",
        PREPARES,
        {"state": "KEPT", "version": "1"},
        code="1.1",
        commitment_id="COMMITMENT",
        **_OF_1,
    ),
    post(
        "prepare:promise",
        PREPARES,
        {"giver": "huyen-mau.tu-phap", "what": "Danh sách", "due_on": "20/02/2020"},
        code="1.1",
        **_OF_1,
    ),
    post(
        "prepare:mark",
        PREPARES | {"tp.clerk", "tp.leader"},
        {"given": "1", "version": "1"},
        contribution_id="CONTRIBUTION",
        about="which justice gives",
    ),
    post("prepare:answer", DESK_1, {"text": "Đã gửi"}, note_id="CHASE", **_OF_1),
    get("prepare:giving", frozenset({"tp.clerk", "tp.leader"}), cycle_code="mau-2019"),
    get("prepare:field", HOME | JUSTICE | OVERSEERS, round_id="ROUND"),
    post(
        "prepare:chase",
        HOME | {"coordinator"},
        {"text": "Gửi kế hoạch", "due_on": "20/02/2020", "code": "1.1"},
        round_id="ROUND",
        **_OF_1,
    ),
    get("prepare:summary", OVERSEERS, cycle_code="mau-2019"),
    get("prepare:summary_file", OVERSEERS, cycle_code="mau-2019"),
    # workbooks: whoever types in the dossier; who leads a field proposes, the unit takes
    get("exchange:dossier", DESK_1, **_OF_1),
    get("exchange:dossier", DEPARTMENTS, about="of the district", **_OWN),
    post("exchange:dossier", DESK_1, **_OF_1),
    get("exchange:workbook", DESK_1, **_OF_1),
    get("exchange:table", DESK_1, **_OF_1),
    get("exchange:book", frozenset({"nv.clerk", "nv.leader"}), book_id="BOOK"),
    post("exchange:apply", frozenset({"nv.clerk", "nv.leader"}), book_id="BOOK"),
    post("exchange:discard", frozenset({"nv.clerk", "nv.leader"}), book_id="BOOK"),
    post("exchange:undo", frozenset({"nv.clerk", "nv.leader"}), book_id="BOOK"),
    get("exchange:field", HOME | JUSTICE | {"coordinator"}, round_id="ROUND"),
    post("exchange:field", HOME | JUSTICE | {"coordinator"}, round_id="ROUND"),
    get(
        "exchange:figures",
        HOME | JUSTICE | {"coordinator"},
        round_id="ROUND",
        set_code="mini-commune",
        fmt="xlsx",
    ),
    get("exchange:proposals", DESK_1, **_OF_1),
    post("exchange:accept", DESK_1, {"row": "1:0"}, **_OF_1),
    post("exchange:decline", DESK_1, {"reason": "x"}, proposal_id="NOTHING", **_OF_1),
    # own templates of documents: who coordinates for the body
    # documents: those of a cycle for its overseers, each document for whom it is for
    get("papers:home", ALL),
    get("papers:cycle", OVERSEERS, cycle_code="mau-2019"),
    get("papers:dossier", DESK_1 | OVERSEERS, **_OF_1),
    get(
        "papers:dossier",
        DEPARTMENTS | OVERSEERS | {"district.leader"},
        about="of the district",
        **_OWN,
    ),
    get(
        "papers:of_result",
        DESK_1 | OVERSEERS,
        publication_id="PUBLICATION",
        unit_code="huyen-mau.xa-01",
    ),
    _file("bao-cao-tu-danh-gia", "SHEET_1", DESK_1 | OVERSEERS),
    _file(
        "bao-cao-tu-danh-gia", "SHEET_NV", OVERSEERS | {"nv.clerk", "nv.leader", "district.leader"}
    ),
    _file("cong-van-nop-ho-so", "ONE", DESK_1 | OVERSEERS),
    _file("yeu-cau-bo-sung", "REQUEST", DESK_2 | OVERSEERS),
    _file("bien-ban-tham-dinh", "ONE", DESK_1 | OVERSEERS),
    _file("bien-ban-tham-dinh", "TWO", OVERSEERS),
    _file("ket-qua-chi-tiet", "ONE", DESK_1 | {"coordinator"}),
    _file("ke-hoach-khac-phuc", "ONE", DESK_1 | OVERSEERS),
    _file("cong-van-don-doc", "ROUND", OVERSEERS),
    _file("bao-cao-kien-nghi", "CYCLE", OVERSEERS),
    _file("cong-bo-ket-qua", "PUBLICATION", ALL),
    _file("ket-qua-chi-tiet", "PUBLISHED_1", DESK_1 | {"coordinator"}),
    _file("bien-ban-hoi-dong", "SIGNATURE", OVERSEERS),
    get("papers:own_templates", frozenset({"coordinator"})),
    get("papers:templates", frozenset({"coordinator"}), unit_code="huyen-mau"),
    get("papers:template", frozenset({"coordinator"}), **_TEMPLATE_KIND),
    get("papers:template_starter", frozenset({"coordinator"}), **_TEMPLATE_KIND),
    post("papers:put_up_template", frozenset({"coordinator"}), {"file": "FILE"}, **_TEMPLATE_KIND),
    get("papers:template_file", frozenset({"coordinator"}), **_TEMPLATE),
    get("papers:template_preview", frozenset({"coordinator"}), **_TEMPLATE),
    post("papers:take_back_template", frozenset({"coordinator"}), **_TEMPLATE),
    # the API: the same people as on the desk
    get("api-1:criteria_sets", EVERYBODY),
    get("api-1:criteria_set", EVERYBODY, code="mini-commune"),
    get("api-1:published", EVERYBODY),
    get("api-1:publication", EVERYBODY, publication_id="PUBLICATION"),
    get("api-1:dossier", DESK_1 | OVERSEERS, **_OF_1),
    get(
        "api-1:dossier",
        DEPARTMENTS | OVERSEERS | {"district.leader"},
        about="of the district",
        **_OWN,
    ),
    # periodic reports
    *(Row(**row) for row in report_rows(ALL)),
    *(Row(**row) for row in collate_rows(ALL)),
)
# Covered where said: no fact of a unit lies behind them.
# What there is only once results are published.
AFTER = frozenset({"PUBLICATION", "PUBLISHED_1", "SIGNATURE", "ACTION"})
ELSEWHERE = {
    "account": "the sign-in pages of allauth: tests/web/shell",
    "set_language": "Django's language cookie",
    "api-1:score": "for everybody, stores nothing: tests/api",
    "api-1:openapi-json": "the API's own description",
    "api-1:openapi-view": "the API's own description",
    "api-1:api-root": "the API's own description",
}


@pytest.fixture
def stage(world: World, settings) -> dict[str, Any]:
    """Return what the table's capitals mean, in a world where most addresses have something to show."""
    return build_stage(world, settings)


def _answers(row: Row, known: Mapping[str, Any], clients: Mapping[str, Client]) -> dict[str, int]:
    """Ask as everybody and return the status each one got; nothing that is written stays."""
    url = reverse(
        row.route, kwargs={key: known.get(value, value) for key, value in row.url.items()}
    )
    found = {}
    for person, client in clients.items():
        with transaction.atomic():
            if row.post is None:
                response = client.get(url)
            else:
                typed = {
                    known.get(key, key): story.pdf() if value == "FILE" else known.get(value, value)
                    for key, value in row.post.items()
                }
                response = client.post(url, typed)
            found[person] = response.status_code
            b"".join(response)  # a download is read to its end, so that its file is closed
            transaction.set_rollback(True)
    return found


def _got_in(person: str, status: int) -> bool:
    if person == ANONYMOUS:
        return status == 200
    return status not in {401, 403, 404}


def _mistakes(rows: tuple[Row, ...], known: Mapping[str, Any], world: World) -> list[str]:
    clients = {ANONYMOUS: Client(raise_request_exception=False)}
    for person in PEOPLE:
        clients[person] = Client(raise_request_exception=False)
        clients[person].force_login(world.people[person])
    wrong = []
    for row in rows:
        for person, status in _answers(row, known, clients).items():
            if status >= 500:
                wrong.append(f"{row}: {person} met an error {status}")
            elif _got_in(person, status) != (person in row.who):
                wrong.append(
                    f"{row}: {person} {'gets in' if person not in row.who else 'is kept out'} ({status})"
                )
    return wrong


def test_every_address_answers_exactly_those_it_is_for(world: World, stage):
    rows = tuple(row for row in TABLE if not AFTER & set(row.url.values()))
    wrong = _mistakes(rows, stage, world)
    assert not wrong, "\n".join(wrong)


def test_what_is_published_is_for_everybody(world: World, settings):
    publication = story.publish(world)
    settings.PARINDEX_NOW = story.PUBLISHED
    rows = tuple(row for row in TABLE if AFTER & set(row.url.values()))
    known = {
        "PUBLICATION": publication.pk,
        "ACTION": remedying.make(publication, world).pk,
        "NOTHING": 0,
        "PUBLISHED_1": world.dossier().pk,
        "SIGNATURE": world.round.sign_offs.get().pk,
    }
    assert _mistakes(rows, known, world) == []


def test_who_is_not_signed_in_is_sent_to_the_sign_in(world: World, stage):
    response = Client().get(reverse("selfassess:desk", args=[stage["ONE"]]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Yield the full name of every route."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            yield from names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)


def test_no_address_is_missing_from_the_table():
    listed = {row.route for row in TABLE}
    missing = [
        name
        for name in names(get_resolver())
        if name not in listed and not name.startswith(tuple(ELSEWHERE))
    ]
    assert missing == []
