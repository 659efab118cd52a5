"""`./run keys`: the fingerprint of this installation's keys; `--card` lays them out on a page for the safe."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.kernel import crypto
from lianxin.kernel.backups import keys as ring
from lianxin.kernel.backups.standing import card_path
from lianxin.kernel.counties import served
from lianxin.kernel.durable import write_whole
from lianxin.site import card
from lianxin.site.home import DEMO_OFFICE

NAME = "keys"
HELP = "看密钥指纹；--card 做出要放进保险柜的密钥卡（A4 一页）"


def configure(parser: argparse.ArgumentParser) -> None:
    """What to make of them."""
    parser.add_argument("--card", nargs="?", const="", metavar="FILE", help="写成一页 A4 网页，用浏览器打印")
    parser.add_argument("--text", action="store_true", help="把密钥卡打在屏幕上")


def run(options: argparse.Namespace) -> int:
    """Always 0. Raises KeyLost."""
    home = Path(settings.HOME.path)
    crypto.key_ring()
    keys = ring.from_file(crypto.key_file())
    if options.text:
        print(card.as_text(keys), end="")
        remember(home, keys.fingerprint)
    elif options.card is None:
        print(f"密钥指纹  Fingerprint: {keys.fingerprint}")
    else:
        write_page(home, keys, options.card)
    return 0


def write_page(home: Path, keys: ring.Keys, named: str) -> None:
    """The page, readable by its owner only."""
    path = Path(named).expanduser().resolve() if named else home / "keys" / "card.html"
    office = settings.OFFICE.get("name") or DEMO_OFFICE["name"]
    county = settings.COUNTY or next(iter(served()), 0)
    day = f"{timezone.localdate():%Y-%m-%d}"
    write_whole(path, card.as_page(keys, office=office, county=county, day=day).encode())
    remember(home, keys.fingerprint)
    print(f"✓ 密钥卡在 {path}，指纹 {keys.fingerprint}")
    print("  用浏览器打开、打印两份，放进两处保险柜，然后删掉这个文件：")
    print("  Open it in a browser, print it twice, keep the sheets in two safes, then delete the file:")
    print(f"  rm {path}")


def remember(home: Path, fingerprint: str) -> None:
    """When a card was made of which key: the doctor asks for a new one after the key was changed."""
    write_whole(card_path(home), f"{fingerprint} {datetime.now(tz=UTC):%Y-%m-%d}\n".encode())
