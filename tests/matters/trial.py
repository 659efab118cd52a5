"""A small table of its own to try clocks and timers on: every kind of limit, a state that pauses, timers."""

from datetime import datetime
from typing import Any

from lianxin.appeals.queries import gate
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.policy import anyone, is_system
from lianxin.matters.act import act, open_row
from lianxin.matters.limits import Limit
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Move, State, Timer, Workflow
from lianxin.places.queries import series_of
from tests.township import Township

KINDS = {"W5": ("W", 5), "N15": ("N", 15), "WH4": ("WH", 4), "H24": ("H", 24), "WX": ("W", 0.5)}
LIMITS = tuple(
    Limit(code, code, kind, amount, yellow=8, red=2, edition="trial")
    for code, (kind, amount) in [*KINDS.items(), ("W1", ("W", 1)), ("N9", ("N", 9))]
)


def begin(acting: Acting) -> None:
    """Write down a matter and start one clock of every kind."""
    acting.row.title, acting.row.filed_at = "试一试", acting.now
    for code in KINDS:
        acting.start(code)


def chosen_day(acting: Acting) -> datetime | None:
    """A moment the mover named."""
    day: datetime | None = acting.data.get("remind_at")
    return day


def held_back(acting: Acting) -> str | None:
    """A system move that a guard stops while somebody says so."""
    return "还不行" if acting.row.title == "等等" else None


FLOW = Workflow(
    code="trial",
    edition="trial",
    label="试",
    model=Matter,
    states=(
        State("open", "在办", "在办"),
        State("asked", "待补", "请补充", limit="N9", paused=True),
        State("waits", "等事", "等一等", paused=True),
        State("signing", "待签", "已交办", limit="W1"),
        State("counted", "算签", "在办"),
        State("over", "完", "完", end=True),
    ),
    moves=(
        Move("open", "开", source=(), to=("open",), who=anyone, effect=begin),
        Move("ask", "问", source=("open", "waits"), to=("asked",), who=anyone),
        Move("wait", "等", source=("open", "asked"), to=("waits",), who=anyone),
        Move("answer", "答", source=("asked", "waits"), to=("open",), who=anyone),
        Move("send", "派", source=("open",), to=("signing",), who=anyone),
        Move("touch", "记", source=("signing",), to=(), who=anyone),
        Move("sign", "签", source=("signing", "counted"), to=("open",), who=anyone),
        Move("close", "完", source=("open", "asked"), to=("over",), who=anyone),
        Move("urge", "催", source=("signing",), to=(), who=is_system, after=(Timer("W1"),)),
        Move(
            "count",
            "视同签收",
            source=("signing",),
            to=("counted",),
            who=is_system,
            guards=(held_back,),
            after=(Timer("W1", times=2),),
        ),
        Move(
            "remind",
            "提醒",
            source=("asked",),
            to=(),
            who=is_system,
            after=(Timer("N9", times=1 / 3), Timer("N9", times=2 / 3)),
        ),
        Move("lapse", "逾期", source=("asked",), to=("over",), who=is_system, after=(Timer("N9"),)),
        Move("nudge", "再催", source=("counted",), to=(), who=is_system, after=(Timer("W1", repeat=True),)),
        Move("news", "有消息了", source=("waits",), to=(), who=is_system, after=(Timer(at=chosen_day),)),
    ),
    limits=LIMITS,
    gate=gate,
    series=series_of,
)


def opened(town: Township, when: datetime) -> Matter:
    """A matter of the trial's, with its five clocks running since then."""
    row: Matter = open_row(FLOW, by=town.system, data={}, client_id=uuid7(), at=when)
    return row


def go(town: Township, row: Matter, move: str, when: datetime, **data: Any) -> Event:
    """One move on it as it stands."""
    row.refresh_from_db()
    return act(row, move, by=town.system, data=data, client_id=uuid7(), version=row.version, at=when)
