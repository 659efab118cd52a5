"""Signing in and out: two factors, no code twice, no telling known logins from unknown ones."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel import throttle
from lianxin.kernel.actor import Actor
from lianxin.people import passwords, queries
from lianxin.people.actions.factors import keep_password, use_code, use_recovery_code
from lianxin.people.actions.record import record
from lianxin.people.models import Account, SignIn
from lianxin.people.rules import ABSOLUTE, How, Refused, TooMany
from lianxin.people.terms import terms

log = logging.getLogger(__name__)

QUARTER, DAY = timedelta(minutes=15), timedelta(days=1)
TRIES_HERE = 5  # wrong ones: one login from one address in a quarter of an hour
TRIES_FROM = 60  # wrong ones: one address in a quarter of an hour; a whole office may share it
CODES_A_DAY = 96  # one account: only somebody who knows the password gets this far (quality B4)


def check_password(login: str, password: str, *, county: int, address: str) -> Account:
    """The account whose password this is.

    Raises Refused, in the same words and at the same cost for a wrong password, an unknown login and a closed
    account; TooMany by login and address together, so that nobody locks another out from elsewhere (B3).
    """
    here = throttle.address_key(address)
    refuse_locked(login)
    spend("people.address", here, limit=TRIES_FROM, window=QUARTER)
    spend("people.password", f"{login} {here}", limit=TRIES_HERE, window=QUARTER)
    account = queries.account_by_login(login, county=county)
    usable = account is not None and account.active and not account.must_set
    stored = account.password if account is not None and usable else None
    if not passwords.matches(password, stored) or account is None:
        log.warning("password refused from %s", address)
        count_wrong(login)
        raise Refused(_("登录名或密码不对，请再试。忘了密码，请找本单位管理员重发一次性链接。"))
    throttle.give_back("people.address", here)
    throttle.clear("people.password", f"{login} {here}")
    throttle.clear("people.wrong", login)
    return account


def refuse_locked(login: str) -> None:
    """In 等保 mode: raises TooMany while this login is locked, wherever the try comes from."""
    rule = terms()
    wait = throttle.wait_of("people.lock", login, limit=1, window=rule.lock) if rule.dengbao else None
    if wait is not None:
        raise TooMany(wait)


def count_wrong(login: str) -> None:
    """In 等保 mode: the fifth wrong password locks the login, known or not, from everywhere."""
    rule = terms()
    if not rule.dengbao:
        return
    throttle.spend("people.wrong", login, limit=rule.wrong_tries, window=rule.lock)
    if throttle.wait_of("people.wrong", login, limit=rule.wrong_tries, window=rule.lock) is not None:
        throttle.clear("people.wrong", login)
        throttle.spend("people.lock", login, limit=1, window=rule.lock)


def prove(account: Account, typed: str, *, address: str, at: datetime) -> How:
    """The second factor, after which a stay may begin: the telephone's code, a recovery or a printed code.

    Raises Refused when it is wrong or was used before; TooMany by account and address, and by account over a day.
    """
    slow_down(account, address=address)
    how = met_by(account, typed, at=at)
    if how is not None:
        throttle.clear("people.code", f"{account.pk} {throttle.address_key(address)}")
        return how
    refuse_code(account, at=at)
    raise Refused(
        _("口令不对或已用过。请等手机上换出下一个 6 位数字再填；手机不在身边，请填一个恢复码。"), field="code"
    )


def slow_down(account: Account, *, address: str) -> None:
    """Count one try of a code. Raises TooMany by account and address, and by account over a day."""
    here = f"{account.pk} {throttle.address_key(address)}"
    spend("people.code", here, limit=TRIES_HERE, window=QUARTER)
    spend("people.codes", str(account.pk), limit=CODES_A_DAY, window=DAY)


def met_by(account: Account, typed: str, *, at: datetime) -> How | None:
    """Which second factor this is, used up by asking; None when it is none."""
    if use_code(account, typed, at=at):
        return How.CODE
    return use_recovery_code(account, typed, at=at)


def spend(scope: str, key: str, *, limit: int, window: timedelta) -> None:
    """Count one try. Raises TooMany when there were enough."""
    wait = throttle.spend(scope, key, limit=limit, window=window)
    if wait is not None:
        raise TooMany(wait)


def begin_demo(account: Account, *, at: datetime, device: str = "") -> SignIn:
    """Take on an invented person; the page asks `demo.demo_open` first. Raises Refused outside the demo."""
    if not settings.DEMO:
        raise Refused(_("只有演示版可以这样登录。"))
    return open_stay(account, how=How.DEMO, at=at, device=device)


@transaction.atomic
def open_stay(account: Account, *, how: How, at: datetime, device: str = "") -> SignIn:
    """Begin a stay for an account whose factors are proven. Raises Refused when it holds no post."""
    actor = queries.actor_of(account, at=at, passwordless=how == How.DEMO)
    if actor is None:
        raise Refused(_("您的账号现在没有岗位。请找本单位管理员核对。"))
    stay = SignIn.objects.create(account=account, how=how, started_at=at, seen_at=at, device=device)
    record("account", account.pk, "sign_in", by=actor, at=at, how=str(how), sign_in=stay.pk)
    return stay


@transaction.atomic
def refuse_code(account: Account, *, at: datetime) -> None:
    """Put on record that somebody knew the password and not the code."""
    by = queries.actor_of(account, at=at) or Actor(account=account.pk, county=account.county_id)
    record("account", account.pk, "code_refused", by=by, at=at)


@transaction.atomic
def end(sign_in: SignIn, *, by: Actor, at: datetime) -> None:
    """Close one stay; a stay that is closed already stays as it is."""
    if SignIn.objects.filter(pk=sign_in.pk, ended_at=None).update(ended_at=at):
        record("account", sign_in.account_id, "sign_out", by=by, at=at, sign_in=sign_in.pk)


@transaction.atomic
def end_everywhere(account: Account, *, by: Actor, at: datetime) -> int:
    """Close every stay of the account, on all its devices; says how many there were."""
    ended = end_stays(account, at=at)
    record("account", account.pk, "sign_out_everywhere", by=by, at=at, stays=ended)
    return ended


def end_stays(account: Account, *, at: datetime) -> int:
    """Close the stays only; for acts that record more than that."""
    return SignIn.objects.filter(account=account, ended_at=None).update(ended_at=at)


def end_worn_out(*, at: datetime) -> int:
    """Close the stays that have lasted as long as a stay may; says how many there were."""
    worn = SignIn.objects.filter(ended_at=None, started_at__lt=at - ABSOLUTE)
    return worn.update(ended_at=at)


def end_all(*, at: datetime) -> int:
    """Close every stay of the county; says how many there were."""
    return SignIn.objects.filter(ended_at=None).update(ended_at=at)


def change_password(account: Account, *, current: str, new: str, by: Actor, at: datetime) -> None:
    """Replace one's own password; every stay ends. Raises Refused when the current one is wrong, TooMany."""
    spend("people.change", str(account.pk), limit=TRIES_HERE, window=QUARTER)
    if not passwords.matches(current, account.password):
        raise Refused(_("现在的密码不对，请重填。"), field="current")
    throttle.clear("people.change", str(account.pk))
    with transaction.atomic():
        keep_password(account, new, at=at)
        ended = end_stays(account, at=at)
        record("account", account.pk, "password", by=by, at=at, stays=ended)


@transaction.atomic
def replace_old_password(account: Account, new: str, *, at: datetime) -> None:
    """A password that has stood too long is replaced before the stay begins (等保). Raises Refused."""
    keep_password(account, new, at=at)
    by = queries.actor_of(account, at=at) or Actor(account=account.pk, county=account.county_id)
    record("account", account.pk, "password", by=by, at=at, stays=0)
