"""Taking back a change of the map, while nothing new hangs on it (撤回变更)."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.places.actions.record import lock, record, require_administrator, require_scope
from lianxin.places.actions.scope import refresh
from lianxin.places.checkpoints import Step, since, undone
from lianxin.places.models import Area, AreaChange, AreaName, AreaSuccession
from lianxin.places.rules import ChangeKind, Refused, within


@transaction.atomic
def undo(change: AreaChange, *, by: Actor, at: datetime) -> None:
    """Put the map back as it was before a change. Raises Refused when something has been built on it since."""
    require_administrator(by)
    held = AreaChange.objects.select_for_update().get(pk=change.pk)
    if held.undone_at is not None:
        raise Refused(_("这次变更已经撤回过了。"))
    pairs = list(AreaSuccession.objects.filter(change=held).select_related("old", "new"))
    names = list(AreaName.objects.filter(change=held).select_related("area"))
    olds = {pair.old.pk: pair.old for pair in pairs}
    news = {pair.new.pk: pair.new for pair in pairs if pair.new is not None}
    renamed = {name.area.pk: name.area for name in names}
    touched = lock({**olds, **news, **renamed}.values())
    require_scope(touched, by=by)
    refuse_if_built_on(held, touched, list(news.values()))
    undone(Step(held, [(pair.old, pair.new) for pair in pairs if pair.new is not None], by, at))
    parents = {area.parent_id for area in touched if area.parent_id}
    if held.kind in {ChangeKind.MERGE, ChangeKind.SPLIT}:
        give_back(list(olds.values()), list(news.values()))
    restore_names(names)
    Area.objects.filter(pk__in=[pair.old_id for pair in pairs if pair.ended]).update(valid_to=None)
    AreaSuccession.objects.filter(change=held).delete()
    AreaName.objects.filter(change=held).delete()
    remove_made(held, pairs)
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    left = Area.objects.filter(Q(pk__in=[area.pk for area in touched]) | Q(pk__in=parents))
    refresh(left.select_related("parent"))
    record(left.filter(pk__in=[*olds, *renamed]), "undone", by=by, at=at, change=held.pk)


def refuse_if_built_on(change: AreaChange, touched: list[Area], news: list[Area]) -> None:
    """Raises Refused when a later change, or something filed or founded since, needs the map as it is."""
    keys = [area.pk for area in touched]
    later = AreaSuccession.objects.filter(Q(old__in=keys) | Q(new__in=keys), change_id__gt=change.pk)
    named = AreaName.objects.filter(area__in=keys, change_id__gt=change.pk)
    if later.exists() or named.exists():
        raise Refused(_("之后又有别的变更用到这些地方。请先撤回后来的那次。"))
    hanging = since(news, change.made_at)
    if hanging:
        what = _("、").join(f"{touch.label} {touch.count}" for touch in hanging)
        raise Refused(_("变更后已有新的事挂在新区划上（%(what)s），不能撤回。") % {"what": what})


def give_back(olds: list[Area], news: list[Area]) -> None:
    """What lay in the old areas lies in them again: its code says in which."""
    for old in olds:
        inner = Area.objects.filter(within((old.prefix,)), parent__in=[new.pk for new in news])
        inner.update(parent=old)


def restore_names(names: list[AreaName]) -> None:
    """Names, kinds and parents as they were."""
    for former in names:
        area = former.area
        area.name, area.kind, area.reading = former.name, former.kind, former.reading
        area.parent_id, area.formerly = former.parent_id, area.formerly[:-1]
        area.save()


def remove_made(change: AreaChange, pairs: list[AreaSuccession]) -> None:
    """Delete the areas this change brought into being. Raises Refused when something hangs on them."""
    keys = {pair.new_id for pair in pairs if pair.made and pair.new_id}
    try:
        Area.objects.filter(pk__in=keys).delete()
    except ProtectedError as held:
        raise Refused(_("变更后已有新的事挂在新区划上，不能撤回。")) from held
