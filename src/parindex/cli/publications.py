"""Publications as people name them on the command line: by their number in the list, or by the decision."""

from __future__ import annotations

from typing import Any

from parindex.cli.ground import fail


def find_publication(name: str) -> Any:
    """Return one publication of the database, which needs Django set up; ends the command otherwise."""
    from parindex.results.queries import publications_named  # noqa: PLC0415 - needs Django set up

    found = list(publications_named(name.strip()))
    if not found:
        fail(f"Không có kết quả đã công bố nào là “{name}”. Xem: parindex results list.")
    if len(found) > 1:
        listed = "; ".join(
            f"{row.pk} ({row.criteria_set.code}, bản {row.version})" for row in found
        )
        fail(f"“{name}” là số quyết định của nhiều kết quả; hãy ghi số thứ tự: {listed}.")
    return found[0]
