"""Giving out a paper (打印): drawn as wanted, counted, and put on record with who took it (FRM-08)."""

from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.printing import As, PrintLog
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.filling import Data, Print, Sheet, fill
from lianxin.kernel.paper.layout import Form, Size
from lianxin.kernel.paper.unprintable import Unprintable
from lianxin.kernel.paper.wording import edition_of_form

TRIES = 5
BLANK = "blank"
DRAWN_BY = {As.PDF: "pdf", As.WORD: "word", As.EXCEL: "ledger"}
MEDIA = {
    As.PDF: "application/pdf",
    As.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    As.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Paper:
    """What is to be printed: a form with its values (None: blank), of which row, under which number.

    `restricted` gives the watermark to one that hasn't it by its form. `said_at` is when the paper was first given
    out; its wording stays that of then. `edition` is that of what was kept with the row, beside the form's own.
    """

    form: Form
    data: Data | None = None
    number: str = ""
    row_kind: str = ""
    row_id: int = 0
    restricted: bool = False
    said_at: datetime | None = None
    edition: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in."""
        return self.data is None

    @property
    def shadowed(self) -> bool:
        """Whether it carries the watermark of who prints it."""
        return not self.blank and (self.form.restricted or self.restricted)


@dataclass(frozen=True)
class Printed:
    """A paper that was made."""

    body: bytes
    media: str
    name: str
    copy: int


def give_out(
    paper: Paper, *, office: str, by: Actor, kind: str = As.PDF, size: Size = Size.NORMAL
) -> Printed:
    """Draw a paper and put the print on record. Raises Unprintable in a sentence; then nothing is recorded.

    It is drawn before it is recorded, so that no writer waits for a drawing; who was overtaken draws again.
    """
    for _attempt in range(TRIES):
        now = clock.now()
        wanted = numbered(paper, now) if paper.blank else paper
        on = Print(
            office=office,
            at=now,
            number=wanted.number,
            copy=next_copy(wanted),
            size=size,
            watermark=watermark(by, now) if paper.shadowed else "",
            said_at=paper.said_at,
            edition=edition_of(paper),
        )
        body = draw(fill(paper.form, paper.data, on), kind)
        if record(wanted, on, by=by, kind=kind):
            return Printed(body, MEDIA[As(kind)], file_name(wanted, kind), on.copy)
    raise Unprintable(_("别人也正在打印这一份，请再点一次。"))


def draw(sheet: Sheet, kind: str) -> bytes:
    """The sheet as this kind of file. Raises Unprintable."""
    # Only now: reading the libraries costs more than a start of the site may take.
    drawn: bytes = import_module(f"lianxin.kernel.paper.{DRAWN_BY[As(kind)]}").draw(sheet)
    return drawn


def numbered(paper: Paper, at: datetime) -> Paper:
    """A blank form with the number of its sheet, `2026-00017`: what is written on it by hand keeps it (FRM-04)."""
    year = timezone.localtime(at).year
    printed = PrintLog.objects.filter(form=paper.form.code, row_kind=BLANK, number__startswith=f"{year}-")
    last = printed.aggregate(last=models.Max("number"))["last"]
    serial = int(last.partition("-")[2]) + 1 if last else 1
    return replace(paper, number=f"{year}-{serial:05d}", row_kind=BLANK)


def next_copy(paper: Paper) -> int:
    """The how manieth print of this form of this row the next one is."""
    same = PrintLog.objects.filter(
        form=paper.form.code, row_kind=paper.row_kind, row_id=paper.row_id, number=paper.number
    )
    return (same.aggregate(most=models.Max("copy"))["most"] or 0) + 1


def record(paper: Paper, on: Print, *, by: Actor, kind: str) -> bool:
    """Write the print down; False when somebody else printed this copy a moment ago."""
    row = PrintLog(
        form=paper.form.code,
        edition=on.edition,
        row_kind=paper.row_kind,
        row_id=paper.row_id,
        number=paper.number,
        copy=on.copy,
        kind=kind,
        at=on.at,
        by=by.account,
        post_id=by.post,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def edition_of(paper: Paper) -> str:
    """The edition of the form, its wording and what was kept with the row."""
    own = edition_of_form(paper.form, at=paper.said_at)
    return f"{own}/{paper.edition}" if paper.edition else own


def watermark(by: Actor, at: datetime) -> str:
    """Name, unit and time of who prints a restricted paper (C4)."""
    return " ".join(word for word in (by.name, by.duty, moment_words(at)) if word)


def file_name(paper: Paper, kind: str) -> str:
    """`F-98 办理结果答复书 103-2026-000042-7-1.pdf`: the code, the words, the number; nobody's name."""
    words = [paper.form.code, str(paper.form.title).replace("/", "、"), paper.number]
    return f"{' '.join(words)}.{kind}"
