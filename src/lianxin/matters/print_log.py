"""Who printed what (打印记录), as far as the reader may know of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.printing import PrintLog
from lianxin.kernel.paper.printing import BLANK
from lianxin.kernel.paper.shelf import form_named, forms
from lianxin.matters.models import Matter
from lianxin.matters.naming import MATTER
from lianxin.matters.queries import visible
from lianxin.people.queries import names_of_accounts, names_of_posts
from lianxin.web.parts import Text

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One print in words; `matter` is its number where the reader may open it."""

    at: datetime
    form: str
    title: Text
    edition: str
    number: str
    matter: str
    copy: int
    kind: str
    blank: bool
    who: str
    post: str


def logged(by: Actor) -> "QuerySet[PrintLog]":
    """The prints this actor may know of: of matters they see, blank ones, and for the auditor those about people."""
    seen = Q(row_kind=BLANK) | Q(row_kind=MATTER, row_id__in=visible(by, Matter).values("pk"))
    if by.holds(Role.AUDITOR):
        seen |= ~Q(row_kind__in=[BLANK, MATTER])
    return PrintLog.objects.filter(seen).order_by("-at", "-pk")


def lines(by: Actor, *, before: int | None = None) -> tuple[list[Line], int | None]:
    """A page of the log, the latest first, and the key of the next one."""
    found = logged(by)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    onward = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return in_words(rows[:PAGE]), onward


def in_words(rows: Iterable[PrintLog]) -> list[Line]:
    """Prints with the names of who made them; names, posts and matters are read once for all."""
    found = list(rows)
    people = names_of_accounts([row.by for row in found if row.by])
    posts = names_of_posts([row.post_id for row in found if row.post_id])
    keys = [row.row_id for row in found if row.row_kind == MATTER]
    matters = dict(Matter.objects.filter(pk__in=keys).values_list("pk", "number"))
    known = {form.code for form in forms()}
    return [
        Line(
            at=row.at,
            form=row.form,
            title=form_named(row.form).title if row.form in known else row.form,
            edition=row.edition,
            number=row.number,
            matter=matters.get(row.row_id, "") if row.row_kind == MATTER else "",
            copy=row.copy,
            kind=row.get_kind_display(),
            blank=row.row_kind == BLANK,
            who=people.get(row.by or 0, ""),
            post=posts.get(row.post_id or 0, ""),
        )
        for row in found
    ]
