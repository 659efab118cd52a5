"""What belongs together: which matters may be the same, what was merged into what (并案)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Appeal
from lianxin.appeals.queries import Folder, folder
from lianxin.appeals.queries.same_issue import same_issue
from lianxin.appeals.queries.standing import phones_of, with_phone
from lianxin.appeals.rules import AppealType
from lianxin.kernel import search
from lianxin.kernel.actor import Actor
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed, open_states, visible
from lianxin.matters.relations import followers_of, main_of, split_with

Text = str | Promise
MOST = 8
ANSWERED = ("closing", "callback")
LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Group:
    """Matters that may be the same, and why one may think so; `reasons` beside each where they differ."""

    why: Text
    rows: Sequence[Matter]
    reasons: Sequence[str] = ()

    @property
    def lines(self) -> list[tuple[Matter, str]]:
        """Each matter with the reason of its own."""
        return list(zip(self.rows, self.reasons or [""] * len(self.rows), strict=True))


@dataclass(frozen=True)
class Joined:
    """What a matter stands together with: the main it follows, those that follow it, those of the same text (拆分)."""

    main: Matter | None
    followers: Sequence[Matter]
    split: Sequence[Matter] = ()


def open_beside(matter: Matter, *, by: Actor) -> QuerySet[Matter]:
    """Other open matters this actor may see, without accusations, the latest first."""
    found = visible(by, Matter).select_related("area", "holder").filter(state__in=open_states())
    reports = Appeal.objects.filter(type=AppealType.REPORT).values("pk")
    return found.exclude(pk__in=reports).exclude(pk=matter.pk).order_by("-filed_at", "-pk")


def alike(matter: Matter, words: str, *, by: Actor) -> list[Group]:
    """Open matters that may be the same: by the words typed, telephone, what they say, place or class."""
    beside = open_beside(matter, by=by)
    since = matter.filed_at - LOOK_BACK
    groups = []
    if words:
        hits = listed(Asked(words=words), by=by, now=matter.filed_at).values("pk")
        groups.append(Group(_("按您查的"), list(beside.filter(pk__in=hits)[:MOST])))
    groups += [Group(_("同一个电话"), list(with_phone(beside, phone)[:MOST])) for phone in phones_of(matter)]
    likes = same_issue(matter, beside)[:MOST]
    groups.append(Group(_("说的可能是同一件事"), [row for row, _why in likes], [why for _row, why in likes]))
    address = matter.appeal.address
    if address:
        there = search.find_ids("matter", "", address)
        groups.append(Group(_("同一个地方"), list(beside.filter(pk__in=there, filed_at__gte=since)[:MOST])))
    if matter.area_id and matter.appeal.category_id:
        same = beside.filter(area_id=matter.area_id, appeal__category_id=matter.appeal.category_id)
        groups.append(Group(_("同村、同一类事"), list(same.filter(filed_at__gte=since)[:MOST])))
    return [group for group in groups if group.rows or words]


def preview(matter: Matter, *, by: Actor) -> Folder:
    """One of two matters laid beside each other."""
    return folder(matter, by=by)


def joined(matter: Matter, *, by: Actor) -> Joined:
    """What this matter stands together with, as far as this actor may know of it."""
    follows = flow_of(matter).state(matter.state).follows
    main, followers = main_of(matter) if follows else None, followers_of(matter)
    split = split_with(matter)
    keys = [row.pk for row in [*followers, *split, *([main] if main else [])]]
    seen = visible(by, Matter).in_bulk(keys) if keys else {}
    return Joined(
        main=seen.get(main.pk) if main else None,
        followers=[row for row in followers if row.pk in seen],
        split=[row for row in split if row.pk in seen],
    )


def may_be_split(matter: Matter) -> bool:
    """Whether another matter may be cut out of this one: open, not answered yet, no accusation (J15)."""
    if matter.appeal.type == AppealType.REPORT or matter.state in ANSWERED:
        return False
    return flow_of(matter).state(matter.state).open
