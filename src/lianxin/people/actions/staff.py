"""Taking people on, giving them posts, letting them go: rights come from posts held, and end with them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index
from lianxin.people import queries, rules
from lianxin.people.actions.links import NewLink, issue, withdraw
from lianxin.people.actions.record import keep_one_administrator, record, require_administrator
from lianxin.people.actions.sign_in import end_stays
from lianxin.people.models import Account, Appointment, Person, Post
from lianxin.people.rules import Purpose, Refused

PHONE = "phone"


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
) -> tuple[Account, NewLink]:
    """A person, an account and a first post, with the link to begin by.

    Raises Refused, field `login`, when somebody has this login already.
    """
    require_administrator(by)
    account = open_account(login)
    person = add_person(name=name, phone=phone)
    _give_post(account, person, post, by=by, at=at)
    return account, issue(account, purpose=purpose, by=by, at=at)


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
def appoint(account: Account, person: Person, post: Post, *, by: Actor, at: datetime) -> Appointment:
    """Give the account's holder one more post.

    Raises Refused, field `post`, when it is held already or would mix account-keeping with cases.
    """
    require_administrator(by)
    return _give_post(account, person, post, by=by, at=at)


def _give_post(account: Account, person: Person, post: Post, *, by: Actor, at: datetime) -> Appointment:
    held = queries.posts_held(account, at=at)
    if post.pk in {one.pk for one in held}:
        raise Refused(_("已经在这个岗位上了。"), field="post")
    refuse_mixed_duties([*held, post])
    appointment = Appointment.objects.create(person=person, post=post, account=account, since=at)
    record("account", account.pk, "appointed", by=by, at=at, post=post.pk)
    return appointment


def refuse_mixed_duties(posts: Iterable[Post]) -> None:
    """Raises Refused when one account would both keep accounts and read cases (D7)."""
    if rules.mixes_duties({role for post in posts for role in post.roles}):
        raise Refused(_("管账号和办件不能用同一个账号。请给这个人另开一个管理员账号。"), field="post")


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The person leaves the post; with the last post the account is closed and its stays end (随任职停用).

    Raises Refused when it has ended already, or no administrator would be left.
    """
    require_administrator(by)
    if Appointment.objects.filter(pk=appointment.pk, until=None).update(until=at) != 1:
        raise Refused(_("这项任职已经结束了。"))
    account = appointment.account
    stays = 0 if queries.posts_held(account, at=at) else close_account(account, at=at)
    record("account", account.pk, "left", by=by, at=at, post=appointment.post_id, stays=stays)
    keep_one_administrator(by=by, at=at)


def close_account(account: Account, *, at: datetime) -> int:
    """Nobody signs in with it any more; says how many stays that ended."""
    account.active = False
    account.save(update_fields=["active"])
    withdraw(account, at=at)
    return end_stays(account, at=at)


@transaction.atomic
def end_stays_of(account: Account, *, by: Actor, at: datetime) -> int:
    """An administrator signs somebody out of every device; says of how many."""
    require_administrator(by)
    ended = end_stays(account, at=at)
    record("account", account.pk, "stays_ended", by=by, at=at, stays=ended)
    return ended
