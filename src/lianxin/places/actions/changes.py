"""Changes of the map by decision: merged, split, renamed, converted, moved, ended (区划变更)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.places.actions.below import next_code, save_new
from lianxin.places.actions.record import (
    keep_name,
    lock,
    open_change,
    record,
    require_administrator,
    require_day,
    require_scope,
)
from lianxin.places.actions.scope import refresh
from lianxin.places.checkpoints import Step, made as follow
from lianxin.places.models import Area, AreaChange, AreaSuccession
from lianxin.places.rules import (
    BELOW,
    INSIDE,
    PREFIX_LENGTHS,
    AreaKind,
    ChangeKind,
    Refused,
    code_fault,
)

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Decision:
    """What every change rests on: the first day it holds, the document, who enters it and when."""

    on: date
    basis: str
    by: Actor
    at: datetime


@dataclass(frozen=True)
class NewArea:
    """An area to be made; without a code the next free one is given."""

    name: str
    kind: str
    code: str = ""


@transaction.atomic
def merge(olds: Sequence[Area], into: Area | NewArea, decision: Decision) -> AreaChange:
    """合并: areas of one level become one, a new one or one of their kind that stands already.

    What lay in the old ones lies in the new one; the old ones can't be picked any more. Raises Refused.
    """
    require_administrator(decision.by)
    held = lock([*olds, *([into] if isinstance(into, Area) else [])])
    goal = next((area for area in held if isinstance(into, Area) and area.pk == into.pk), None)
    olds = [area for area in held if area is not goal]
    require_scope(held, by=decision.by)
    require_day(decision.on, held, at=decision.at)
    if len({len(area.prefix) for area in held}) != 1 or AreaKind.COUNTY in {area.kind for area in held}:
        raise Refused(_("只能合并同一级的地方。请重选。"), field="others")
    if not olds or (goal is None and len(olds) < 2):
        raise Refused(_("合并至少要两个地方。请再选一个。"), field="others")
    made = goal is None
    if goal is None:
        assert isinstance(into, NewArea)  # noqa: S101  # for the type checker
        goal = make(into, olds[0], decision)
    change = begin(ChangeKind.MERGE, decision)
    succeed(change, [(old, goal) for old in olds], made=made, decision=decision)
    Area.objects.filter(parent__in=olds).update(parent=goal)
    return finish(change, "merged", olds, [goal], decision)


@transaction.atomic
def split(area: Area, parts: Sequence[NewArea], decision: Decision, *, keep: bool) -> AreaChange:
    """拆分: an area becomes several, or with `keep` gives some away and goes on.

    What lies in it goes to the first part, from where it can be moved; with `keep` it stays. Raises Refused.
    """
    require_administrator(decision.by)
    (area,) = lock([area])
    require_scope([area], by=decision.by)
    require_day(decision.on, [area], at=decision.at)
    if area.kind == AreaKind.COUNTY:
        raise Refused(_("县（市、区）不在这里拆分。"))
    if len(parts) < (1 if keep else 2):
        raise Refused(_("拆分后至少要有两个地方。请再写一行。"), field="parts")
    names = [part.name for part in parts]
    if len(set(names)) < len(names) or (keep and area.name in names):
        raise Refused(_("拆分后的名字不能一样。请改一个。"), field="parts")
    news = [make(part, area, decision) for part in parts]
    change = begin(ChangeKind.SPLIT, decision)
    succeed(change, [(area, new) for new in news], made=True, decision=decision, ended=not keep)
    if not keep:
        Area.objects.filter(parent=area).update(parent=news[0])
    return finish(change, "split", [area], news, decision)


@transaction.atomic
def rename(area: Area, *, name: str, kind: str, reading: str, decision: Decision) -> AreaChange:
    """更名, and 村改居 when a village becomes a community: the same place goes on under another name.

    The former name is kept and still found. Raises Refused.
    """
    require_administrator(decision.by)
    (area,) = lock([area])
    require_scope([area], by=decision.by)
    require_day(decision.on, [area], at=decision.at)
    if PREFIX_LENGTHS[AreaKind(kind)] != PREFIX_LENGTHS[AreaKind(area.kind)]:
        raise Refused(_("类别只能在同一级里换。请重选。"), field="kind")
    if (name, kind) == (area.name, area.kind):
        raise Refused(_("名字和类别都没有变。要改拼音，请用“改读音”。"), field="name")
    refuse_namesake(name, area, besides=[area])
    change = begin(ChangeKind.RENAME if kind == area.kind else ChangeKind.CONVERT, decision)
    keep_name(area, change, until=decision.on - DAY)
    area.name, area.kind, area.reading = name, kind, " ".join(reading.lower().split())
    area.save()
    record([area], "renamed", by=decision.by, at=decision.at, change=change.pk, on=decision.on.isoformat())
    return change


@transaction.atomic
def move(area: Area, parent: Area, decision: Decision) -> AreaChange:
    """改属: a group, grid or building goes to another village; its code stays. Raises Refused."""
    require_administrator(decision.by)
    held = {one.pk: one for one in lock([area, parent])}
    area, goal = held[area.pk], held[parent.pk]
    require_scope([area, goal], by=decision.by)
    require_day(decision.on, [area, goal], at=decision.at)
    if area.kind not in BELOW or area.kind not in INSIDE.get(goal.kind, ()):
        raise Refused(_("这样的地方不能改属到那里。请选一个村（社区）。"), field="parent")
    if area.parent_id == goal.pk:
        raise Refused(_("它已经在那里了。请另选一个村（社区）。"), field="parent")
    before = area.parent
    change = begin(ChangeKind.MOVE, decision)
    keep_name(area, change, until=decision.on - DAY)
    area.parent = goal
    area.save()
    refresh([one for one in (before, goal) if one is not None])
    follow(Step(change, [(area, goal)], decision.by, decision.at))
    record([area], "moved", by=decision.by, at=decision.at, change=change.pk, on=decision.on.isoformat())
    return change


@transaction.atomic
def end(area: Area, decision: Decision) -> AreaChange:
    """撤销: an area ends with everything in it and nothing in its place. Raises Refused."""
    require_administrator(decision.by)
    if area.kind == AreaKind.COUNTY:
        raise Refused(_("县（市、区）不在这里撤销。"))
    inner = [one for one in inside_of(area) if one.valid_to is None]
    held = lock([area, *inner])
    require_scope(held, by=decision.by)
    require_day(decision.on, held, at=decision.at)
    change = begin(ChangeKind.END, decision)
    succeed(change, [(one, None) for one in held], made=False, decision=decision)
    return finish(change, "ended", held, [], decision)


def inside_of(area: Area) -> list[Area]:
    """Everything that lies in an area now, by the tree."""
    found, level = list[Area](), [area]
    while level:
        level = list(Area.objects.filter(parent__in=level))
        found += level
    return found


def begin(kind: str, decision: Decision) -> AreaChange:
    """The record of the decision. Raises Refused."""
    return open_change(kind, on=decision.on, basis=decision.basis, by=decision.by, at=decision.at)


def make(new: NewArea, like: Area, decision: Decision) -> Area:
    """A new area beside one that stands. Raises Refused, field `code` or `name`."""
    parent = like.parent
    if parent is None:
        raise Refused(_("不知道%(name)s属于哪里，请先导入区划代码表。") % {"name": like.name})
    if PREFIX_LENGTHS[AreaKind(new.kind)] != len(like.prefix):
        raise Refused(_("类别只能在同一级里换。请重选。"), field="kind")
    code = new.code or next_code(parent, new.kind)
    fault = code_fault(code, new.kind)
    if fault or not code.startswith(parent.prefix):
        raise Refused(
            fault or _("代码应以 %(prefix)s 开头。请核对。") % {"prefix": parent.prefix}, field="code"
        )
    if Area.objects.filter(code=code).exists():
        raise Refused(_("代码 %(code)s 已经有了，请换一个。") % {"code": code}, field="code")
    area = Area(code=code, name=new.name, kind=new.kind, parent=parent, valid_from=decision.on)
    save_new(area)
    return area


def refuse_namesake(name: str, area: Area, *, besides: Sequence[Area]) -> None:
    """Two places of one level side by side can't have one name. Raises Refused, field `name`."""
    beside = Area.objects.filter(parent_id=area.parent_id, name=name, valid_to=None)
    if beside.exclude(pk__in=[one.pk for one in besides]).exists():
        raise Refused(_("“%(name)s”已经有了，请改一个名字。") % {"name": name}, field="name")


def succeed(
    change: AreaChange,
    pairs: Sequence[tuple[Area, Area | None]],
    *,
    made: bool,
    decision: Decision,
    ended: bool = True,
) -> None:
    """Write who takes over from whom; the old ones' last day is the one before."""
    AreaSuccession.objects.bulk_create(
        [AreaSuccession(change=change, old=old, new=new, ended=ended, made=made) for old, new in pairs]
    )
    if ended:
        keys = {old.pk for old, _new in pairs}
        Area.objects.filter(pk__in=keys).update(valid_to=decision.on - DAY)


def finish(
    change: AreaChange, move: str, olds: Sequence[Area], news: Sequence[Area], decision: Decision
) -> AreaChange:
    """Bring scopes up to date, let what hangs on the areas follow, and put the change on record."""
    refresh([*news, *(old.parent for old in olds if old.parent is not None)])
    follow(Step(change, list(product(olds, news)), decision.by, decision.at))
    facts = {"change": change.pk, "on": decision.on.isoformat()}
    codes = {"olds": [area.code for area in olds], "news": [area.code for area in news]}
    record([*olds, *news], move, by=decision.by, at=decision.at, **facts, **codes)
    return change
