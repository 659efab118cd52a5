"""Putting a doubtful rate before the auditors (数据质量提示), once for each week that ends so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from lianxin.insight.letters import EXTREME, NOTE
from lianxin.insight.models import QualityNote
from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.notices import tell_staff
from lianxin.people.models import Post
from lianxin.places.rules import inside


@transaction.atomic
def note(code: str, area: str, until: date, weeks: Sequence[dict[str, Any]]) -> bool:
    """Write it down and tell the auditors whose scope it lies in; False when it was written before."""
    said = {"weeks": list(weeks), "raised_at": clock.now()}
    row, fresh = QualityNote.objects.get_or_create(code=code, area=area, until=until, defaults=said)
    if fresh:
        tell_staff(
            EXTREME,
            posts=auditors(area),
            variables={"until": until.isoformat()},
            row_kind=NOTE,
            row_id=row.pk,
            key=f"extreme:{code}:{area}:{until}",
        )
    return fresh


def auditors(area: str) -> list[int]:
    """The auditors' posts that see all of an area."""
    posts = Post.objects.filter(active=True).select_related("unit__area")
    return [post.pk for post in posts if Role.AUDITOR in post.roles and inside(area, tuple(post.serves))]
