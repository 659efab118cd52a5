"""Filters of the list of matters kept under a name: opened, shared, renamed, deleted (常用筛选)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now

from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Circle, SavedView
from lianxin.matters.refusals import Refused
from lianxin.people.queries import names_of_posts

MOST = 20  # chips above one list

Choice = tuple[str, str | Promise]


@dataclass(frozen=True)
class Wanted:
    """A view as somebody asks for it: its name, the filters, and for whom: own, post:7, unit:3."""

    name: str
    query: str
    circle: str


def heirlooms(by: Actor) -> list[int]:
    """The accounts whose own views are this actor's: their own, and what came with the post."""
    return [by.account, *by.inherits] if by.account is not None else []


def views_for(by: Actor) -> QuerySet[SavedView]:
    """Their own, those of their posts, those of their units; the oldest first."""
    own = Q(circle=Circle.OWN, account_id__in=heirlooms(by))
    shared = Q(circle=Circle.POST, post__in=by.posts) | Q(circle=Circle.UNIT, unit__in=by.units)
    return SavedView.objects.filter(own | shared).order_by("made_at", "pk")


def view_of(key: int, *, by: Actor) -> SavedView | None:
    """One view this actor has."""
    return views_for(by).filter(pk=key).first()


def may_change(view: SavedView, *, by: Actor) -> bool:
    """Who made it or inherited it; one of a post whoever holds the post; one of a unit its leader, too."""
    if view.account_id in heirlooms(by):
        return True
    return view.circle == Circle.POST or (view.circle == Circle.UNIT and by.holds(Role.LEADER))


def circles(by: Actor) -> list[Choice]:
    """For whom this actor may keep a view."""
    posts, of_post = names_of_posts(sorted(by.posts)), _now("这个岗位上的人：%(post)s")
    return [
        (str(Circle.OWN), Circle.OWN.label),
        *((f"post:{key}", of_post % {"post": posts.get(key, "")}) for key in sorted(by.posts)),
        *((f"unit:{key}", Circle.UNIT.label) for key in sorted(by.units)),
    ]


def save(wanted: Wanted, *, by: Actor, at: datetime, client_id: UUID) -> SavedView:
    """Keep filters under a name; the same form sent again keeps them once. Raises Refused."""
    earlier = SavedView.objects.filter(client_id=client_id).first()
    if earlier is not None:
        return earlier
    if not wanted.query or by.account is None:
        raise Refused(_now("还没有条件可存。请先在清单上选好条件，再保存。"), code="view")
    refuse_twin(wanted.name, by=by)
    kind, _sep, key = wanted.circle.partition(":")
    return SavedView.objects.create(
        name=wanted.name,
        query=wanted.query,
        circle=kind,
        account_id=by.account,
        post_id=int(key) if kind == Circle.POST else None,
        unit_id=int(key) if kind == Circle.UNIT else None,
        made_at=at,
        client_id=client_id,
    )


def refuse_twin(name: str, *, by: Actor, besides: int | None = None) -> None:
    """Two of one name can't be told apart, and more than a row of them helps nobody. Raises Refused."""
    others = views_for(by).exclude(pk=besides or 0)
    if others.filter(name=name).exists():
        raise Refused(_now("已经有一个“%(name)s”，请换个名称。") % {"name": name}, code="view")
    if besides is None and others.count() >= MOST:
        raise Refused(
            _now("常用筛选最多 %(most)d 个。请先删掉不用的，再保存。") % {"most": MOST}, code="view"
        )


def rename(view: SavedView, name: str, *, by: Actor) -> None:
    """Give it another name. Raises Refused."""
    refuse_stranger(view, by=by)
    refuse_twin(name, by=by, besides=view.pk)
    SavedView.objects.filter(pk=view.pk).update(name=name)


def drop(view: SavedView, *, by: Actor) -> None:
    """Delete it for everybody who has it. Raises Refused."""
    refuse_stranger(view, by=by)
    view.delete()


def refuse_stranger(view: SavedView, *, by: Actor) -> None:
    """Raises Refused for who only uses it."""
    if not may_change(view, by=by):
        raise Refused(
            _now("这是本单位共用的，由存它的人或单位负责人改。您可以另存一个自己用的。"), code="view"
        )
