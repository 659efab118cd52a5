"""`./run api`: tokens for programs, and the document they are written by."""

import argparse
import json
import sys
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county, in_county
from lianxin.people import queries
from lianxin.people.actions import tokens
from lianxin.people.models import Account
from lianxin.people.queries.tokens import all_tokens, posts_to_choose, token_by_id
from lianxin.people.rules import Refused
from lianxin.people.rules.tokens import Scope, longest_life
from lianxin.site.api.pages import described
from lianxin.site.errors import Unable

NAME = "api"
HELP = "接口：列出令牌，给一个账号做令牌，作废一个，输出接口说明（OpenAPI）"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and for whom."""
    parser.add_argument(
        "what",
        choices=["list", "token", "revoke", "document"],
        help="list 列出令牌；token 做一个；revoke 作废一个；document 输出接口说明",
    )
    parser.add_argument("whom", nargs="?", help="登录名（token 要填），或令牌的号（revoke 要填）")
    parser.add_argument("--name", help="给哪个系统用（token 要填）")
    parser.add_argument(
        "--use", nargs="+", choices=Scope.values, default=[Scope.READ.value], help="能做什么，不写只能看"
    )
    parser.add_argument("--post", type=int, help="按哪个岗位，只有一个岗位时不用填")
    parser.add_argument("--days", type=int, help="用几天，不写就用设置里最长的")
    parser.add_argument("--county", type=int, help="县代码，只有一个县时不用填")


def run(options: argparse.Namespace) -> int:
    """List, make or revoke tokens, or print the document. Raises Unable."""
    if options.what == "document":
        json.dump(described(), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    county = options.county or settings.COUNTY or queries.only_county()
    if county is None:
        raise Unable(
            "还没有装好，或有几个县；请先运行 ./run setup，或用 --county 指明县代码。",
            "Nothing is set up, or several counties are: run ./run setup, or name one by --county.",
        )
    with in_county(county):
        {"list": show, "token": make, "revoke": revoke}[options.what](options, timezone.now())
    return 0


def show(options: argparse.Namespace, now: datetime) -> None:
    """Number, name, whose, post, uses, last use and end of every token."""
    for line in all_tokens(at=now):
        row = line.token
        used = f"{timezone.localtime(row.used_at):%Y-%m-%d %H:%M}" if row.used_at else "没用过"
        end = "已失效" if line.over else f"{timezone.localtime(row.expires_at):%Y-%m-%d} 到期"
        post = f"{row.post.unit.name} {row.post.name}"
        print(f"{row.pk}\t{row.name}\t{row.account.login}\t{post}\t{' '.join(row.scopes)}\t{used}\t{end}")


def make(options: argparse.Namespace, now: datetime) -> None:
    """A token for an account, printed this once. Raises Unable."""
    account = found(options)
    if not options.name:
        raise Unable("请用 --name 写明给哪个系统用。", "Say by --name which system uses it.")
    try:
        made = tokens.issue(
            account,
            post_of(account, options, now),
            name=options.name,
            scopes=options.use,
            days=options.days or longest_life(),
            by=system(account.county_id),
            at=now,
        )
    except Refused as refusal:
        raise Unable(refusal.message, "The token was not made.") from refusal
    print(made.token)
    print(
        f"只显示这一次，{timezone.localtime(made.row.expires_at):%Y-%m-%d} 前有效。  Shown once, good until then."
    )


def found(options: argparse.Namespace) -> Account:
    """The account that was named. Raises Unable."""
    account = queries.account_by_login(options.whom or "", county=current_county())
    if account is None:
        raise Unable(
            f"没有登录名“{options.whom or ''}”；./run account list 列出全部账号。",
            f"No account {options.whom!r}: ./run account list shows them all.",
        )
    return account


def post_of(account: Account, options: argparse.Namespace, now: datetime) -> int:
    """The post it works on. Raises Unable when it holds none, or several and none was named."""
    held = posts_to_choose(account.pk, at=now)
    if options.post is not None:
        return int(options.post)
    if len(held) == 1:
        return held[0].pk
    named = "、".join(f"{post.pk} {post.unit.name} {post.name}" for post in held) or "没有"
    raise Unable(f"请用 --post 写明按哪个岗位：{named}。", "Name one of its posts by --post.")


def revoke(options: argparse.Namespace, now: datetime) -> None:
    """A token opens nothing any more. Raises Unable."""
    key = options.whom or ""
    row = token_by_id(int(key)) if key.isascii() and key.isdigit() else None
    if row is None:
        raise Unable(f"没有 {key} 号令牌；./run api list 列出全部。", f"No token {key!r}: ./run api list.")
    tokens.revoke(row, by=system(row.county_id), at=now)
    print(f"✓ {row.pk} 号令牌“{row.name}”已作废  Revoked")
