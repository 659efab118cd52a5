"""Telephone and ID numbers that stood in the words of an appeal: masked on its pages, in clear for who wrote them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import models
from django.utils.functional import Promise

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.shielding import READS_WHO, Shield, kept_from_paper
from lianxin.appeals.rules import Identity
from lianxin.kernel import pieces
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.models import Matter
from lianxin.people.rules.confidentiality import LOOKS

MATTER = "matter"


@dataclass(frozen=True)
class Number:
    """A number of the text as the page lists it: what it is, its marker's word, masked, and where to ask for it."""

    key: int
    label: str | Promise
    masked: str


def look_at(piece: SealedPiece) -> str:
    """What the access log calls a look at a number of a text."""
    return f"said.{piece.kind}"


def numbers_put_back(matter: Matter, parts: Sequence[models.Model]) -> list[Number]:
    """Put the masked numbers into these rows of a matter, for a page; what numbers there are, each once."""
    if not pieces.has_markers(parts):
        return []
    found = list(pieces.pieces_of(MATTER, [matter.pk]))
    shown = pieces.Shown(found)
    for part in parts:
        shown.put_back(part)
    once = {(one.kind, one.value_index): one for one in reversed(found)}
    return [
        Number(one.pk, LOOKS[look_at(one)], pieces.kind_of(one.kind).mask(one.value))
        for one in sorted(once.values(), key=lambda one: one.pk)
    ]


def told(speakers: Sequence[Appellant], *, by: Actor, shield: Shield) -> bool:
    """Whether this actor sees so much as the masked numbers of who speaks here.

    In a village a surname and four digits are a name.
    """
    return shield.passed or openly(speakers, secret=shield.secret) or by.holds(*READS_WHO)


def openly(speakers: Sequence[Appellant], *, secret: bool) -> bool:
    """Whether nobody who speaks here was promised confidence."""
    return not secret and all(one.identity != Identity.CONFIDENTIAL for one in speakers)


def put_back(matter: Matter, parts: Iterable[models.Model], *, clear: bool) -> None:
    """Put the numbers into these rows of a matter: in clear for who wrote or was written to, masked on all paper.

    Of who asked for confidence a paper says not even that much.
    """
    rows = list(parts)
    if not pieces.has_markers(rows):
        return
    if not clear and not openly(list(matter.appellants.all()), secret=kept_from_paper(matter.appeal)):
        return
    shown = pieces.Shown(pieces.pieces_of(MATTER, [matter.pk]), clear=clear)
    for row in rows:
        shown.put_back(row)


def put_back_in_list(
    parts: Mapping[int, Sequence[models.Model]], known: Mapping[int, Shield], *, by: Actor
) -> None:
    """Put the masked numbers into rows of many matters, by the matter's key, as far as its page would show them."""
    if not pieces.has_markers(chain.from_iterable(parts.values())):
        return
    speakers: dict[int, list[Appellant]] = {key: [] for key in parts}
    for one in Appellant.objects.filter(matter__in=list(parts)):
        speakers[one.matter_id].append(one)
    seen = [key for key in parts if told(speakers[key], by=by, shield=known[key])]
    shown = pieces.Shown(pieces.pieces_of(MATTER, seen))
    for part in chain.from_iterable(parts[key] for key in seen):
        shown.put_back(part)


def number_of(matter: Matter, key: int) -> SealedPiece | None:
    """One number that stood in the words of this matter."""
    return pieces.pieces_of(MATTER, [matter.pk]).filter(pk=key).first()
