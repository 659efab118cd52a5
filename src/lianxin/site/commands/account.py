"""`./run account`: the operator's way back in when no administrator can sign in."""

import argparse
import os
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.people import queries
from lianxin.people.actions.links import issue
from lianxin.people.rules import Purpose, Refused
from lianxin.site.addresses import own_address, url
from lianxin.site.errors import Unable

NAME = "account"
HELP = "列出账号，或给一个账号重发一次性链接（密码和动态口令作废重设）"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and for whom."""
    parser.add_argument("what", choices=["list", "link"], help="list 列出账号；link 重发一次性链接")
    parser.add_argument("login", nargs="?", help="登录名（link 要填）")
    parser.add_argument("--county", type=int, help="县代码，只有一个县时不用填")


def run(options: argparse.Namespace) -> int:
    """List the accounts, or print a fresh link. Raises Unable."""
    county = options.county or settings.COUNTY or queries.only_county()
    if county is None:
        raise Unable(
            "还没有装好，或有几个县；请先运行 ./run setup，或用 --county 指明县代码。",
            "Nothing is set up, or several counties are: run ./run setup, or name one by --county.",
        )
    now = timezone.now()
    with in_county(county):
        if options.what == "list":
            list_accounts(now)
        else:
            print_link(options.login or "", county, now)
    return 0


def list_accounts(now: datetime) -> None:
    """Login, name, posts, and whether the account is in use."""
    for office in queries.offices(now):
        for member in office.members:
            posts = "、".join(one.post.name for one in member.appointments)
            print(f"{member.account.login}\t{member.person.name}\t{office.unit.name} {posts}\t{member.state}")


def print_link(login: str, county: int, now: datetime) -> None:
    """A fresh one-time link; the old password, second factor and stays are void. Raises Unable."""
    account = queries.account_by_login(login, county=county)
    if account is None:
        raise Unable(
            f"没有登录名“{login}”；./run account list 列出全部账号。",
            f"No account {login!r}: ./run account list shows them all.",
        )
    try:
        link = issue(account, purpose=Purpose.RESET, by=system(county), at=now)
    except Refused as refusal:
        raise Unable(
            refusal.message, "The account holds no post: an administrator has to give it one."
        ) from refusal
    host = settings.HOME.hosts[0] if settings.HOME.hosts else own_address() or "127.0.0.1"
    print(f"{url(host, int(os.environ.get('PORT', '8000')))}join/{link.token}/")
    print(f"只能用一次，{link.expires_at.astimezone():%Y-%m-%d %H:%M} 前有效。  Works once, until then.")
