"""Changing the list of classes: a new edition, the map from the old one, what a class asks for (事项分类)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.appeals.models import Appeal, AppealClass, ClassEdition, ClassMap
from lianxin.appeals.queries import classes
from lianxin.appeals.rules.class_tree import Entry, Placed, initials_of, place
from lianxin.kernel import clock, events
from lianxin.kernel.actor import Actor, system
from lianxin.kernel.context import current_county
from lianxin.kernel.ids import uuid7
from lianxin.people.rules import Refused


@dataclass(frozen=True)
class NewEdition:
    """What a new edition is called, from which day it holds, and why it was made."""

    code: str
    effective: date
    note: str = ""


def seed_classes(entries: Iterable[Entry], *, edition: str, effective: date) -> None:
    """Give a county its first list of classes; one that has this edition already is left alone."""
    if ClassEdition.objects.filter(code=edition).exists():
        return
    by = system(current_county())
    publish_classes(place(list(entries)), NewEdition(edition, effective), by=by, client_id=uuid7())


@transaction.atomic
def publish_classes(placed: Sequence[Placed], new: NewEdition, *, by: Actor, client_id: UUID) -> ClassEdition:
    """Write a new edition, whole; the same client id again gives the same edition.

    Raises Refused, field `code` or `effective`, when the edition is there already or would begin before the one
    in force.
    """
    known = ClassEdition.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    refuse_clash(new)
    now = clock.now()
    row = ClassEdition.objects.create(
        client_id=client_id,
        code=new.code,
        effective=new.effective,
        made_at=now,
        made_by=by.account,
        note=new.note,
    )
    write_tree(placed, new.code)
    classes.forget()
    record(row, "classes.published", by=by, edition=new.code, classes=len(placed))
    return row


def refuse_clash(new: NewEdition) -> None:
    """Raises Refused when another edition has this code, or one begins later; of one day the last made holds."""
    if AppealClass.objects.filter(edition=new.code).exists():
        sentence = _("已经有“%(code)s”这一版，请换一个版次名称。")
        raise Refused(sentence % {"code": new.code}, field="code")
    latest = ClassEdition.objects.order_by("-effective").first()
    if latest is not None and latest.effective > new.effective:
        sentence = _("“%(code)s”这一版 %(day)s 起生效，新的一版不能早于这一天。")
        raise Refused(sentence % {"code": latest.code, "day": latest.effective}, field="effective")


def write_tree(placed: Sequence[Placed], edition: str) -> None:
    """The classes of an edition, a level at a time, so that each knows its parent."""
    keys: dict[str, AppealClass] = {}
    for level in (1, 2, 3):
        rows = [row_of(one, edition, keys) for one in placed if one.level == level]
        AppealClass.objects.bulk_create(rows)
        keys |= {row.code: row for row in rows}


def row_of(one: Placed, edition: str, keys: Mapping[str, AppealClass]) -> AppealClass:
    """The row of a class."""
    entry = one.entry
    return AppealClass(
        code=entry.code,
        name=entry.name,
        edition=edition,
        parent=keys.get(entry.parent),
        level=one.level,
        path="/".join(one.codes),
        initials=initials_of(entry.name),
        keywords=entry.keywords,
        active=entry.active,
        limit_key=entry.limit_key,
        checklist=entry.checklist,
        secret=entry.secret,
        simple=entry.simple,
        departments=entry.departments,
    )


@transaction.atomic
def withdraw_classes(code: str, *, by: Actor) -> None:
    """Take back an edition no matter has a class of yet (撤回). Raises Refused when one has, or it is the only one."""
    used = Appeal.objects.filter(category__edition=code).count()
    if used:
        sentence = _("已经有 %(count)d 件事用了“%(code)s”这一版的分类，不能撤回。请再导入一版来改正。")
        raise Refused(sentence % {"count": used, "code": code})
    row = ClassEdition.objects.filter(code=code).first()
    if row is None or not AppealClass.objects.exclude(edition=code).exists():
        raise Refused(_("这是唯一的一版，撤回了就没有分类可选。请先导入新的一版。"))
    ClassMap.objects.filter(old__edition=code).delete()
    ClassMap.objects.filter(new__edition=code).delete()
    AppealClass.objects.filter(edition=code).delete()
    record(row, "classes.withdrawn", by=by, edition=code)
    row.delete()
    classes.forget()


@dataclass(frozen=True)
class Facts:
    """What a class asks for, as typed."""

    keywords: str = ""
    active: bool = True
    limit_key: str = ""
    checklist: str = ""
    secret: bool = False
    simple: bool = False
    departments: bool = False


@transaction.atomic
def change_class(row: AppealClass, facts: Facts, *, by: Actor) -> None:
    """Set what a class asks for; code, name and place in the tree change with a new edition only."""
    for name, value in vars(facts).items():
        setattr(row, name, value)
    row.save(update_fields=list(vars(facts)))
    classes.forget()
    flags = {name: value for name, value in vars(facts).items() if isinstance(value, bool)}
    draft = events.EventDraft(
        "appealclass", row.pk, "classes.changed", by=by, at=clock.now(), facts={"code": row.code, **flags}
    )
    events.append([draft])


@transaction.atomic
def write_map(old: str, new: str, said: Mapping[str, Sequence[str]], *, by: Actor) -> int:
    """Set what classes of the old edition became: codes by old code; an empty list takes the pair away.

    Old codes left out stay as they are; gives how many pairs there are for those named. Raises Refused, naming
    each code that isn't in its edition.
    """
    before, after = classes.tree(old).by_code, classes.tree(new).by_code
    strange = sorted({code for code in said if code not in before})
    strange += sorted({code for codes in said.values() for code in codes if code not in after})
    if strange:
        sentence = _("分类里没有这些代码：%(codes)s。请核对版次和代码。")
        raise Refused(sentence % {"codes": _("、").join(strange[:20])})
    olds = [before[code].pk for code in said]
    ClassMap.objects.filter(old__in=olds, new__edition=new).delete()
    pairs = [
        ClassMap(old=before[code], new=after[one])
        for code, ones in said.items()
        for one in dict.fromkeys(ones)
    ]
    ClassMap.objects.bulk_create(pairs)
    row = ClassEdition.objects.filter(code=new).first()
    if row is not None:
        record(row, "classes.mapped", by=by, old=old, new=new, pairs=len(pairs))
    return len(pairs)


def map_same_names(old: str, new: str, *, by: Actor) -> int:
    """Accept what the names propose wherever nothing was said yet; gives how many pairs were added."""
    said = {
        row.old.code: [row.proposed] for row in classes.map_rows(old, new) if row.proposed and not row.new
    }
    return write_map(old, new, said, by=by) if said else 0


def record(row: ClassEdition, move: str, *, by: Actor, **facts: object) -> None:
    """Put a change of the list on record; the last thing it does."""
    events.append([events.EventDraft("classedition", row.pk, move, by=by, at=clock.now(), facts=facts)])
