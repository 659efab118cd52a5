"""Matters on the handover list: each practice says which ones a post has; the gate says who may read them."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import outbox
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Circle, Matter, SavedView
from lianxin.matters.queries import visible
from lianxin.matters.saved_views import views_for
from lianxin.matters.telling import MATTER
from lianxin.people import handover
from lianxin.people.handover import Line, Pile

Question = Callable[[Actor], "QuerySet[Matter]"]


def pile(code: str, label: str | Promise, question: Question) -> Pile:
    """A pile of matters: those the question finds for the leaver, shown as far as the viewer may see them."""

    def count(leaver: Actor) -> int:
        return question(leaver).count()

    def lines(leaver: Actor, viewer: Actor, most: int) -> list[Line]:
        seen = visible(viewer, Matter).values("pk")
        return [
            line(matter) for matter in question(leaver).filter(pk__in=seen).order_by("due_at", "pk")[:most]
        ]

    return Pile(code, label, count, lines)


def line(matter: Matter) -> Line:
    """A matter as a line of the list."""
    return Line(
        number=matter.number,
        title=matter.title,
        state=flow_of(matter).state(matter.state).staff,
        due=matter.due_at,
        href=reverse("matter", kwargs={"number": matter.number}),
    )


def to_be_told(leaver: Actor) -> "QuerySet[Matter]":
    """Matters somebody still has to be told about by telephone (待电话告知)."""
    if not leaver.holds(Role.CLERK, Role.TRIAGE, Role.CALLBACK):
        return Matter.objects.none()
    waiting = outbox.calls().filter(row_kind=MATTER).values("row_id")
    return visible(leaver, Matter).filter(pk__in=waiting)


def own_views(leaver: Actor) -> "QuerySet[SavedView]":
    """What the leaver kept for themselves; it is the successor's when both sides have signed."""
    return views_for(leaver).filter(circle=Circle.OWN)


def view_lines(leaver: Actor, viewer: Actor, most: int) -> list[Line]:
    """The views by name, for the leaver and whoever is on the same post."""
    if leaver.account != viewer.account and not leaver.posts & viewer.posts:
        return []
    matters = reverse("matters")
    return [
        Line(number="", title=view.name, state=_("常用筛选"), due=None, href=f"{matters}?{view.query}")
        for view in own_views(leaver)[:most]
    ]


def count_views(leaver: Actor) -> int:
    """How many there are."""
    return own_views(leaver).count()


handover.register(Pile("matters.views", _("保存的常用筛选"), count_views, view_lines))
handover.register(pile("matters.tell", _("待电话告知的"), to_be_told))
