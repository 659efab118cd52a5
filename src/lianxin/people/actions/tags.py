"""Putting a tag on a resident and taking it off: each leaves a line in the access log (标签, INV-09)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.people.actions.record import record
from lianxin.people.models import Person, ResidentTag
from lianxin.people.queries.residents import PERSON
from lianxin.people.queries.tags import kinds_for, tag, tags_of
from lianxin.people.rules import Refused
from lianxin.people.rules.residents import TAGS

LOOK_REASON = "查看居民标签"


@transaction.atomic
def set_tag(
    person: Person,
    *,
    kind: str,
    level: str,
    basis: str,
    until: date | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> ResidentTag:
    """A new tag. Raises Refused for a kind that doesn't exist for this actor, and for one that is there already.

    The event and the log name the tag by its id: who may not know the kind must not read it there either.
    """
    if kind not in {one.code for one in kinds_for(by)}:
        raise Refused(_("没有这种标签，请重选。"), field="kind")
    try:
        with transaction.atomic():
            ResidentTag.objects.filter(
                person=person, kind=kind, ended_at=None, until__lt=timezone.localdate(at)
            ).update(ended_at=at, ended_by=by.account)
            made = ResidentTag.objects.create(
                person=person,
                kind=kind,
                level=level,
                basis=basis,
                edition=TAGS.edition,
                set_by=by.account,
                set_at=at,
                until=until,
            )
    except IntegrityError as clash:
        raise Refused(_("已经有这个标签了。要改，请先去掉旧的。"), field="kind") from clash
    looked(PERSON, person.pk, by=by, what="tag.on", reason=reason)
    record(PERSON, person.pk, "tag.on", by=by, at=at, tag=made.pk)
    return made


@transaction.atomic
def end_tag(pk: int, *, persons: set[int], reason: str, by: Actor, at: datetime) -> None:
    """Take a tag off. Raises Refused when it is not there for this actor."""
    held = tag(pk, persons=persons, by=by)
    if (
        held is None
        or ResidentTag.objects.filter(pk=pk, ended_at=None).update(ended_at=at, ended_by=by.account) != 1
    ):
        raise Refused(_("这个标签已经去掉了。"))
    looked(PERSON, held.person_id, by=by, what="tag.off", reason=reason)
    record(PERSON, held.person_id, "tag.off", by=by, at=at, tag=held.pk)


def look_at_tags(person: Person, *, persons: set[int], by: Actor, on: date) -> list[ResidentTag]:
    """The tags of a resident, with the look on record whether or not there are any."""
    looked(PERSON, person.pk, by=by, what="tags", reason=LOOK_REASON)
    return tags_of(persons, by=by, on=on)
