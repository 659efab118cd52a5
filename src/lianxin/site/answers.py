"""What `./run setup` asks, from flags or at the keyboard, checked before anything is written."""

import argparse
import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lianxin.site.errors import Unable

COUNTY_DIGITS, TOWNSHIP_DIGITS, CODE_DIGITS = 6, 9, 12
FIRST_COMMUNITY, FIRST_VILLAGE = 1, 200
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]")
PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}[0-9]")
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
ENCODINGS = ("utf-8-sig", "gb18030")

Ask = Callable[[str], str]


@dataclass(frozen=True)
class Question:
    """One thing to know: the flag, the words at the keyboard, and what is used when nothing is said."""

    flag: str
    words: str
    default: str = ""

    @property
    def name(self) -> str:
        return self.flag.removeprefix("--").replace("-", "_")


QUESTIONS = (
    Question("--county", "县（市、区）代码，6 位数字"),
    Question("--county-name", "县（市、区）名称，例如 云汀县"),
    Question("--township-code", "乡镇（街道）代码，9 位数字"),
    Question("--township-name", "乡镇（街道）名称，例如 青禾镇"),
    Question("--villages", "村（社区）名单文件（CSV，每行 代码,名称 或只有名称），没有就回车", default="-"),
    Question("--phone", "群众拨打的电话，印在每一页上，没有就回车", default="-"),
    Question("--admin-name", "首位系统管理员姓名"),
    Question("--admin-login", "首位系统管理员登录名，小写字母和数字", default="admin"),
)


@dataclass(frozen=True)
class Village:
    """A line of the list of villages."""

    code: str
    name: str

    @property
    def community(self) -> bool:
        return self.name.endswith(("社区", "居委会"))


@dataclass(frozen=True)
class Answers:
    """Everything `./run setup` needs to know, checked."""

    county: int
    county_name: str
    township_code: str
    township_name: str
    villages: tuple[Village, ...]
    hosts: tuple[str, ...]
    phone: str
    admin_name: str
    admin_login: str


def configure(parser: argparse.ArgumentParser) -> None:
    """One flag for each question."""
    for question in QUESTIONS:
        parser.add_argument(question.flag, help=question.words)
    parser.add_argument("--host", action="append", default=[], help="别的电脑访问本机用的地址或域名，可重复")


def collect(options: argparse.Namespace, *, ask: Ask | None, own_address: str) -> Answers:
    """The answers from the flags, the rest asked for. Raises Unable, naming the flag and the remedy.

    `ask` is None when nobody sits at the keyboard.
    """
    said = {question.name: getattr(options, question.name) for question in QUESTIONS}
    missing = [question for question in QUESTIONS if said[question.name] is None]
    if ask is None:
        refuse_missing([question.flag for question in missing if not question.default])
    for question in missing:
        said[question.name] = answer(question, ask)
    hosts = tuple(options.host) or tuple(filter(None, [answer(host_question(own_address), ask)]))
    return check({name: value.strip() for name, value in said.items()}, hosts)


def host_question(own_address: str) -> Question:
    """Other machines open this one by its address, unless told otherwise."""
    return Question("--host", "别的电脑访问本机用的地址或域名", default=own_address)


def answer(question: Question, ask: Ask | None) -> str:
    """What was typed, or the default."""
    if ask is None:
        return question.default
    hint = f"（回车用 {question.default}）" if question.default.strip("-") else ""
    while True:
        typed = ask(f"{question.words}{hint}：").strip() or question.default
        if typed or question.flag == "--host":
            return typed


def refuse_missing(flags: list[str]) -> None:
    """Raises Unable when a flag without a default was left out and nobody can be asked."""
    if flags:
        raise Unable(
            f"还缺 {' '.join(flags)}；请补上，或在终端里直接运行 ./run setup 逐项填写。",
            f"Missing {' '.join(flags)}: add them, or run ./run setup in a terminal to be asked.",
        )


def check(said: dict[str, str], hosts: tuple[str, ...]) -> Answers:
    """Checked answers. Raises Unable at the first that can't be."""
    county = digits("--county", said["county"], COUNTY_DIGITS)
    if not said["county_name"] or not said["township_name"] or not said["admin_name"]:
        raise fault("--county-name --township-name --admin-name", "名称不能空着", "names can't be empty")
    township = digits("--township-code", said["township_code"].removesuffix("000"), TOWNSHIP_DIGITS)
    if not township.startswith(county):
        raise fault("--township-code", f"要以县代码 {county} 开头", f"it must begin with {county}")
    if not LOGIN.fullmatch(said["admin_login"]):
        raise fault(
            "--admin-login", "登录名是 3 到 32 个小写字母、数字、点或横线", "3 to 32 of a-z, 0-9, dot, dash"
        )
    for host in hosts:
        if not HOST.fullmatch(host):
            raise fault(
                "--host", f"“{host}”不是地址：不要带 http:// 和端口", f"{host!r}: no http://, no port"
            )
    return Answers(
        county=int(county),
        county_name=said["county_name"],
        township_code=township.ljust(CODE_DIGITS, "0"),
        township_name=said["township_name"],
        villages=() if said["villages"] in {"", "-"} else read_villages(Path(said["villages"]), township),
        hosts=hosts,
        phone=checked_phone(said["phone"]),
        admin_name=said["admin_name"],
        admin_login=said["admin_login"],
    )


def digits(flag: str, value: str, length: int) -> str:
    """The value, when it is a code of so many digits that doesn't begin with 0. Raises Unable."""
    if not re.fullmatch(rf"[1-9][0-9]{{{length - 1}}}", value):
        raise fault(flag, f"要 {length} 位数字，收到“{value}”", f"{length} digits wanted, not {value!r}")
    return value


def checked_phone(value: str) -> str:
    """The telephone of the office, empty when it has none. Raises Unable."""
    if value in {"", "-"}:
        return ""
    if not PHONE.fullmatch(value):
        raise fault("--phone", f"“{value}”不是电话号码", f"{value!r} is no telephone number")
    return value


def fault(flag: str, zh: str, en: str) -> Unable:
    """An answer that can't be used."""
    return Unable(f"{flag}：{zh}。", f"{flag}: {en}.")


def read_villages(path: Path, township: str) -> tuple[Village, ...]:
    """The villages; names without codes get the next free ones, communities from 001, villages from 200.

    Raises Unable for a file that can't be read, a code outside the township, a village that comes twice.
    """
    rows = [row for row in table(path) if any(row)]
    named = [(row[0], row[1]) if len(row) > 1 and row[1] else ("", row[0]) for row in rows]
    if named and (named[0][1] in {"名称", "村名", "name"} or named[0][0] in {"代码", "code"}):
        named = named[1:]
    taken = {code for code, _name in named}
    villages = tuple(Village(code or next_code(name, township, taken), name) for code, name in named)
    refuse_strange(path, villages, township)
    return villages


def table(path: Path) -> list[list[str]]:
    """The cells of a CSV file in UTF-8 or GBK, without the blanks around them. Raises Unable."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise fault("--villages", f"读不了文件 {path}，请核对路径和权限", f"can't read {path}") from error
    for encoding in ENCODINGS:
        try:
            return [[cell.strip() for cell in row] for row in csv.reader(raw.decode(encoding).splitlines())]
        except UnicodeDecodeError:
            continue
    raise fault("--villages", f"{path} 不是文本文件，请另存为 CSV", f"{path} is no text: save it as CSV")


def next_code(name: str, township: str, taken: set[str]) -> str:
    """The next free code of the township for a community or a village; it is taken from now on."""
    step = FIRST_COMMUNITY if Village("", name).community else FIRST_VILLAGE
    while f"{township}{step:03d}" in taken:
        step += 1
    code = f"{township}{step:03d}"
    taken.add(code)
    return code


def refuse_strange(path: Path, villages: tuple[Village, ...], township: str) -> None:
    """Raises Unable at the first line that can't be a village of this township."""
    codes, names = set[str](), set[str]()
    for line, village in enumerate(villages, start=1):
        where = f"{path} 第 {line} 个村“{village.name}”"
        if not re.fullmatch(rf"{township}(?!000)\d{{3}}", village.code):
            raise fault(
                "--villages",
                f"{where}：代码 {village.code} 应是以 {township} 开头的 12 位数字",
                f"village {line}: the code must be 12 digits beginning with {township}",
            )
        if village.code in codes or village.name in names:
            raise fault("--villages", f"{where} 重复了，请删去一行", f"village {line} comes twice")
        codes.add(village.code)
        names.add(village.name)
