"""How kinds of documents are written in addresses, file names and commands."""

from __future__ import annotations

from collections.abc import Mapping

from parindex.documents.choices import PaperKind

SLUGS: Mapping[PaperKind, str] = {
    PaperKind.SELF_ASSESSMENT_REPORT: "bao-cao-tu-danh-gia",
    PaperKind.SUBMISSION_LETTER: "cong-van-nop-ho-so",
    PaperKind.REMINDER_LETTER: "cong-van-don-doc",
    PaperKind.SUPPLEMENT_REQUEST: "yeu-cau-bo-sung",
    PaperKind.APPRAISAL_RECORD: "bien-ban-tham-dinh",
    PaperKind.COUNCIL_MINUTES: "bien-ban-hoi-dong",
    PaperKind.RESULTS_ANNOUNCEMENT: "cong-bo-ket-qua",
    PaperKind.RESULT_NOTICE: "ket-qua-chi-tiet",
    PaperKind.REMEDIAL_PLAN: "ke-hoach-khac-phuc",
    PaperKind.PROPOSALS_REPORT: "bao-cao-kien-nghi",
}
_KINDS = {slug: kind for kind, slug in SLUGS.items()}


def kind_of(slug: str) -> PaperKind | None:
    """Return the kind of this name, or None."""
    return _KINDS.get(slug)
