"""Old appeals under a new edition of the search index: their words cut anew, the numbers in them sealed (重建索引)."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import models

from lianxin.appeals.queries.case_papers import WITH_TEXTS
from lianxin.appeals.queries.speakers import MATTER, keys_of_speakers
from lianxin.kernel import pieces
from lianxin.kernel.search import SearchText
from lianxin.matters.models import Matter

PARTS = (*WITH_TEXTS, "corrections")


def texts_of(keys: Sequence[int]) -> Iterator[SearchText]:
    """What these appeals are found by; numbers that were written before there was a seal for them are sealed."""
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=keys, kind="appeal").order_by("pk")
    for matter in rows.select_related("appeal").prefetch_related("appellants", *PARTS):
        seal_numbers(matter)
        said = sorted(matter.contacts.all(), key=lambda one: (one.at, one.pk))
        yield SearchText(
            MATTER,
            matter.pk,
            wording="\n".join([matter.title, matter.appeal.text, *(one.words for one in said[1:])]),
            place=matter.appeal.address,
            who=keys_of_speakers(matter.appellants.all()),
        )


def seal_numbers(matter: Matter) -> None:
    """Take the numbers out of everything that was written about one appeal."""
    sealing = pieces.Sealing()
    for part in [matter.appeal, *chain(*(getattr(matter, name).all() for name in PARTS))]:
        names = pieces.free_texts(type(part))
        before = [getattr(part, name) for name in names]
        sealing.take(matter, part, names)
        after = [getattr(part, name) for name in names]
        changed = zip(names, before, after, strict=True)
        write(part, {name: new for name, old, new in changed if new != old})
    sealing.keep()
    title = pieces.unnumbered(matter.title)
    if title != matter.title:
        write(matter, {"title": title})
        matter.title = title


def write(row: models.Model, values: dict[str, object]) -> None:
    """Change just these columns; a reply that was sent says the same as before."""
    if values:
        type(row)._default_manager.filter(pk=row.pk).update(**values)
