"""Each working morning every post reads what waits for it (每天早上的汇总): due today, overdue, waiting.

One notice for each post that has something to do, and whoever answers for a unit reads in theirs how much of the
others is overdue: never a notice a matter. Who takes some topics once a day reads how many there were; who
asked for it gets one text message. Written by a job for each unit, once for each day whatever runs twice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.gateways import sms
from lianxin.kernel import clock, jobs, letters, notices, outbox
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.jobs import Finish, Work
from lianxin.kernel.letters import Letter
from lianxin.kernel.models.notice import NoticeWish, Topic, Wish
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.models import Matter
from lianxin.matters.queries import ready
from lianxin.people.models import Appointment, Post
from lianxin.people.queries import in_force

BEGIN, END = time(7, 30), time(12)  # a worker that was away in the morning still writes it before noon
ROUND = "matters.morning"
OF_A_UNIT = "matters.morning_unit"
MOST = 200  # of one state: a post with more waiting reads 200
MORNING, DAILY, TEXT = "staff.morning", "staff.daily", "staff.morning_text"
OF_A_HEAD = "staff.morning_head"
HEADS = frozenset({Role.REVIEWER, Role.LEADER})  # whoever answers for a unit
KIND = "morning"

letters.register(
    Letter(
        MORNING,
        _("今天到期 %(today)s 件，已超期 %(overdue)s 件，等着办的一共 %(waiting)s 件。"),
        topic=Topic.DIGEST,
        label=_("每个工作日早上，给有事要办的岗位"),
    ),
    Letter(
        OF_A_HEAD,
        _(
            "今天到期 %(today)s 件，已超期 %(overdue)s 件，等着办的一共 %(waiting)s 件；"
            "本单位别的岗位还有 %(others)s 件超期，请督促。"
        ),
        topic=Topic.DIGEST,
        label=_("每个工作日早上，单位里别人有超期的，给单位负责人"),
    ),
    Letter(
        DAILY,
        _("昨天早上以来有 %(count)s 条消息没有单独提醒您，请看一遍。"),
        topic=Topic.DIGEST,
        label=_("每个工作日早上，给选了“每天汇总一次”的人"),
    ),
    Letter(
        TEXT,
        _("今天到期 %(today)s 件，已超期 %(overdue)s 件，等着办的一共 %(waiting)s 件，请登录办理。"),
        label=_("每个工作日早上，给选了也发短信的工作人员"),
    ),
)


@dataclass(frozen=True)
class Pile:
    """What waits for somebody this morning, as counts; `late` are the keys of what is overdue.

    `others` is how much is overdue with the other posts of a unit somebody answers for.
    """

    today: int = 0
    overdue: int = 0
    waiting: int = 0
    late: frozenset[int] = frozenset()
    others: int = 0

    @property
    def letter(self) -> str:
        """Which letter says it."""
        return OF_A_HEAD if self.others else MORNING

    def variables(self) -> dict[str, object]:
        """The same as a letter takes it."""
        told: dict[str, object] = {"today": self.today, "overdue": self.overdue, "waiting": self.waiting}
        return {**told, "others": self.others} if self.others else told


def pile(rows: Iterable[Matter], *, now: datetime) -> Pile:
    """Matters counted: overdue is past its due time, due today what ends before midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    dues = {row.pk: row.due_at for row in rows}
    late = frozenset(key for key, due in dues.items() if due is not None and due < now)
    soon = sum(due is not None and now <= due < midnight for due in dues.values())
    return Pile(today=soon, overdue=len(late), waiting=len(dues), late=late)


def begin() -> None:
    """On a working morning, see that every unit is written to, once."""
    now = timezone.localtime(clock.now())
    if calendar_in_force().working(now.date()) and BEGIN <= now.time() < END:
        day = now.date().isoformat()
        jobs.enqueue(ROUND, {"day": day}, key=f"morning:{day}")


def go_round(work: Work) -> Finish:
    """A job for each unit, so that none takes long."""
    day = str(work.payload["day"])
    units = sorted(set(Post.objects.filter(active=True).values_list("unit_id", flat=True)))
    return jobs.finish_with(partial(enqueue_all, units, day))


def enqueue_all(units: list[int], day: str) -> None:
    """Set the jobs of the round."""
    for unit in units:
        jobs.enqueue(OF_A_UNIT, {"day": day, "unit": unit}, key=f"morning:{day}:{unit}")


def write(work: Work) -> Finish | None:
    """The morning of one unit; nothing any more when the day is over."""
    now, day = clock.now(), date.fromisoformat(str(work.payload["day"]))
    if timezone.localdate(now) != day:
        return None
    held = in_force(now).filter(post__unit_id=work.payload["unit"])
    rows = list(held.select_related("post__unit__area", "person").order_by("post_id", "pk"))
    posts = actors(rows)
    piles = {actor.post: pile(ready(by=actor, most=MOST), now=now) for actor in posts}
    piles |= with_others({actor.post for actor in posts if actor.roles & HEADS}, piles)
    return jobs.finish_with(partial(tell, rows, piles, day, now))


def with_others(heads: Collection[int | None], piles: Mapping[int | None, Pile]) -> dict[int | None, Pile]:
    """The piles of who answers for the unit, with how much is overdue beside their own."""
    late = frozenset[int]().union(*(found.late for found in piles.values()))
    return {post: replace(piles[post], others=len(late - piles[post].late)) for post in heads}


def actors(held: list[Appointment]) -> list[Actor]:
    """Each post that somebody holds, as an actor of its own."""
    posts = {row.post_id: row.post for row in held}
    return [
        Actor(
            account=0,
            county=post.county_id,
            posts=frozenset({post.pk}),
            units=frozenset({post.unit_id}),
            roles=frozenset(post.roles),
            scopes=post.serves,
        )
        for post in posts.values()
    ]


def tell(held: list[Appointment], piles: dict[int | None, Pile], day: date, now: datetime) -> None:
    """Write the notices of one unit, and queue the text messages."""
    told = [
        notices.Told(
            found.letter, found.variables(), row_kind=KIND, posts=[post], at=now, key=f"{KIND}:{day}"
        )
        for post, found in piles.items()
        if post is not None and (found.waiting or found.others)
    ]
    accounts = {row.account_id: row for row in held}
    wishes: dict[int, set[str]] = {}
    for account, wish in NoticeWish.objects.filter(account_id__in=accounts).values_list("account_id", "wish"):
        wishes.setdefault(account, set()).add(wish)
    for account, wished in wishes.items():
        count = notices.since(account, posts_of(account, held), wished, now - timedelta(days=1))
        if count:
            told.append(
                notices.Told(
                    DAILY, {"count": count}, row_kind=KIND, account=account, at=now, key=f"daily:{day}"
                )
            )
        if Wish.TEXT in wished:
            text(accounts[account], piles.get(accounts[account].post_id, Pile()), day, now)
    notices.put(told)


def posts_of(account: int, held: list[Appointment]) -> frozenset[int]:
    """The posts of an account in this unit."""
    return frozenset(row.post_id for row in held if row.account_id == account)


def text(held: Appointment, found: Pile, day: date, now: datetime) -> None:
    """The same as a text message: only to a mobile number, through a gateway, with something to do; never called.

    It is of no use after the working day.
    """
    phone = held.person.phone
    if not (found.waiting and outbox.mobile(phone) and sms.wanted()):
        return
    outbox.queue(
        TEXT,
        row_kind=outbox.STAFF,
        row_id=held.account_id,
        variables=found.variables(),
        to=phone,
        at=now,
        good_until=timezone.make_aware(datetime.combine(day, time(18))),
    )


def addresses(keys: Iterable[int]) -> dict[int, str]:
    """Where a morning's notice leads: the sheet of the day."""
    return dict.fromkeys(keys, reverse("morning"))


notices.about(KIND, seen=None, links=addresses)
