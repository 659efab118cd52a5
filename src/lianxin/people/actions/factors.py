"""What an account proves itself by: password, telephone, codes on paper; each kept as a hash or sealed."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.crypto import blind_index
from lianxin.people import passwords, totp
from lianxin.people.actions.record import record
from lianxin.people.models import Account, LastStep, PastPassword, RecoveryCode
from lianxin.people.rules import How, Refused
from lianxin.people.terms import terms


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


def use_recovery_code(account: Account, typed: str, *, at: datetime) -> How | None:
    """Whether this is one of the account's unused codes, recovery or printed; it is used up by asking."""
    digest = recovery_digest(account, typed)
    found = RecoveryCode.objects.filter(account=account, digest=digest).first()
    fresh = RecoveryCode.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at), account=account, digest=digest
    )
    if found is None or fresh.filter(used_at=None).update(used_at=at) != 1:
        return None
    return How.PAPER if found.paper else How.RECOVERY


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
    return write_codes(account, totp.new_recovery_codes())


def new_paper_codes(account: Account, *, expires_at: datetime | None) -> list[str]:
    """Twenty fresh codes to be printed (口令单), good for signing in once its link was used; the old are void."""
    return write_codes(account, totp.new_paper_codes(), paper=True, expires_at=expires_at)


def write_codes(account: Account, codes: list[str], **kind: Any) -> list[str]:
    """Replace all codes of an account by these."""
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(account=account, digest=recovery_digest(account, code), **kind) for code in codes]
    )
    return codes


def keep_password(account: Account, password: str, *, at: datetime) -> None:
    """Set a password and remember it among the last ones.

    Raises Refused, field `password`, in 等保 mode when it was used lately.
    """
    rule = terms()
    past = list(PastPassword.objects.filter(account=account).order_by("-set_at", "-pk")[: rule.remembered])
    if rule.dengbao and any(passwords.matches(password, one.stored) for one in past):
        raise Refused(
            _("最近 %(count)d 次用过的密码不能再用，请换一个。") % {"count": rule.remembered},
            field="password",
        )
    account.password = passwords.hashed(password)
    account.save(update_fields=["password"])
    PastPassword.objects.create(account=account, stored=account.password, set_at=at)
    kept = [one.pk for one in past[: rule.remembered - 1]]
    PastPassword.objects.filter(account=account, set_at__lt=at).exclude(pk__in=kept).delete()
