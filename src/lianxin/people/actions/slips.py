"""Links and codes on paper, for staff who get neither by telephone (一次性链接单、口令单)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.actions.factors import new_paper_codes
from lianxin.people.actions.links import issue, refuse_second_hands
from lianxin.people.actions.record import record, require_administrator
from lianxin.people.models import Account
from lianxin.people.queries import Member, on_paper, posts_held
from lianxin.people.rules import Purpose, Refused

MOST = 50  # slips of one print


@dataclass(frozen=True)
class Slip:
    """What one person gets on paper: a link to begin by, and the codes that stand for a telephone, if any."""

    member: Member
    token: str
    expires_at: datetime | None
    codes: Sequence[str] = ()


@transaction.atomic
def print_slips(members: Sequence[Member], *, paper: bool, by: Actor, at: datetime) -> list[Slip]:
    """Fresh links for these people, whole or not at all; the print is on record.

    Old links, passwords, second factors and stays are void. Raises Refused, naming whom it concerns.
    """
    require_administrator(by)
    if not members:
        raise Refused(_("请至少勾选一个人。"))
    if len(members) > MOST:
        raise Refused(too_many())
    slips = [slip(member, paper=paper, by=by, at=at) for member in members]
    accounts = [member.account.pk for member in members]
    record("account", by.account or 0, "slips_printed", by=by, at=at, accounts=accounts, paper=paper)
    return slips


def too_many() -> str:
    """What to do when more are ticked than one print takes."""
    return _("一次最多打印 %(most)d 张，请分几次。") % {"most": MOST}


def slip(member: Member, *, paper: bool, by: Actor, at: datetime) -> Slip:
    """One slip. Raises Refused with the name in it."""
    purpose = Purpose.INVITE if member.account.must_set else Purpose.RESET
    try:
        link = issue(member.account, purpose=purpose, by=by, at=at, paper=paper)
    except Refused as refusal:
        raise Refused(f"{member.person.name}：{refusal.message}") from refusal
    codes = new_paper_codes(member.account, expires_at=link.expires_at) if paper else []
    return Slip(member, link.token, link.expires_at, codes)


@transaction.atomic
def print_codes(account: Account, *, by: Actor, at: datetime) -> list[str]:
    """A fresh list for somebody who signs in by printed codes already; the old list is void, the print on record.

    Raises Refused.
    """
    require_administrator(by)
    if account.must_set or not on_paper(account.pk):
        raise Refused(_("这个人不用口令单登录。要改用口令单，请到“打印链接单”里重新发。"))
    refuse_second_hands(account, {role for post in posts_held(account, at=at) for role in post.roles}, by=by)
    codes = new_paper_codes(account, expires_at=None)
    record("account", account.pk, "codes_printed", by=by, at=at)
    return codes
