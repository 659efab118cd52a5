"""The time limits of an appeal (D.4): a setting an office may change, each line with its source (办理时限).

The table below is the default, edition 2026-12; values marked [DEF] in the domain model have no outside source.
A clock keeps the edition it was started under: a change moves no clock that runs, unless the one who changes
the table says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, gettext_noop

from lianxin.appeals.models import AppealClass
from lianxin.appeals.rules import AppealType, Track
from lianxin.calendars.limits import LimitKind
from lianxin.kernel import clock, jobs
from lianxin.kernel.context import shelf
from lianxin.kernel.editions import Json, Setting, edition_of, name_of, register
from lianxin.kernel.models.edition import Edition
from lianxin.matters.limits import ANY, Limit, in_force
from lianxin.matters.models import Urgency

EDITION = "2026-12"
FOLLOW = "appeals.relimit"  # the job that lets running clocks follow a new table

LABELS: Mapping[str, str | Promise] = {
    "T1": gettext_lazy("当日登记"),
    "T1h": gettext_lazy("接听来电（目标值，不计时）"),
    "T2a": gettext_lazy("甄别派单"),
    "T2": gettext_lazy("签收"),
    "T2n": gettext_lazy("群众补充材料"),
    "T2r": gettext_lazy("问转办结果"),
    "T3": gettext_lazy("首次联系"),
    "T4": gettext_lazy("退单（签收后申请，派单员答复）"),
    "T5": gettext_lazy("争议裁定"),
    "T6a": gettext_lazy("咨询答复"),
    "T6b": gettext_lazy("办理答复"),
    "T6c": gettext_lazy("特急处置"),
    "T6d": gettext_lazy("复杂和联办事项"),
    "T6e": gettext_lazy("信访事项办理"),
    "T6e1": gettext_lazy("信访受理告知"),
    "T6e2": gettext_lazy("信访办理延长"),
    "T6e3": gettext_lazy("对转送交办的异议"),
    "T6e4": gettext_lazy("信访复查（申请和答复）"),
    "T6e5": gettext_lazy("信访复核（申请和答复）"),
    "T8": gettext_lazy("协办（比主办提前）"),
    "T9": gettext_lazy("延期（一次，不超过原时限）"),
    "T10": gettext_lazy("挂起（到期要有下一次消息）"),
    "T11": gettext_lazy("办结审核"),
    "T12": gettext_lazy("回访"),
    "T13": gettext_lazy("重办"),
    "T20": gettext_lazy("政府信息公开申请"),
    "T20x": gettext_lazy("政府信息公开申请延长"),
}
LATER = frozenset({"T20", "T20x"})
"""Limits that came when offices had tables of their own already: where one lacks them, the default's hold."""

ASK_WHY, MEND = "T14a", "T14b"

OWN = gettext_noop("系统默认")
PETITIONS = gettext_noop("信访工作条例（2022 年），请核对原文")
EMERGENCIES = gettext_noop("北京市接诉即办工作条例有关规定，请核对原文")
HOTLINES = gettext_noop("政务服务热线标准 GB/T 33358-2016")
DISCLOSURES = gettext_noop("政府信息公开条例（2019 年修订）第三十三条，请核对原文")
CITIES = gettext_noop("各地热线办理规定，请核对本地文件")


def line(
    code: str,
    kind: str,
    amount: float,
    lights: tuple[float, float],
    source: str = OWN,
    *,
    urgency: str = ANY,
) -> dict[str, Json]:
    """One line of the table as plain JSON; `lights` are yellow and red."""
    yellow, red = lights
    numbers = {"kind": kind, "amount": amount, "yellow": yellow, "red": red}
    return {"code": code, "category": ANY, "urgency": str(urgency), **numbers, "source": source}


DEFAULT: Json = {
    "also_running": False,
    "lines": [
        line("T1", "W", 0, (2, 1)),
        line("T1h", "H", 15 / 3600, (0.5, 0.2), HOTLINES),
        line("T2a", "W", 0.5, (2, 1)),
        line("T2a", "H", 1 / 6, (0.5, 0.2), urgency=Urgency.EMERGENCY),
        line("T2", "W", 1, (8, 2), CITIES),
        line("T2", "H", 0.5, (0.25, 0.1), urgency=Urgency.EMERGENCY),
        line("T2n", "N", 15, (72, 24)),
        line("T2r", "W", 10, (48, 8)),
        line("T3", "W", 1, (8, 2)),
        line("T3", "H", 2, (1, 0.25), EMERGENCIES, urgency=Urgency.EMERGENCY),
        line("T4", "W", 1, (8, 2)),
        line("T5", "W", 1, (8, 2)),
        line("T6a", "W", 2, (16, 4), CITIES),
        line("T6b", "W", 5, (48, 8), CITIES),
        line("T6c", "H", 24, (12, 4), EMERGENCIES),
        line("T6d", "W", 10, (72, 16), CITIES),
        line("T6e", "N", 60, (0.2, 0.05), PETITIONS),
        line("T6e1", "N", 15, (72, 24), PETITIONS),
        line("T6e2", "N", 30, (0.2, 0.05), PETITIONS),
        line("T6e3", "W", 5, (48, 8), PETITIONS),
        line("T6e4", "N", 30, (0.2, 0.05), PETITIONS),
        line("T6e5", "N", 30, (0.2, 0.05), PETITIONS),
        line("T8", "W", 1, (8, 2)),
        line("T8", "H", 2, (1, 0.5), urgency=Urgency.EMERGENCY),
        line("T9", "W", 10, (48, 8)),
        line("T10", "N", 30, (0.2, 0.05)),
        line("T11", "W", 1, (8, 2)),
        line("T12", "W", 3, (24, 8)),
        line("T13", "W", 5, (48, 8)),
        line("T20", "W", 20, (120, 24), DISCLOSURES),
        line("T20x", "W", 20, (120, 24), DISCLOSURES),
    ],
}


@dataclass(frozen=True)
class Table:
    """The limits of one edition; `also_running`: its change moved the clocks that ran, too."""

    limits: tuple[Limit, ...]
    also_running: bool


def read_table(value: Json) -> Table:
    """The table of a setting's value. Raises ValueError with the sentence that says which line is wrong."""
    known = {said["code"] for said in value["lines"]}
    missing = [said for said in DEFAULT["lines"] if said["code"] in LATER - known]
    limits = tuple(limit_of(said) for said in [*value["lines"], *missing])
    told = [(limit.code, limit.category, limit.urgency) for limit in limits]
    for code, category, urgency in told:
        if told.count((code, category, urgency)) > 1:
            raise ValueError(_("“%(label)s”有两行管的是同一类事，请删去一行。") % {"label": LABELS[code]})
    for code, label in LABELS.items():
        if (code, ANY, ANY) not in told:
            raise ValueError(_("“%(label)s”少了管所有事的一行，请补上。") % {"label": label})
    return Table(limits, bool(value.get("also_running")))


def limit_of(said: Mapping[str, Any]) -> Limit:
    """One line as a limit. Raises ValueError."""
    code, kind, amount = said["code"], said["kind"], float(said["amount"])
    if code not in LABELS:
        raise ValueError(_("没有“%(code)s”这个时限。") % {"code": code})
    whole = kind in (LimitKind.WORKING_HOURS, LimitKind.HOURS) or amount == int(amount)
    part_of_a_day = kind == LimitKind.WORKING_DAYS and 0 < amount < 1
    if kind not in set(LimitKind) or amount < 0 or not (whole or part_of_a_day):
        sentence = _("“%(label)s”的长短不对：几天要填整数，不足一个工作日的填 0.5 这样的数。")
        raise ValueError(sentence % {"label": LABELS[code]})
    yellow, red = float(said["yellow"]), float(said["red"])
    if not 0 <= red <= yellow:
        raise ValueError(_("“%(label)s”的红灯要比黄灯晚亮，请核对。") % {"label": LABELS[code]})
    return Limit(
        code=code,
        label=LABELS[code],
        kind=kind,
        amount=amount,
        yellow=yellow,
        red=red,
        edition=EDITION,
        category=said.get("category") or ANY,
        urgency=said.get("urgency") or ANY,
        source=said.get("source", ""),
    )


def tell_the_worker(row: Edition) -> None:
    """Where a change is meant for running clocks too, the worker sees to them from its first day on."""
    if read_table(row.value).also_running:
        at = clock.machine_time(max(row.effective, row.made_at))
        jobs.schedule(FOLLOW, at, key=f"{FOLLOW}:{row.pk}", payload={"edition": row.pk})


LIMITS = register(
    Setting(
        "appeals.limits",
        gettext_lazy("办理时限"),
        default=DEFAULT,
        read=read_table,
        edition=EDITION,
        after=tell_the_worker,
    )
)
HANDLING = ("T6a", "T6b", "T6c", "T6d", "T6e", "T20")

ByCode = Mapping[str, Sequence[Limit]]


def by_code(table: Table, edition: str) -> ByCode:
    """A table to look limits up in, each naming its edition."""
    found: dict[str, list[Limit]] = {}
    for limit in table.limits:
        found.setdefault(limit.code, []).append(replace(limit, edition=edition))
    return found


STANDARD = read_table(DEFAULT).limits
RATINGS = {
    ASK_WHY: Limit(ASK_WHY, gettext_lazy("差评问原因"), "W", 1, yellow=8, red=2, edition=EDITION),
    MEND: Limit(MEND, gettext_lazy("差评整改"), "W", 15, yellow=72, red=16, edition=EDITION),
}
"""The days after a bad rating (T14) stand in a setting of their own (差评整改和评议), so in no office's table."""
_standard = by_code(read_table(DEFAULT), EDITION)


def limits_at(at: datetime) -> ByCode:
    """The limits in force at a moment; the tables this piece of work has read are at hand."""
    row = edition_of(LIMITS)
    if row is not None and row.effective > at:
        row = edition_of(LIMITS, at=at)
    if row is None:
        return _standard
    kept: dict[int, ByCode] = shelf().setdefault("appeals.limits", {})
    if row.pk not in kept:
        kept[row.pk] = by_code(LIMITS.read(row.value), name_of(row))
    return kept[row.pk]


def limit_for(code: str, row: Any, at: datetime) -> Limit | None:
    """The limit of this code for a matter at a moment: by its class and how urgent it is."""
    return RATINGS.get(code) or fitting(limits_at(at), code, row, at)


def fitting(table: ByCode, code: str, row: Any, at: datetime) -> Limit | None:
    """The line of a table that fits a matter best; its class is looked up only where a line asks for it."""
    lines = table.get(code, ())
    category = class_code(row) if any(line.category != ANY for line in lines) else ""
    return in_force(lines, code, category=category, urgency=row.urgency, on=timezone.localdate(at))


def class_code(row: Any) -> str:
    """The code of a matter's class; empty as long as nobody has given it one."""
    appeal = getattr(row, "appeal", None)
    if appeal is None or appeal.category_id is None:
        return ""
    kept: dict[int, str] = shelf().setdefault("appeals.classes", {})
    if not kept:
        kept.update(AppealClass.objects.values_list("pk", "code"))
    return kept.get(appeal.category_id, "")


def first_contact(urgency: str, at: datetime) -> Limit:
    """How soon the one who filed will be called (T3)."""
    lines = limits_at(at)["T3"]
    found = in_force(lines, "T3", category="", urgency=urgency, on=timezone.localdate(at))
    assert found is not None  # noqa: S101  # read_table sees to a line for everything
    return found


def handling_code(appeal_type: str, urgency: str, track: str) -> str:
    """Which limit the handling unit gets: emergencies by the hour, enquiries sooner than the rest.

    How soon the government discloses what it knows is the law's, however urgent somebody wants it.
    """
    if track == Track.DISCLOSURE:
        return "T20"
    if urgency == Urgency.EMERGENCY:
        return "T6c"
    if track == Track.PETITION:
        return "T6e"
    if track == Track.COMPLEX:
        return "T6d"
    return "T6a" if appeal_type == AppealType.ENQUIRY else "T6b"
