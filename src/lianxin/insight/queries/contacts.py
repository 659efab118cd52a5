"""Each time somebody spoke (接触), behind the number of times: of the same matters, for the same reader (D.6, 1)."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from lianxin.appeals.figures.weekly import contacts
from lianxin.kernel.actor import Actor
from lianxin.kernel.figures.registry import NUMERATOR, Query
from lianxin.matters.models import Contact
from lianxin.matters.paging import newest_first

SPOKEN_OF = "spoken_of"


def address_of(query: Query) -> str:
    """The list of the times somebody spoke of what this figure counts."""
    return f"{reverse('contacts')}?{query.spelled}"


def spoken(query: Query, *, by: Actor, now: datetime) -> QuerySet[Contact]:
    """The times somebody spoke in the span of the query, of the matters it counts, the latest first."""
    matters = query.rows(NUMERATOR, by=by, now=now).order_by().values("pk")
    found = contacts(query.asked(by=by, now=now)).filter(matter__in=matters)
    return found.select_related("matter__area", "matter__holder").order_by("-at", "-pk")


def page_of(query: Query, after: str, *, by: Actor, now: datetime) -> tuple[list[Contact], str, int]:
    """One page of them, the key of the next, and how many there are in all."""
    found = spoken(query, by=by, now=now)
    rows, following = newest_first(found, after, by="at")
    return rows, following, found.count()
