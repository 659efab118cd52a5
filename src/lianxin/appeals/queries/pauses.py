"""Suspensions and extensions as pages and papers show them: what was asked, why, who decided, the old day and the new.

What the resident reads of them has the numbers in its words put back for them; on every other page they are masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.limits import LABELS
from lianxin.appeals.models import Extension, News, Suspension
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.shielding import title_on_paper
from lianxin.appeals.rules.pausing import IN_HAND, SUSPENDED
from lianxin.kernel.actor import Actor
from lianxin.matters.limits import amount_words
from lianxin.matters.models import Matter
from lianxin.people.queries import names_of_posts

Text = str | Promise


@dataclass(frozen=True)
class Asking:
    """Who asked for it, and what became of it."""

    at: datetime
    post: str
    own: bool
    decided_at: datetime | None
    decider: str
    approved: bool | None
    refusal: str
    lapsed: bool

    @property
    def verdict(self) -> Text:
        """In words."""
        if self.decided_at is not None:
            return _("已批准") if self.approved else _("没有批准")
        return _("没有等到批") if self.lapsed else _("等着批")

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide."""
        return self.decided_at is None and not self.lapsed


@dataclass(frozen=True)
class SuspensionLine:
    """One suspension; `stands`: it still lasts."""

    key: int
    event: str
    project: bool
    words: str
    until: date | None
    news_at: date
    ended_at: datetime | None
    stands: bool
    asking: Asking


@dataclass(frozen=True)
class ExtensionLine:
    """One extension, with the day before and the day since."""

    key: int
    matter: Matter
    title: str
    unit: str
    label: Text
    more: str
    reason: str
    basis: str
    due_before: datetime
    due_after: datetime | None
    asking: Asking


@dataclass(frozen=True)
class Pauses:
    """Everything about standing still and taking longer in one matter."""

    suspensions: Sequence[SuspensionLine]
    extensions: Sequence[ExtensionLine]
    news: Sequence[News]

    @property
    def standing(self) -> SuspensionLine | None:
        """The suspension that lasts."""
        return next((line for line in self.suspensions if line.stands), None)

    @property
    def waiting(self) -> int:
        """How many requests somebody has to decide."""
        of_both = [*(one.asking for one in self.suspensions), *(one.asking for one in self.extensions)]
        return sum(asking.waits for asking in of_both)

    @property
    def granted(self) -> list[ExtensionLine]:
        """The extensions that hold."""
        return [line for line in self.extensions if line.asking.approved]


def pauses_of(matter: Matter, *, by: Actor, clear: bool = False) -> Pauses:
    """The suspensions and extensions of a matter this actor may see, the latest first; `clear` for its resident."""
    suspensions = sorted(matter.suspensions.all(), key=lambda one: (one.asked_at, one.pk), reverse=True)
    extensions = sorted(matter.extensions.all(), key=lambda one: (one.asked_at, one.pk), reverse=True)
    news = sorted(matter.news.all(), key=lambda one: (one.at, one.pk), reverse=True) if suspensions else []
    put_back(matter, [*suspensions, *extensions, *news], clear=clear)
    asked = [*suspensions, *extensions]
    keys = {post for one in asked for post in (one.asked_post, one.decided_post) if post is not None}
    posts = names_of_posts(keys) if keys else {}
    return Pauses(
        [suspension_line(matter, one, posts, by) for one in suspensions],
        [extension_line(matter, one, posts, by) for one in extensions],
        news,
    )


def asking(matter: Matter, one: Suspension | Extension, posts: Mapping[int, str], by: Actor) -> Asking:
    """Who asked and who decided."""
    return Asking(
        at=one.asked_at,
        post=posts.get(one.asked_post or 0, ""),
        own=one.asked_by is not None and one.asked_by == by.account,
        decided_at=one.decided_at,
        decider=posts.get(one.decided_post or 0, ""),
        approved=one.approved,
        refusal=one.refusal,
        lapsed=one.decided_at is None and matter.state not in {*IN_HAND, SUSPENDED},
    )


def suspension_line(matter: Matter, one: Suspension, posts: Mapping[int, str], by: Actor) -> SuspensionLine:
    """One suspension in words."""
    return SuspensionLine(
        key=one.pk,
        event=_now(one.event),
        project=one.project,
        words=one.words,
        until=one.until,
        news_at=one.news_at,
        ended_at=one.ended_at,
        stands=matter.state == SUSPENDED and bool(one.approved) and one.ended_at is None,
        asking=asking(matter, one, posts, by),
    )


def extension_line(matter: Matter, one: Extension, posts: Mapping[int, str], by: Actor) -> ExtensionLine:
    """One extension in words."""
    return ExtensionLine(
        key=one.pk,
        matter=matter,
        title=title_on_paper(matter),
        unit=matter.holder.name if matter.holder else "",
        label=LABELS.get(one.limit, one.limit),
        more=amount_words(one.kind, one.amount),
        reason=one.reason,
        basis=one.basis,
        due_before=one.due_before,
        due_after=one.due_after,
        asking=asking(matter, one, posts, by),
    )
