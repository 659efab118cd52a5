"""What a matter is called where a log mentions it, and who oversees the looks at it (称谓)."""

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.naming import Named, name_with
from lianxin.kernel.numbering import parse
from lianxin.kernel.policy import both, either, holds, staff
from lianxin.matters.flows import matter_flows
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible

OVERSEERS = (Role.LEADER, Role.SECURITY, Role.AUDITOR, Role.DISCIPLINE)
MATTER = "matter"

caseworker = both(
    staff,
    holds(
        Role.CLERK,
        Role.TRIAGE,
        Role.HANDLER,
        Role.REVIEWER,
        Role.CALLBACK,
        Role.LEADER,
        Role.DISCIPLINE,
    ),
)
reader = either(caseworker, holds(Role.AUDITOR))
"""Who reads matters at all; which ones, their gate says."""


def matters(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Matters by their number; what the reader has to keep away from is left out, even from the log (回避)."""
    open_to = set(visible(by, Matter).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Matter.objects.filter(pk__in=keys)
    for flow in matter_flows():
        rows = rows.filter(~(Q(kind=flow.code) & flow.avoided(by)))
    return {
        key: Named(number, reverse("matter", args=[number]) if key in open_to else "")
        for key, number in rows.values_list("pk", "number")
    }


def called(typed: str) -> int | None:
    """The matter with this printed number, however it was typed."""
    number = parse(typed)
    if number is None:
        return None
    return Matter.objects.filter(number=str(number)).values_list("pk", flat=True).first()


name_with(MATTER, matters, finder=called)
