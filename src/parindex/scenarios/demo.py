"""The demonstration: the story stopped half-way, so that every role has something real to do."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from parindex.appraisal import operations as council
from parindex.kernel import clock
from parindex.notices.operations import run_due
from parindex.reporting.choices import PeriodKind, ReportKind
from parindex.reporting.operations import Lead, PeriodPlan, import_outline, open_period
from parindex.reporting.queries import outline_by_code, reports_of
from parindex.results.models import Publication
from parindex.scenarios import acts, reporting, tam_duong
from parindex.scenarios.drafting import clerk_of, draft
from parindex.scenarios.stage import STORYTELLER, Stage, Tell, at, hand_in
from parindex.scenarios.tam_duong import COUNCIL, DESK
from parindex.scenarios.trial import play_trial
from parindex.units.models import Unit
from parindex.units.queries import communes_of, unit_by_code

PASSWORD = "parindex-2019"  # noqa: S105 - of a demonstration with invented people


@transaction.atomic
def load_demo(data: Path, *, tell: Tell) -> None:
    """Load the story as it stands on the demonstration's morning (PARINDEX_NOW, 13/02/2020).

    The communes stand in every stage, from an unfinished form to one the chair can decide; a
    rehearsal is published, a quarter's reports are coming in. All or nothing: an interrupted start
    leaves no half of a story.
    """
    stage = tam_duong.set_stage(data, password=PASSWORD, tell=tell)
    rehearsal = play_trial(data, stage, tell=tell)
    _leave_unfinished(stage, tell)
    _hand_in_rest(stage, tell)
    _appraise_some(stage, tell)
    _ask_for_reports(data, stage, rehearsal, tell)
    run_due(clock.now())  # the bell rings for what the story has just done


# The outline is Lạng Sơn's: Lai Châu's is not known, and the demonstration says so.
OUTLINE = "reports/lang-son-983/outline.yaml"
LEADS = {
    "chi-dao": ("noi-vu", ""),
    "bo-may": ("noi-vu", ""),
    "cong-vu": ("noi-vu", ""),
    "the-che": ("tu-phap", ""),
    "thu-tuc": ("van-phong", ""),
    "tai-chinh": ("tai-chinh-ke-hoach", ""),
    "tac-dong": ("tai-chinh-ke-hoach", ""),
    "chinh-quyen-so": ("van-phong", "van-hoa-thong-tin"),
}
ASKING, REPORTING, SENDING = at(2020, 2, 3), at(2020, 2, 10), at(2020, 2, 12)


def log_ins() -> list[tuple[str, str]]:
    """Return who to sign in as, and what waits for them."""
    return [
        ("banbo.canbo", "cán bộ xã Bản Bo: biểu tự chấm đang làm dở, đã quá hạn"),
        ("bangiang.chutich", "lãnh đạo xã Bản Giang: hồ sơ chờ duyệt"),
        ("binhlu.canbo", "cán bộ xã Bình Lư: Hội đồng yêu cầu bổ sung tài liệu"),
        ("giangma.canbo", "cán bộ xã Giang Ma: được giải trình kết quả tạm thời"),
        ("tuphap.canbo", "Phòng Tư pháp: vừa chấm phần của huyện, vừa thẩm định các xã"),
        ("noivu.canbo", "Phòng Nội vụ: thẩm định các xã"),
        ("tuphap.truongphong", "Trưởng phòng Tư pháp: duyệt phần của phòng trong biểu của huyện"),
        ("vanphong.canbo", "Văn phòng HĐND-UBND: báo cáo quý của lĩnh vực chủ trì"),
        ("hoidong.thuky", "Thư ký Hội đồng: yêu cầu bổ sung, gửi kết quả tạm thời"),
        ("hoidong.chutich", "Chủ tịch Hội đồng: kết luận hồ sơ đã hết hạn giải trình"),
        (
            "noivu.dieuphoi",
            "Phòng Nội vụ điều phối: phân công, theo dõi, nộp biểu của huyện, công bố",
        ),
        ("quantri", "quản trị: nhật ký"),
    ]


def _leave_unfinished(stage: Stage, tell: Tell) -> None:
    """Leave one commune in the middle of its form, one before its leader, the district half done."""
    tell("Tự đánh giá: để dở một xã, một xã chờ duyệt, biểu của huyện")
    first, second = stage.others[:2]
    draft(first, quality=0.8, seed="dở dang", now=DESK.drafting, share=0.55)
    draft(second, quality=0.85, seed="chờ duyệt", now=DESK.drafting)
    acts.put_before_leaders(second, now=DESK.approving)
    own_form = stage.own_form
    draft(own_form, quality=0.88, seed="huyện", now=DESK.drafting)
    acts.put_before_leaders(own_form, now=DESK.approving)
    for sheet in own_form.sheets.select_related("unit").exclude(unit__code="tam-duong.tu-phap"):
        acts.approve_one(own_form, sheet, now=DESK.approving)


def _hand_in_rest(stage: Stage, tell: Tell) -> None:
    for dossier in stage.others[2:]:
        tell(f"Tự đánh giá và nộp: {dossier.unit.name}")
        quality = stage.quality_of(dossier)
        draft(dossier, quality=quality, seed=dossier.unit.code, now=DESK.drafting)
        acts.put_before_leaders(dossier, now=DESK.approving)
        acts.approve(dossier, now=DESK.approving)
        hand_in(stage, dossier)


def _appraise_some(stage: Stage, tell: Tell) -> None:
    """One asked for a supplement, one may reply, one can be decided, one can be sent, the rest waits."""
    tell("Thẩm định một phần, yêu cầu bổ sung, gửi kết quả tạm thời")
    asked, replying, ripe, awarded = stage.others[3:7]
    acts.appraise(asked, seed=asked.unit.code, now=COUNCIL.awarding, share=0.4)
    acts.ask_supplement(
        asked,
        number="01/HĐ-CCHC",
        due_at=COUNCIL.reply_due,
        actor=stage.secretary,
        now=COUNCIL.asking,
    )
    for dossier in (replying, ripe, awarded):
        acts.appraise(dossier, seed=dossier.unit.code, now=COUNCIL.awarding)
    council.send_provisional(
        dossier_id=replying.pk,
        reply_due_at=COUNCIL.reply_due,
        actor=stage.secretary,
        now=COUNCIL.finishing,
    )
    council.send_provisional(
        dossier_id=ripe.pk,
        reply_due_at=COUNCIL.notifying,
        actor=stage.secretary,
        now=COUNCIL.answering,
    )
    acts.reply(ripe, actor=clerk_of(ripe.unit), now=COUNCIL.finishing)


def _ask_for_reports(data: Path, stage: Stage, rehearsal: Publication, tell: Tell) -> None:
    """Open the quarter's reports: some are sent, one is being written, the rest has not begun."""
    tell("Mở kỳ báo cáo quý I năm 2020, một số xã đã gửi")
    import_outline(path=data / OUTLINE, actor=STORYTELLER, now=ASKING)
    body = stage.cycle.body
    plan = PeriodPlan(
        code="tam-duong-2020-q1",
        name="Báo cáo công tác cải cách hành chính quý I năm 2020",
        kind=PeriodKind.QUARTER_1,
        year=2020,
        body=body,
        coordinator=stage.cycle.coordinator,
        outline=outline_by_code("lang-son-983"),
        opens_at=ASKING,
        units=list(communes_of(body, on=ASKING.date())),
        leads={
            field: Lead(agency=_agency(name), partner=_agency(partner) if partner else None)
            for field, (name, partner) in LEADS.items()
        },
        ordered_by="Kỳ báo cáo của bản trình diễn, theo đề cương mượn của tỉnh Lạng Sơn",
        result=rehearsal,
        own_cycle=stage.cycle,
        synthetic_note=stage.cycle.synthetic_note,
    )
    period = open_period(plan=plan, actor=stage.coordinator, now=ASKING)
    rows = list(reports_of(period).filter(kind=ReportKind.UNIT))
    for report in rows[1:7]:
        reporting.write(report, seed=period.code, now=REPORTING)
        reporting.approve_and_send(report, now=SENDING)
    reporting.write(rows[7], seed=period.code, now=REPORTING)


def _agency(name: str) -> Unit:
    return unit_by_code(f"tam-duong.{name}")
