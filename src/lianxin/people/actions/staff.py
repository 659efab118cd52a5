"""Taking people on, giving them posts, letting them go: rights come from posts held, and end with them."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role, system
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index
from lianxin.people import queries, rules
from lianxin.people.actions import grants
from lianxin.people.actions.grants import give, refuse_mixed_duties
from lianxin.people.actions.handovers import open_handover
from lianxin.people.actions.links import NewLink, issue, withdraw
from lianxin.people.actions.record import keeping_hands, record, require_administrator
from lianxin.people.actions.sign_in import end, end_stays
from lianxin.people.actions.tokens import revoke_all
from lianxin.people.models import Account, Appointment, Person, Post, SignIn
from lianxin.people.queries.duties import open_or_coming, overlapping
from lianxin.people.rules import Period, Purpose, Refused

PHONE = "phone"
LOOK_BACK = timedelta(days=31)
ALWAYS = Period()


@transaction.atomic
def add_member(
    *,
    name: str,
    phone: str,
    login: str,
    post: Post,
    by: Actor,
    at: datetime,
    purpose: Purpose = Purpose.INVITE,
    period: Period = ALWAYS,
) -> tuple[Account, NewLink | None]:
    """A person, an account and a first post, with the link to begin by.

    No link yet where the post waits for a second person, or begins on a day to come. Raises Refused, field
    `login`, when somebody has this login already.
    """
    held = take_on(name=name, phone=phone, login=login, post=post, by=by, at=at, period=period)
    if held.awaits or held.since > at:
        return held.account, None
    return held.account, issue(held.account, purpose=purpose, by=by, at=at)


@transaction.atomic
def take_on(
    *, name: str, phone: str, login: str, post: Post, by: Actor, at: datetime, period: Period = ALWAYS
) -> Appointment:
    """A person, an account and a first post, without a link yet. Raises Refused as `add_member`."""
    require_administrator(by)
    account = open_account(login)
    person = add_person(name=name, phone=phone)
    return _give_post(account, person, post, by=by, at=at, period=period)


def open_account(login: str) -> Account:
    """A fresh account of the current county that nobody can sign in with yet.

    Raises Refused, field `login`: a login is one of a kind in the whole system, whatever the county.
    """
    account = Account(login=rules.clean_login(login), county_id=current_county())
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(_("这个登录名已经有人用了，请换一个。"), field="login") from clash
    return account


def add_person(*, name: str, phone: str = "") -> Person:
    """A person, the telephone sealed and findable by its blind index."""
    person = Person(name=name, phone_index=blind_index(phone, PHONE))
    person.phone = phone
    person.save()
    return person


@transaction.atomic
def change_person(member: queries.Member, *, name: str, phone: str, by: Actor, at: datetime) -> None:
    """Correct the name, and the telephone when one is given."""
    require_administrator(by)
    person = member.person
    person.name = name
    if phone:
        person.phone, person.phone_index = phone, blind_index(phone, PHONE)
    person.save(update_fields=["name", "phone_sealed", "phone_index"])
    record("account", member.account.pk, "person", by=by, at=at)


@transaction.atomic
def appoint(
    account: Account,
    person: Person,
    post: Post,
    *,
    by: Actor,
    at: datetime,
    period: Period = ALWAYS,
) -> Appointment:
    """Give the account's holder one more post, for good or for a period.

    Raises Refused, field `post`, when it is held already or would mix duties that are kept apart; field
    `until` when the period ends before it begins.
    """
    require_administrator(by)
    return _give_post(account, person, post, by=by, at=at, period=period)


def _give_post(
    account: Account, person: Person, post: Post, *, by: Actor, at: datetime, period: Period
) -> Appointment:
    since = max(period.since or at, at) if not by.holds(Role.SYSTEM) else period.since or at
    refuse_bad_period(since, period.until)
    if overlapping(account, post, since=since, until=period.until):
        raise Refused(_("已经在这个岗位上了。"), field="post")
    held = {role for one in open_or_coming(account, at=at) for role in one.post.roles}
    refuse_mixed_duties(held | set(post.roles))
    appointment = Appointment(person=person, post=post, account=account, since=since, until=period.until)
    give(appointment, by=by, at=at)
    return appointment


def refuse_bad_period(since: datetime, until: datetime | None) -> None:
    """Raises Refused, field `until`."""
    if until is not None and until <= since:
        raise Refused(_("结束日期要晚于开始日期，请核对。"), field="until")


@transaction.atomic
def stand_in(
    appointment: Appointment, account: Account, person: Person, *, period: Period, by: Actor, at: datetime
) -> Appointment:
    """Let somebody act on a post for a period while its holder is away (代班).

    Raises Refused, field `login` or `until`: a substitute has an end, isn't the holder, and keeps duties apart.
    """
    require_administrator(by)
    if appointment.substitute_for_id is not None:
        raise Refused(_("代班的人不能再找人代班。请给原来的人另安排代班。"))
    if account.pk == appointment.account_id:
        raise Refused(_("不能由本人替自己代班，请换一个人。"), field="login")
    since = max(period.since or at, at)
    if period.until is None:
        raise Refused(_("代班要有结束日期。"), field="until")
    refuse_bad_period(since, period.until)
    if overlapping(account, appointment.post, since=since, until=period.until):
        raise Refused(_("这个人那几天已经在这个岗位上了，请换一个人。"), field="login")
    held = {role for one in open_or_coming(account, at=at) for role in one.post.roles}
    refuse_mixed_duties(held | set(appointment.post.roles))
    standing = Appointment(
        person=person,
        post=appointment.post,
        account=account,
        since=since,
        until=period.until,
        substitute_for=appointment,
    )
    give(standing, by=by, at=at)
    return standing


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Actor, at: datetime, on: datetime | None = None) -> None:
    """The person leaves the post, now or on a day to come; with the last post the account is closed.

    A handover list is opened for what the post holds. Raises Refused when it has ended already, or no
    administrator would be left.
    """
    require_administrator(by)
    leaves = max(on, at) if on is not None else at
    open_rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), pk=appointment.pk)
    with keeping_hands(by=by, at=at, until=leaves):
        if open_rows.update(until=leaves) != 1:
            raise Refused(_("这项任职已经结束了。"))
        open_handover(appointment, at=at)
        grants.withdraw(appointment, by=by, at=at)
        facts = {"post": appointment.post_id, "appointment": appointment.pk}
        if leaves > at:
            record("account", appointment.account_id, "leaves", by=by, at=at, on=leaves.isoformat(), **facts)
            return
        account = appointment.account
        stays = 0 if open_or_coming(account, at=at) else close_account(account, at=at)
        record("account", account.pk, "left", by=by, at=at, stays=stays, **facts)


def close_ended(*, at: datetime) -> int:
    """Close the accounts whose last appointment has run out; says how many (随任职停用)."""
    ended = Appointment.objects.filter(until__lte=at, until__gt=at - LOOK_BACK).select_related("account")
    accounts = {one.account_id: one.account for one in ended if one.account.active}
    going_on = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), account_id__in=accounts)
    for known in going_on.values_list("account_id", flat=True):
        accounts.pop(known, None)
    for account in accounts.values():
        with transaction.atomic():
            stays = close_account(account, at=at)
            record("account", account.pk, "closed", by=system(account.county_id), at=at, stays=stays)
    return len(accounts)


def close_account(account: Account, *, at: datetime) -> int:
    """Nobody signs in with it any more, and its tokens are dead; says how many stays that ended."""
    account.active = False
    account.save(update_fields=["active"])
    withdraw(account, at=at)
    revoke_all(account, at=at)
    return end_stays(account, at=at)


@transaction.atomic
def end_stays_of(account: Account, *, by: Actor, at: datetime) -> int:
    """An administrator signs somebody out of every device; says of how many."""
    require_administrator(by)
    ended = end_stays(account, at=at)
    record("account", account.pk, "stays_ended", by=by, at=at, stays=ended)
    return ended


@transaction.atomic
def end_stay_of(stay: SignIn, *, by: Actor, at: datetime) -> None:
    """An administrator signs somebody out of one device."""
    require_administrator(by)
    end(stay, by=by, at=at)
