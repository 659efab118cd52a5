"""Giving out a paper (打印): drawn as wanted, counted, and put on record with who took it (FRM-08)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.printing import As, PrintLog
from lianxin.kernel.paper import ledger, pdf, word
from lianxin.kernel.paper.days import moment_words
from lianxin.kernel.paper.filling import Data, Print, Sheet, fill
from lianxin.kernel.paper.fonts import Unprintable
from lianxin.kernel.paper.layout import Form, Size
from lianxin.kernel.paper.wording import edition_of_form

TRIES = 5
DRAWN: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    As.PDF: (pdf.draw, pdf.MEDIA),
    As.WORD: (word.draw, word.MEDIA),
    As.EXCEL: (ledger.draw, ledger.MEDIA),
}


@dataclass(frozen=True)
class Paper:
    """What is to be printed: a form with its values (None: blank), of which row, under which number.

    `said_at` is when the paper was first given out; its wording stays that of then.
    """

    form: Form
    data: Data | None = None
    number: str = ""
    row_kind: str = ""
    row_id: int = 0
    said_at: datetime | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is filled in."""
        return self.data is None


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
    draw, media = DRAWN[kind]
    for _attempt in range(TRIES):
        now = clock.now()
        copy = 0 if paper.blank else next_copy(paper)
        shadow = watermark(by, now) if paper.form.restricted and not paper.blank else ""
        on = Print(
            office=office,
            at=now,
            number=paper.number,
            copy=copy,
            size=size,
            watermark=shadow,
            said_at=paper.said_at,
        )
        body = draw(fill(paper.form, paper.data, on))
        if record(paper, on, by=by, kind=kind):
            return Printed(body, media, file_name(paper, kind), copy)
    raise Unprintable(_("别人也正在打印这一份，请再点一次。"))


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
        edition=edition_of_form(paper.form, at=paper.said_at),
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


def watermark(by: Actor, at: datetime) -> str:
    """Name, unit and time of who prints a restricted paper (C4)."""
    return " ".join(word for word in (by.name, by.duty, moment_words(at)) if word)


def file_name(paper: Paper, kind: str) -> str:
    """`F-98 办理结果答复书 103-2026-000042-7-1.pdf`: the code, the words, the number; nobody's name."""
    words = [paper.form.code, str(paper.form.title).replace("/", "、"), paper.number or "空白"]
    return f"{' '.join(words)}.{kind}"
