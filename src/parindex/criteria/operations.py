"""Writes of criteria sets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.criteria.choices import Tier
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.reading import read_set
from parindex.kernel import canonical, journal
from parindex.kernel.errors import Refused


@transaction.atomic
def import_set(
    *, directory: Path, actor: str, now: dt.datetime, year: int | None = None
) -> StoredCriteriaSet:
    """Read and check the files of a set and store it; the same content is stored once.

    ``year`` stores the set of a decision of many years for that year (see ``read_set``).

    Raises CriteriaFileError with file, path and line of every mistake, Refused for what the
    screens could not score yet: a set with bonus or penalty points of its own.
    """
    criteria_set = read_set(directory, year=year)
    if criteria_set.adjustments:
        raise Refused(
            _(
                "Bộ tiêu chí có điểm thưởng, điểm phạt ở cấp bộ: công cụ dòng lệnh tính được, "
                "nhưng màn hình chấm điểm chưa hỗ trợ nên chưa nạp vào cơ sở dữ liệu."
            )
        )
    dump = criteria_set.dump()
    digest = canonical.sha256(dump)
    existing = StoredCriteriaSet.objects.filter(code=criteria_set.code, content_hash=digest).first()
    if existing is not None:
        return existing
    stored = StoredCriteriaSet(
        code=criteria_set.code,
        name=criteria_set.name,
        annex=criteria_set.annex,
        tier=Tier[criteria_set.tier.upper()],
        decision_number=criteria_set.decision.number,
        decision_date=criteria_set.decision.issued_on,
        decision_issuer=criteria_set.decision.issuer,
        in_force_from=criteria_set.in_force_from,
        in_force_to=criteria_set.in_force_to,
        max_points=criteria_set.max_points,
        content=canonical.to_text(dump),
        content_hash=digest,
        imported_at=now,
    )
    stored.save()
    journal.record(
        at=now,
        actor=actor,
        action="criteria_set.imported",
        subject=f"criteria_set:{stored.code}",
        data={"decision": stored.decision_number, "content_hash": digest},
    )
    return stored
