"""`./run account`: the operator's way back in when no administrator can sign in."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.actor import system
from lianxin.kernel.context import in_county
from lianxin.people import queries
from lianxin.people.actions.links import issue
from lianxin.people.intake import staff as sheet
from lianxin.people.rules import Purpose, Refused
from lianxin.site.addresses import own_address, url
from lianxin.site.errors import Unable

NAME = "account"
HELP = "列出账号，给一个账号重发一次性链接（密码和动态口令作废重设），或从表格导入人员"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to do, and for whom."""
    parser.add_argument(
        "what",
        choices=["list", "link", "import"],
        help="list 列出账号；link 重发一次性链接；import 从表格导入",
    )
    parser.add_argument("login", nargs="?", help="登录名（link 要填），或表格文件（import 要填）")
    parser.add_argument("--dry-run", action="store_true", help="只检查表格，不写入")
    parser.add_argument("--errors", metavar="FILE", help="把要改的行写进这个文件")
    parser.add_argument("--county", type=int, help="县代码，只有一个县时不用填")


def run(options: argparse.Namespace) -> int:
    """List the accounts, print a fresh link, or take people on from a sheet; 1 when the sheet has faults.

    Raises Unable.
    """
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
        elif options.what == "import":
            return take_in(options, county, now)
        else:
            print_link(options.login or "", county, now)
    return 0


def take_in(options: argparse.Namespace, county: int, now: datetime) -> int:
    """Take everybody of a sheet on, or nobody. Raises Unable when the file can't be used."""
    try:
        path = Path(options.login or "")
        rows = sheet.read(path.read_bytes(), path.name)
    except OSError as fault:
        raise Unable(f"打不开文件“{options.login or ''}”。", "The file can't be opened.") from fault
    except sheet.Unusable as fault:
        raise Unable(fault.message, "The sheet can't be used.") from fault
    faulty = sheet.faulty(rows)
    for row in faulty:
        print(f"✗ 第 {row.number} 行 {row.name}：{' '.join(row.faults)}")
    if faulty:
        if options.errors:
            Path(options.errors).write_text(sheet.error_sheet(rows), encoding="utf-8")
        print(f"共 {len(rows)} 人，{len(faulty)} 行要改，一个也没有导入。  Nothing was taken in.")
        return 1
    if options.dry_run:
        print(f"✓ 共 {len(rows)} 人，都可以导入（试运行，没有写入）  All can be taken in.")
        return 0
    sheet.take_in(rows, by=system(county), at=now)
    print(
        f"✓ 已导入 {len(rows)} 人；请在“人员和账号”里打印链接单。  Taken in; print their links on the pages."
    )
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
