"""Marking what was filed before there were marks, a slice at a time (补标记)."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from lianxin.appeals.queries.speakers import MATTER
from lianxin.appeals.rules import AppealType
from lianxin.kernel import clock
from lianxin.matters.models import Matter
from lianxin.wording.actions.marks import Words, remember
from lianxin.wording.choices import alike_terms
from lianxin.wording.models import Sketched

SLICE = 500


def mark_unmarked() -> None:
    """Mark appeals of the last months that nothing finds yet: after an upgrade, or a move from an older release."""
    marked = Sketched.objects.filter(row_kind=MATTER, row_id=OuterRef("pk"))
    since = clock.now() - alike_terms().span
    rows = Matter.objects.filter(~Exists(marked), kind="appeal", filed_at__gte=since)
    rows = rows.exclude(appeal__type=AppealType.REPORT).order_by("pk")
    with transaction.atomic():
        held = (
            rows.select_for_update(of=("self",)).select_related("appeal").prefetch_related("contacts")[:SLICE]
        )
        remember([words_of(matter) for matter in held])


def words_of(matter: Matter) -> Words:
    """What one appeal says, as it would have been marked when it was filed."""
    said = sorted(matter.contacts.all(), key=lambda one: (one.at, one.pk))
    parts = [matter.appeal.address, matter.appeal.text, *(one.words for one in said[1:])]
    return Words(MATTER, matter.pk, matter.title, "\n".join(parts).strip(), matter.filed_at)
