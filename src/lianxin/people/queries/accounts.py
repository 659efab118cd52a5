"""Accounts, their stays and their links (账号)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.kernel.context import current_county
from lianxin.people.models import (
    Account,
    Appointment,
    OneTimeLink,
    PastPassword,
    RecoveryCode,
    SignIn,
)
from lianxin.people.rules import ABSOLUTE
from lianxin.people.terms import terms


def account_by_login(login: str, *, county: int) -> Account | None:
    """The account of this county with this login."""
    return Account.objects.filter(login=login, county_id=county).first()


def account_by_id(pk: int) -> Account | None:
    """One account of the current county."""
    return Account.objects.filter(pk=pk, county_id=current_county()).first()


def name_of(account: Account) -> str:
    """Whose account it is; empty when nobody was ever appointed with it."""
    return names_of_accounts([account.pk]).get(account.pk, "")


def recovery_codes_left(account: int) -> int:
    """How many recovery or printed codes the account has not used yet."""
    return RecoveryCode.objects.filter(account_id=account, used_at=None).count()


def on_paper(account: int) -> bool:
    """Whether a printed list of codes stands for this account's telephone (口令单)."""
    return RecoveryCode.objects.filter(account_id=account, paper=True).exists()


def password_is_old(account: Account, *, at: datetime) -> bool:
    """Whether the password has to be changed before going on; in 等保 mode only (轮换)."""
    rule = terms()
    if not rule.dengbao:
        return False
    newest = PastPassword.objects.filter(account=account).order_by("-set_at").first()
    return newest is None or newest.set_at + rule.rotation < at


def open_appointment(pk: int, *, account: int, at: datetime) -> Appointment | None:
    """An appointment of this account that has not ended, perhaps not begun or not been confirmed."""
    related = ("post__unit__area", "person", "account")
    found = Appointment.objects.select_related(*related).filter(Q(until=None) | Q(until__gt=at))
    return found.filter(pk=pk, account_id=account).first()


def account_to_sign_in(pk: int) -> Account | None:
    """The account, as long as it may be signed in with."""
    return Account.objects.filter(pk=pk, active=True, must_set=False).first()


def open_sign_in(pk: int) -> SignIn | None:
    """A stay that nobody has ended, with its account."""
    return SignIn.objects.select_related("account").filter(pk=pk, ended_at=None).first()


def stay_of_account(pk: int, *, account: int) -> SignIn | None:
    """A stay of this account that nobody has ended."""
    return SignIn.objects.select_related("account").filter(pk=pk, account_id=account, ended_at=None).first()


def open_sign_ins(account: int, *, at: datetime) -> list[SignIn]:
    """Every stay of the account that may still be going on, the newest first."""
    stays = SignIn.objects.filter(account_id=account, ended_at=None, started_at__gte=at - ABSOLUTE)
    return list(stays.order_by("-started_at", "-pk"))


def usable_link(digest: str, *, at: datetime) -> OneTimeLink | None:
    """The link with this hash, while it is neither used, withdrawn nor expired."""
    return usable_links(at).filter(digest=digest).first()


def usable_link_by_id(pk: int, *, at: datetime) -> OneTimeLink | None:
    """The link a browser has already shown, while it is still usable."""
    return usable_links(at).filter(pk=pk).first()


def usable_links(at: datetime) -> QuerySet[OneTimeLink]:
    """Links neither used, withdrawn nor expired."""
    links = OneTimeLink.objects.select_related("account")
    return links.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


def names_of_accounts(accounts: Iterable[int]) -> dict[int, str]:
    """The person's name behind each account, past ones included; for timelines."""
    rows = Appointment.objects.filter(account_id__in=set(accounts)).order_by("pk")
    return dict(rows.values_list("account_id", "person__name"))
