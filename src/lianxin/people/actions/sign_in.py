"""Signing in and out: two factors, no code twice, no telling known logins from unknown ones."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianxin.kernel import throttle
from lianxin.kernel.actor import Actor
from lianxin.kernel.crypto import blind_index
from lianxin.people import passwords, queries, totp
from lianxin.people.actions.record import record
from lianxin.people.models import Account, LastStep, RecoveryCode, SignIn
from lianxin.people.rules import ABSOLUTE, How, Refused, TooMany

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
    spend("people.address", here, limit=TRIES_FROM, window=QUARTER)
    spend("people.password", f"{login} {here}", limit=TRIES_HERE, window=QUARTER)
    account = queries.account_by_login(login, county=county)
    usable = account is not None and account.active and not account.must_set
    stored = account.password if account is not None and usable else None
    if not passwords.matches(password, stored) or account is None:
        log.warning("password refused from %s", address)
        raise Refused(_("登录名或密码不对，请再试。忘了密码，请找本单位管理员重发一次性链接。"))
    throttle.give_back("people.address", here)
    throttle.clear("people.password", f"{login} {here}")
    return account


def enter(account: Account, typed: str, *, address: str, at: datetime) -> SignIn:
    """The second factor, after which the stay begins: the telephone's code, or a recovery code.

    Raises Refused when it is wrong, was used before, or the account holds no post; TooMany by account and
    address, and by account over a day.
    """
    here = f"{account.pk} {throttle.address_key(address)}"
    spend("people.code", here, limit=TRIES_HERE, window=QUARTER)
    spend("people.codes", str(account.pk), limit=CODES_A_DAY, window=DAY)
    how = met_by(account, typed, at=at)
    if how is not None:
        throttle.clear("people.code", here)
        return open_stay(account, how=how, at=at)
    refuse_code(account, at=at)
    raise Refused(
        _("口令不对或已用过。请等手机上换出下一个 6 位数字再填；手机不在身边，请填一个恢复码。"), field="code"
    )


def met_by(account: Account, typed: str, *, at: datetime) -> How | None:
    """Which second factor this is, used up by asking; None when it is none."""
    if use_code(account, typed, at=at):
        return How.CODE
    return How.RECOVERY if use_recovery_code(account, typed, at=at) else None


def spend(scope: str, key: str, *, limit: int, window: timedelta) -> None:
    """Count one try. Raises TooMany when there were enough."""
    wait = throttle.spend(scope, key, limit=limit, window=window)
    if wait is not None:
        raise TooMany(wait)


def use_code(account: Account, code: str, *, at: datetime) -> bool:
    """Whether this code is right and was never used; it is used up by asking."""
    step = totp.matching_step(account.totp, code, at=at) if account.totp else None
    if step is None:
        return False
    last = LastStep.objects.filter(account=account)
    if last.filter(step__lt=step).update(step=step):
        return True
    return not last.exists() and _first_step(account, step)


def _first_step(account: Account, step: int) -> bool:
    try:
        with transaction.atomic():
            LastStep.objects.create(account=account, step=step)
    except IntegrityError:  # the same code came twice at once; the other one was first
        return False
    return True


def use_recovery_code(account: Account, typed: str, *, at: datetime) -> bool:
    """Whether this is one of the account's unused recovery codes; it is used up by asking."""
    digest = recovery_digest(account, typed)
    codes = RecoveryCode.objects.filter(account=account, digest=digest, used_at=None)
    return codes.update(used_at=at) == 1


def recovery_digest(account: Account, typed: str) -> str:
    """The keyed hash a recovery code is kept as."""
    return blind_index(f"{account.client_id} {totp.clean_recovery_code(typed)}", "recovery code")


@transaction.atomic
def renew_recovery_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    """One's own fresh recovery codes, on record."""
    codes = new_recovery_codes(account)
    record("account", account.pk, "recovery_codes", by=by, at=at)
    return codes


@transaction.atomic
def new_recovery_codes(account: Account) -> list[str]:
    """Ten fresh recovery codes, shown once; the old ones are void."""
    codes = totp.new_recovery_codes()
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(account=account, digest=recovery_digest(account, code)) for code in codes]
    )
    return codes


def begin_demo(account: Account, *, at: datetime) -> SignIn:
    """Take on an invented person; the page asks `demo.demo_open` first. Raises Refused outside the demo."""
    if not settings.DEMO:
        raise Refused(_("只有演示版可以这样登录。"))
    return open_stay(account, how=How.DEMO, at=at)


@transaction.atomic
def open_stay(account: Account, *, how: How, at: datetime) -> SignIn:
    """Begin a stay for an account whose factors are proven. Raises Refused when it holds no post."""
    actor = queries.actor_of(account, at=at, demo=how == How.DEMO)
    if actor is None:
        raise Refused(_("您的账号现在没有岗位。请找本单位管理员核对。"))
    stay = SignIn.objects.create(account=account, how=how, started_at=at)
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


def change_password(account: Account, *, current: str, new: str, by: Actor, at: datetime) -> None:
    """Replace one's own password; every stay ends. Raises Refused when the current one is wrong, TooMany."""
    spend("people.change", str(account.pk), limit=TRIES_HERE, window=QUARTER)
    if not passwords.matches(current, account.password):
        raise Refused(_("现在的密码不对，请重填。"), field="current")
    throttle.clear("people.change", str(account.pk))
    with transaction.atomic():
        account.password = passwords.hashed(new)
        account.save(update_fields=["password"])
        ended = end_stays(account, at=at)
        record("account", account.pk, "password", by=by, at=at, stays=ended)
