"""Where the pages of the small world's cycle are, and who may open them."""

from __future__ import annotations

CYCLE = "/dieu-phoi/mau-2019/"
OVERSEERS = ("coordinator", "secretary", "chair")
STRANGERS = ("clerk-1", "leader-1", "nv.clerk", "nv.appraiser", "district.leader")


def words(answer) -> str:
    """Return a page's text with single spaces, whatever lines the templates break into."""
    return " ".join(answer.content.decode().split())
