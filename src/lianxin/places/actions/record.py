"""Who may change the map, and how it goes into the county's event log: ids, codes and days, never words."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import events
from lianxin.kernel.actor import Actor, Role
from lianxin.places.models import Area, AreaChange, AreaName
from lianxin.places.rules import Refused, inside

ROW_KIND = "area"


def require_administrator(by: Actor) -> None:
    """Only an administrator, or the operator at the machine's own keyboard. Raises Refused."""
    if not by.holds(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Refused(_("只有系统管理员能改区划。"))


def require_scope(areas: Iterable[Area], *, by: Actor) -> None:
    """An administrator changes what lies in the area their unit serves. Raises Refused."""
    for area in areas:
        if not by.holds(Role.SYSTEM) and not inside(area.code, by.scopes):
            raise Refused(_("%(name)s不在您管的范围内，请找上级管理员办。") % {"name": area.name})


def record(areas: Iterable[Area], move: str, *, by: Actor, at: datetime, **facts: object) -> None:
    """One event for each area; the last thing a change does, because it holds the head of the chain."""
    events.append(
        [
            events.EventDraft(
                row_kind=ROW_KIND, row_id=area.pk, move=f"places.{move}", by=by, at=at, facts=dict(facts)
            )
            for area in areas
        ]
    )


def require_day(on: date, areas: Iterable[Area], *, at: datetime) -> None:
    """A change holds from a day that has come, after the areas began. Raises Refused, field `on`."""
    if on > timezone.localdate(at):
        raise Refused(_("日期还没到。请到了那天再办，或填今天和以前的日期。"), field="on")
    for area in areas:
        if area.valid_to is not None:
            raise Refused(_("%(name)s已经撤销，不能再改。") % {"name": area.name})
        if area.valid_from is not None and on <= area.valid_from:
            raise Refused(
                _("%(name)s从 %(day)s 起才有，请填之后的日期。")
                % {"name": area.name, "day": area.valid_from},
                field="on",
            )


def lock(areas: Iterable[Area]) -> list[Area]:
    """The areas as they are now, held until the end of the transaction, in the order of their codes."""
    keys = [area.pk for area in areas]
    held = {area.pk: area for area in Area.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return sorted(held.values(), key=lambda area: area.code)


def open_change(kind: str, *, on: date, basis: str, by: Actor, at: datetime) -> AreaChange:
    """The record of a decision. Raises Refused, field `basis`, when the document is not named."""
    if not basis.strip():
        raise Refused(_("请填依据的文号，例如“青政发〔2026〕3 号”。"), field="basis")
    return AreaChange.objects.create(kind=kind, on=on, basis=basis.strip(), made_at=at, maker_id=by.account)


def keep_name(area: Area, change: AreaChange, *, until: date) -> AreaName:
    """Keep what an area is called, what it is and where it lies, up to this day; the area isn't saved yet."""
    area.formerly = [*area.formerly, [until.isoformat(), area.name]]
    return AreaName.objects.create(
        area=area,
        change=change,
        name=area.name,
        kind=area.kind,
        parent_id=area.parent_id,
        reading=area.reading,
        until=until,
    )
