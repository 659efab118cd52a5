"""Taking on a whole office from a sheet: read, checked as a whole, taken in whole or not at all (XC-04)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.sheets.book import open_book
from lianxin.kernel.sheets.limits import BadSheet
from lianxin.kernel.sheets.table import table_of
from lianxin.kernel.sheets.writing import as_csv
from lianxin.people.actions.record import record, require_administrator
from lianxin.people.actions.staff import take_on
from lianxin.people.forms import LOGIN_PATTERN, clean_phone
from lianxin.people.models import Post
from lianxin.people.queries.sheets import logins_taken, posts_by_name
from lianxin.people.rules import Refused, clean_login

COLUMNS = ("姓名", "登录名", "单位", "岗位", "电话")
PROBLEM = "问题"
LARGEST = 2000  # rows of one sheet


class Unusable(Refused):
    """The sheet can't be read at all; the words say why and what to do."""


@dataclass
class Row:
    """One line of the sheet, and what is wrong with it; without faults it has its post."""

    number: int
    cells: dict[str, str]
    faults: list[str] = field(default_factory=list)
    post: Post | None = None

    @property
    def name(self) -> str:
        """The person's name."""
        return self.cells["姓名"]

    @property
    def login(self) -> str:
        """The login as it will be stored."""
        return clean_login(self.cells["登录名"])

    @property
    def values(self) -> list[str]:
        """The cells in the order of the columns."""
        return [self.cells[name] for name in COLUMNS]


def read(data: bytes, name: str) -> list[Row]:
    """Every row of a file with what is wrong with it. Raises Unusable: no such columns, no rows, too many rows."""
    try:
        book = open_book(data, name)
        table = table_of(book.grid(0), COLUMNS, name)
    except BadSheet as fault:
        raise Unusable(str(fault)) from fault
    if [column for column in COLUMNS if column not in table.headings]:
        raise Unusable(_("第一行要有这几列：%(names)s。") % {"names": "、".join(COLUMNS)})
    rows = [Row(row.line, {column: row.cells[column] for column in COLUMNS}) for row in table.rows]
    if not rows:
        raise Unusable(_("表里没有人。请从第二行起一人一行。"))
    if len(rows) > LARGEST:
        raise Unusable(_("一次最多 %(most)d 人，请分几张表。") % {"most": LARGEST})
    check(rows)
    return rows


def check(rows: Sequence[Row]) -> None:
    """Find the faults of all rows by a fixed number of queries."""
    logins = [row.login for row in rows]
    taken, twice = logins_taken(logins), {login for login, many in Counter(logins).items() if many > 1}
    posts = posts_by_name()
    for row in rows:
        row.faults += faults_of(row, taken=taken, twice=twice)
        found = posts.get((row.cells["单位"], row.cells["岗位"]))
        row.post = found
        if found is None:
            row.faults.append(no_post(row, posts))


def faults_of(row: Row, *, taken: set[str], twice: set[str]) -> list[str]:
    """What is wrong with name, login and telephone."""
    faults = []
    if not row.name:
        faults.append(_("请填姓名。"))
    if not LOGIN_PATTERN.fullmatch(row.login):
        faults.append(_("登录名是 3 到 32 个小写字母、数字、点或横线，字母或数字开头。"))
    elif row.login in taken:
        faults.append(_("这个登录名已经有人用了，请换一个。"))
    elif row.login in twice:
        faults.append(_("这张表里有两行用了同一个登录名。"))
    try:
        row.cells["电话"] = clean_phone(row.cells["电话"])
    except ValidationError as fault:
        faults += fault.messages
    return faults


def no_post(row: Row, posts: Mapping[tuple[str, str], Post]) -> str:
    """Whether it is the unit or the post that isn't there."""
    if row.cells["单位"] not in {unit for unit, _post in posts}:
        return _("没有叫“%(name)s”的在用单位。请先在“单位和岗位”里建好。") % {"name": row.cells["单位"]}
    words = _("“%(unit)s”没有叫“%(post)s”的在用岗位。请先在“单位和岗位”里建好。")
    return words % {"unit": row.cells["单位"], "post": row.cells["岗位"]}


def faulty(rows: Iterable[Row]) -> list[Row]:
    """The rows that stop the sheet."""
    return [row for row in rows if row.faults]


@transaction.atomic
def take_in(rows: Sequence[Row], *, by: Actor, at: datetime) -> int:
    """Take everybody on, whole or not at all; says how many. Links are printed afterwards.

    Raises Refused when a row has a fault, or got one meanwhile.
    """
    require_administrator(by)
    if faulty(rows):
        raise Refused(_("表里还有要改的行，没有导入。请改好整张表再传。"))
    for row in rows:
        if row.post is None:
            raise LookupError(f"row {row.number} was not checked")
        try:
            take_on(name=row.name, phone=row.cells["电话"], login=row.login, post=row.post, by=by, at=at)
        except Refused as refusal:
            words = _("第 %(number)d 行：%(why)s没有导入。")
            raise Refused(words % {"number": row.number, "why": refusal.message}) from refusal
    record("account", by.account or 0, "imported", by=by, at=at, people=len(rows))
    return len(rows)


def error_sheet(rows: Iterable[Row]) -> str:
    """The rows to mend, each with its faults, ready for Excel; a cell can't become a formula (INV-15)."""
    mend = ([str(row.number), *row.values, " ".join(row.faults)] for row in faulty(rows))
    return as_csv(["行号", *COLUMNS, PROBLEM], mend)
