"""The rulings under a decision as text, so that what was published on them can be computed anew."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from parindex.appraisal.models import Ruling
from parindex.kernel import canonical


def freeze(rulings: Iterable[Ruling]) -> str:
    """Write rulings as canonical text, by component."""
    return canonical.to_text(
        {
            row.code: {
                "points": row.points,
                "not_applicable": row.not_applicable,
                "reason": row.reason,
                "version": row.version,
                "ruled_by": row.ruled_by,
                "ruled_at": row.ruled_at,
            }
            for row in rulings
        }
    )


def thaw(text: str, *, dossier_id: int) -> dict[str, Ruling]:
    """Read rulings back, as rows that are not stored."""
    stored: dict[str, dict[str, Any]] = json.loads(text)
    return {code: _ruling(dossier_id, code, row) for code, row in stored.items()}


def _ruling(dossier_id: int, code: str, row: dict[str, Any]) -> Ruling:
    return Ruling(
        dossier_id=dossier_id,
        code=code,
        points=None if row["points"] is None else Decimal(row["points"]),
        not_applicable=row["not_applicable"],
        reason=row["reason"],
        version=row["version"],
        ruled_by=row["ruled_by"],
        ruled_at=dt.datetime.fromisoformat(row["ruled_at"]),
    )
