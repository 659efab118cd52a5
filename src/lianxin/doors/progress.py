"""What the page of one's own matter shows when it goes together with another: progress, never other people (并案)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Appellant, Reply
from lianxin.appeals.queries.answer_sheet import AnswerSheet, answer_sheets
from lianxin.appeals.queries.numbers import put_back
from lianxin.matters.models import Matter
from lianxin.matters.relations import followers_of, main_of

Text = str | Promise
SOMEBODY = _("某某")


@dataclass(frozen=True)
class Told:
    """One reply as this resident may read it; `place` leads to its paper (F-98), which only its own matter has.

    `review_until` is the last day to ask for a review of a petition's answer (复查).
    """

    text: str
    sent_at: datetime
    place: int | None
    review_until: date | None = None


def standing_for(matter: Matter) -> Matter:
    """The matter that is worked on: the main of a merged one, else the matter itself."""
    return (main_of(matter) or matter) if matter.state == "merged" else matter


def told_to(matter: Matter, worked_on: Matter) -> list[Told]:
    """The replies that were sent; those of a main without the names and numbers of others."""
    sent = list(worked_on.replies.exclude(sent_at=None).order_by("sent_at", "pk"))
    if worked_on.pk == matter.pk:
        put_back(matter, sent, clear=True)
        papers = {sheet.sent_at: sheet for sheet in answer_sheets(matter)}
        return [told(one, papers.get(at)) for one in sent if (at := one.sent_at)]
    hidden = strangers(matter, worked_on)
    return [Told(without(hidden, one.text), at, None) for one in sent if (at := one.sent_at)]


def told(reply: Reply, paper: AnswerSheet | None) -> Told:
    """One's own reply with its paper."""
    place, until = (paper.place, paper.review_until) if paper is not None else (None, None)
    return Told(reply.text, reply.sent_at or reply.written_at, place, until)


def strangers(matter: Matter, main: Matter) -> Sequence[str]:
    """The names and numbers of everybody who spoke in the main or in what was merged into it, but for one's own."""
    theirs = [main.pk, *(row.pk for row in followers_of(main) if row.pk != matter.pk)]
    own = set(words_of(Appellant.objects.filter(matter=matter)))
    found = set(words_of(Appellant.objects.filter(matter_id__in=theirs)))
    return sorted(found - own, key=len, reverse=True)


def words_of(speakers: Iterable[Appellant]) -> Iterable[str]:
    """What names and reaches these people."""
    for one in speakers:
        yield from filter(None, (one.name, one.phone))


def without(hidden: Sequence[str], text: str) -> str:
    """A text without these words."""
    for word in hidden:
        text = text.replace(word, str(SOMEBODY))
    return text
