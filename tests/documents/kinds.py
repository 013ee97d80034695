"""One example of each kind of document, as papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parindex.documents import (
    appraisal_record,
    council_minutes,
    proposals_report,
    remedial_plan,
    reminder_letter,
    result_notice,
    submission_letter,
    supplement_request,
)
from parindex.documents.paper import Paper
from tests.documents import council_examples as examples

EXAMPLES: Mapping[str, Callable[[], Paper]] = {
    "supplement_request": lambda: supplement_request.compose(examples.request()),
    "appraisal_record": lambda: appraisal_record.compose(examples.record()),
    "result_notice": lambda: result_notice.compose(examples.notice()),
    "council_minutes": lambda: council_minutes.compose(examples.minutes()),
    "submission_letter": lambda: submission_letter.compose(examples.submission()),
    "reminder_letter": lambda: reminder_letter.compose(examples.reminder()),
    "proposals_report": lambda: proposals_report.compose(examples.proposals()),
    "remedial_plan": lambda: remedial_plan.compose(examples.plan()),
}
