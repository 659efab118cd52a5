"""登记项目 … 移交管护: what the moves of a project do (小区改造)."""

from typing import Any

from django.utils import timezone

from lianxin.matters.queries import matter_by_number
from lianxin.matters.workflow import Acting
from lianxin.renovation.models import Objection

HOURS = ("noise_from", "noise_until", "rest_from", "rest_until")


def plan(acting: Acting) -> None:
    """登记项目."""
    acting.row.area_id = acting.data["area"]
    write_down(acting)


def write_down(acting: Acting) -> None:
    """What it is, and which unit is in charge."""
    data, row = acting.data, acting.row
    row.name, row.plan, row.buildings = data["name"], data["plan"], data["buildings"]
    row.contractor, row.phone = data.get("contractor") or "", data.get("phone") or ""
    acting.hold(data["unit"])


def post(acting: Acting) -> None:
    """公示: the posting begins; an earlier one counts no more."""
    data, row = acting.data, acting.row
    row.posted_from, row.posted_until, row.posted_where = data["since"], data["until"], data["where"]
    row.no_photo, row.taken_down_at = data.get("no_photo") or "", None
    acting.facts["posted"] = [data["since"].isoformat(), data["until"].isoformat()]


def withdraw(acting: Acting) -> None:
    """撤下公示: the plan is changed, so the days that passed don't count."""
    row = acting.row
    row.posted_from = row.posted_until = row.taken_down_at = None


def take_down(acting: Acting) -> None:
    """记公示期满."""
    acting.row.taken_down_at = acting.now
    acting.row.no_photo = acting.data.get("no_photo") or acting.row.no_photo


def start(acting: Acting) -> None:
    """开工, with the hours in which noise may be heard."""
    acting.row.started_on = acting.data["day"]
    keep_hours(acting)


def keep_hours(acting: Acting) -> None:
    """施工时段."""
    for name in HOURS:
        setattr(acting.row, name, acting.data.get(name))


def accept(acting: Acting) -> None:
    """居民验收通过."""
    acting.row.accepted_on = acting.data["day"]


def hand_over(acting: Acting) -> None:
    """移交管护: who looks after it, whom to ring, until when it is under warranty."""
    data, row = acting.data, acting.row
    row.keeper, row.keeper_phone = data["keeper"], data["keeper_phone"]
    row.handed_over_on, row.warranty_until = data["day"], data["warranty_until"]


def stop(acting: Acting) -> None:
    """停工: what it was stopped in is known, so that it goes on from there."""
    acting.row.stopped_from, acting.row.stopped_why = acting.row.state, acting.data["why"]


def resume(acting: Acting) -> str:
    """恢复: as before, or back to the plan, which is posted anew."""
    before: Any = acting.row.stopped_from
    acting.row.stopped_from = acting.row.stopped_why = ""
    if acting.data["changed"] == "yes":
        withdraw(acting)
        return "planned"
    return str(before)


def link(acting: Acting) -> None:
    """关联诉求: what came by another door counts as an objection too."""
    matter = matter_by_number(acting.data["number"], by=acting.by)
    if matter is None:  # the guard has just found it
        return
    acting.add(objection(acting.row.pk, matter.pk, acting.data, at=acting.now))
    acting.facts["matter"] = matter.pk


def objection(project: int, matter: int, said: Any, *, at: Any) -> Objection:
    """The line that an appeal speaks of a project."""
    about, building = said["about"], said.get("building") or ""
    return Objection(project_id=project, matter_id=matter, about=about, building=building, linked_at=at)


def today(acting: Acting) -> Any:
    """The office's day of the act."""
    return timezone.localdate(acting.now)
