"""Making a quarter's numbers public: once, and then they stay (公开)."""

from datetime import date
from typing import Any

from lianxin.insight.models import PublicTable
from lianxin.kernel import clock


def is_public(area: str, since: date) -> bool:
    """Whether this quarter of this place was made public before."""
    return PublicTable.objects.filter(area=area, since=since).exists()


def make_public(area: str, since: date, until: date, content: dict[str, Any]) -> PublicTable:
    """Write it down, unless somebody was first."""
    said = {"until": until, "content": content, "made_at": clock.now()}
    row, _fresh = PublicTable.objects.get_or_create(area=area, since=since, defaults=said)
    return row
