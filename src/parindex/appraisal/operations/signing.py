"""The chair's signature under a round's result, before anything is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.models import SignOff
from parindex.appraisal.openness import (
    OpenItem,
    dossiers_to_sign,
    hash_of,
    open_items,
    sign_off_of,
)
from parindex.appraisal.operations.noting import note_cycle
from parindex.appraisal.rules import CLOSED
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.cycles.rules import is_chair
from parindex.kernel import canonical
from parindex.kernel.errors import Denied, Refused

SHOWN = 4  # units in a sentence


@transaction.atomic
def sign_off_round(
    *,
    scoring_round: Round,
    criteria_set: StoredCriteriaSet,
    seen_hash: str,
    actor: Actor,
    now: dt.datetime,
) -> SignOff:
    """Sign what the council decided for a set in a round; nothing is published without it.

    ``seen_hash`` is of the decisions that the chair saw (``openness.decided_hash``). What is open
    and does not stand in the way is kept in the record. Signing the same again is quietly kept.
    """
    if not is_chair(actor, scoring_round.cycle):
        raise Denied(_("Chỉ Chủ tịch Hội đồng ký kết quả."))
    Round.objects.select_for_update().get(pk=scoring_round.pk)
    rows = dossiers_to_sign(scoring_round, criteria_set)
    items = open_items(rows, now)
    _require_nothing_in_the_way(items)
    if not any(row.stage in CLOSED for row in rows):
        raise Refused(_("Chưa có hồ sơ nào được kết luận nên chưa có gì để ký."))
    current = hash_of(rows)
    if current != seen_hash:
        raise Refused(_("Kết luận đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi ký."))
    before = sign_off_of(scoring_round, criteria_set)
    if before is not None and before.content_hash == current:
        return before
    signed = SignOff.objects.create(
        round=scoring_round,
        criteria_set=criteria_set,
        signed_by=actor.full_name,
        at=now,
        open_items=canonical.to_text([_kept(item) for item in items]),
        content_hash=current,
    )
    note_cycle(
        scoring_round,
        "round.signed_off",
        actor=actor,
        now=now,
        data={
            "set": criteria_set.code,
            "content_hash": current,
            "open_items": [_kept(item) for item in items],
        },
    )
    return signed


def _require_nothing_in_the_way(items: Sequence[OpenItem]) -> None:
    units = list(dict.fromkeys(item.dossier.unit.name for item in items if item.blocks))
    if not units:
        return
    named = ", ".join(units[:SHOWN]) + ("…" if len(units) > SHOWN else "")
    raise Refused(
        _("Chưa ký được: %(count)d đơn vị còn việc phải xong trước (%(units)s).")
        % {"count": len(units), "units": named}
    )


def _kept(item: OpenItem) -> dict[str, object]:
    return {
        "kind": item.kind.name,
        "unit": item.dossier.unit.code,
        "name": item.dossier.unit.name,
        "codes": list(item.codes),
        "text": item.text,
    }
