"""What a story leaves behind: documents, results.json, the journal, a ranking in the terminal."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from parindex.assessments.queries import dossiers_of_round, load_workbook
from parindex.cycles.models import Round
from parindex.documents.from_dossiers import report_paper
from parindex.documents.from_reports import report_paper as periodic_paper
from parindex.documents.from_results import announcement_paper
from parindex.documents.writers import write_docx, write_pdf
from parindex.kernel import journal
from parindex.reporting.choices import ReportKind
from parindex.reporting.collating.queries import assemble, report_sent_up
from parindex.reporting.collating.sentences import said, shown
from parindex.reporting.models import ReportingPeriod
from parindex.reporting.queries import load_reports
from parindex.results.models import Publication
from parindex.results.queries import content_of
from parindex.scenarios.people import username_stem
from parindex.scenarios.stage import Played
from parindex.viet import format_decimal


def write_everything(played: Played, out: Path) -> None:
    """Write the documents, the results and ``journal.jsonl`` into the folder.

    One publication gives ``results.json``; of several, each gives ``results-<set>.json``.
    """
    publications = played.publications
    folder = out / "van-ban"
    folder.mkdir(exist_ok=True)
    for publication in publications:
        mark = f"-{publication.criteria_set.code}" if len(publications) > 1 else ""
        results = json.dumps(results_of(content_of(publication)), ensure_ascii=False, indent=2)
        (out / f"results{mark}.json").write_text(results, encoding="utf-8")
        _write(announcement_paper(publication), folder / f"quyet-dinh-cong-bo{mark}")
    journal.export_to(out / "journal.jsonl")
    for scoring_round in {
        publication.round_id: publication.round for publication in publications
    }.values():
        _write_reports(scoring_round, folder)
    for period in played.periods:
        _write_periodic_reports(period, folder)


def results_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the result as other programs want it: per unit points, index, rank, class, fields."""
    keys = ("code", "name", "points", "max_points", "index", "rank", "class", "fields")
    return {
        "cycle": content["cycle"]["code"],
        "round": content["round"]["number"],
        "criteria_set": content["criteria_set"]["code"],
        "synthetic_note": content["synthetic_note"],
        "units": [{key: unit[key] for key in keys} for unit in content["units"]],
        "absent": content["absent"],
    }


def ranking_text(publication: Publication) -> str:
    """Return the ranking as a table of plain text."""
    content = content_of(publication)
    width = max(24, *(len(unit["name"]) for unit in content["units"]))
    head = f"{'Hạng':>4}  {'Đơn vị':<{width}} {'Điểm':>8} {'Tối đa':>7} {'Chỉ số':>8}  Xếp loại"
    lines = [content["criteria_set"]["name"], head]
    for unit in content["units"]:
        points, top, share = (
            format_decimal(Decimal(unit[key]), 2) for key in ("points", "max_points", "index")
        )
        lines.append(
            f"{unit['rank']:>4}  {unit['name']:<{width}} {points:>8} {top:>7} {share:>7}%  {unit['class'] or ''}"
        )
    return "\n".join([*lines, content["synthetic_note"]])


def collated_text(period: ReportingPeriod) -> str:
    """Return in plain text who reported, what differed, and where the collated report went."""
    found = assemble(period)
    standing, report = found.standing, found.report
    late = [row.unit.name for row in standing.included if row.is_late]
    lines = [
        period.name,
        f"  Báo cáo đã gửi: {len(standing.included)}/{standing.asked}; muộn: {', '.join(late) or 'không'}.",
    ]
    lines += [
        f"  Mâu thuẫn: {cell.table.title}, {cell.row.title}, {cell.column.title}: {said(cell.conflicts[0])}"
        f" Đã chọn {shown(cell.value)}."
        for cell in found.disputed
    ]
    sent = report_sent_up(report) if report else None
    if sent is not None:
        lines.append(f"  Đã gửi lên {sent.period.body.name}, biên nhận {sent.receipt_number}.")
    return "\n".join([*lines, period.synthetic_note])


def _write_periodic_reports(period: ReportingPeriod, folder: Path) -> None:
    for view in load_reports(period):
        report = view.report
        is_collated = report.kind == ReportKind.BODY
        stem = "tong-hop" if is_collated else username_stem(report.unit)
        _write(periodic_paper(view), folder / f"bao-cao-{period.code}-{stem}")


def _write_reports(scoring_round: Round, folder: Path) -> None:
    for dossier in dossiers_of_round(scoring_round):
        workbook = load_workbook(dossier)
        for sheet in workbook.sheets:
            stem = f"bao-cao-tu-danh-gia-{username_stem(dossier.unit)}-{username_stem(sheet.unit)}"
            _write(report_paper(workbook, sheet.pk), folder / stem)


def _write(paper: Any, path: Path) -> None:
    path.with_suffix(".docx").write_bytes(write_docx(paper))
    path.with_suffix(".pdf").write_bytes(write_pdf(paper))
