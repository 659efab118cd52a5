"""The printed key card (密钥卡) at the command line: typing it in, and laying it out on a page of A4."""

import sys
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

import segno

from lianxin.kernel.backups import keys as ring
from lianxin.kernel.backups.keys import CardMistyped, Keys
from lianxin.kernel.backups.sealed_file import Head
from lianxin.kernel.crypto import KeyLost
from lianxin.site import saying
from lianxin.site.errors import Unable

TEMPLATE = Path(__file__).parent / "card.html"
Say = Callable[[str], object]
Ask = Callable[[str], str]


def keys_for(head: Head, home: Path, *, card: str | None, file: str | None, say: Say) -> Keys:
    """The keys from a file, from the card, or from the data folder when they are there already. Raises Unable."""
    if file:
        return from_key_file(Path(file))
    if card == "-":
        return typed(head.secrets * 2, input if sys.stdin.isatty() else None, say)
    if card:
        return of_lines(Path(card).read_text(encoding="utf-8").splitlines())
    there = home / "keys" / "field.key"
    if there.exists():
        return from_key_file(there)
    raise saying.no_key(ring.shown(head.key))


def from_key_file(path: Path) -> Keys:
    """The keys of a key file. Raises Unable."""
    try:
        return ring.from_file(path)
    except KeyLost as error:
        raise Unable(
            f"密钥文件 {path} 不在或已损坏；请改用密钥卡：加 --card。",
            f"The key file {path} is missing or broken: use the card, --card.",
        ) from error


def of_lines(lines: Iterable[str]) -> Keys:
    """The keys on a card that stands in a file: its lines of keys, whatever else is there. Raises Unable."""
    try:
        return ring.from_lines([line for line in lines if ring.looks_like_a_line(line)])
    except CardMistyped as fault:
        raise mistyped(fault) from fault


def typed(count: int, ask: Ask | None, say: Say) -> Keys:
    """The lines of the card one after the other; at a keyboard a wrong line is asked for again. Raises Unable."""
    if ask is None:
        return of_lines(sys.stdin.read().splitlines())
    say(f"请照密钥卡输入 {count} 行，空格可以不打，大小写都行。  Type the {count} lines of the card.")
    lines = list[str]()
    while len(lines) < count:
        number = len(lines) + 1
        line = ask(f"第 {number} 行：")
        try:
            ring.read_line(number, line)
        except CardMistyped as fault:
            say(f"  ✗ 第 {number} 行{fault}，请再输一次。")
        else:
            lines.append(line)
    return ring.from_lines(lines)


def mistyped(fault: CardMistyped) -> Unable:
    """The line that is wrong."""
    return Unable(
        f"密钥卡第 {fault.line} 行{fault}；请对照卡片重新输入这一行。",
        f"Line {fault.line} of the card is wrong: compare it with the card and type it again.",
    )


def as_text(keys: Keys) -> str:
    """The card as plain lines."""
    rows = [f"{number}. {line}" for number, line in enumerate(ring.card_lines(keys), 1)]
    return "\n".join([f"连心桥密钥卡  指纹 {keys.fingerprint}", *rows]) + "\n"


def as_page(keys: Keys, *, office: str, county: int, day: str) -> str:
    """The card as a page to print: lines, square code, and what to do on the day it is needed."""
    rows = "\n".join(f"<li>{line}</li>" for line in ring.card_lines(keys))
    filled = {
        "lines": rows,
        "code": square_code(keys).svg_inline(scale=3, border=2),
        "fingerprint": keys.fingerprint,
        "office": escape(office),
        "county": str(county),
        "day": day,
    }
    page = TEMPLATE.read_text(encoding="utf-8")
    for name, value in filled.items():
        page = page.replace("{{ " + name + " }}", value)
    return page


def square_code(keys: Keys) -> segno.QRCode:
    """The lines of the card for a camera."""
    return segno.make("\n".join(ring.card_lines(keys)), error="m", micro=False)
