"""The appeal's table as it was in edition 2026-11, frozen: matters begun under it finish under it.

States, limits, and what leads where are written out here and never change again; a limit an office has set
since holds for what starts from then on, as for newer matters. Labels, guards and effects are
those of the moves of today, by value: what the law wants of a move it wants of old matters too.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.limits import limit_for
from lianxin.appeals.queries import gate
from lianxin.appeals.workflow import answering, filing, handling, papers, tagging, telling, triage, upkeep
from lianxin.matters.limits import Limit
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.places.queries import series_of

EDITION = "2026-11"

STATES = (
    State("registered", _("已登记"), _("已收到，正在受理"), limit="T2a"),
    State("to_dispatch", _("待派单"), _("已受理，正在确定承办单位"), limit="T2a"),
    State("to_sign", _("待签收"), _("已交承办单位"), limit="T2"),
    State("working", _("办理中"), _("正在办理")),
    State("closing", _("待审核"), _("办理完毕，正在审核答复"), limit="T11"),
    State("callback", _("待回访"), _("已答复，等待回访"), limit="T12"),
    State("rework", _("重办中"), _("按您的意见重新办理")),
    State("closed", _("已办结"), _("已办结"), end=True),
)
OPEN = tuple(state.code for state in STATES if not state.end)

WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "register": ((), ("registered",)),
    "backfill": ((), ("closed",)),
    "contact": (OPEN, ()),
    "accept": (("registered",), ("to_dispatch",)),
    "dispatch": (("to_dispatch",), ("to_sign",)),
    "sign": (("to_sign",), ("working",)),
    "record": (("working", "rework"), ()),
    "finish": (("working", "rework"), ("closing",)),
    "approve": (("closing",), ("callback",)),
    "send_back": (("closing",), ("working",)),
    "call_back": (("callback",), ("closed", "rework")),
    "rate": (("callback", "closed"), ()),
}

LIMITS = (
    Limit("T2a", _("甄别派单"), "W", 0.5, yellow=2, red=1, edition=EDITION),
    Limit("T2", _("签收"), "W", 1, yellow=8, red=2, edition=EDITION),
    Limit("T6a", _("咨询答复"), "W", 2, yellow=16, red=4, edition=EDITION),
    Limit("T6b", _("办理答复"), "W", 5, yellow=48, red=8, edition=EDITION),
    Limit("T6c", _("特急处置"), "H", 24, yellow=12, red=4, edition=EDITION),
    Limit("T11", _("办结审核"), "W", 1, yellow=8, red=2, edition=EDITION),
    Limit("T12", _("回访"), "W", 3, yellow=24, red=8, edition=EDITION),
    Limit("T13", _("重办"), "W", 5, yellow=48, red=8, edition=EDITION),
)


def moves() -> Iterator[Move]:
    """The moves of that table, each with the ways it had then and without timers, which it didn't know."""
    parts = (filing, triage, handling, answering)
    today = {move.code: move for part in parts for move in part.MOVES}
    for code, (source, to) in WAYS.items():
        yield replace(today[code], source=source, to=to, after=())
    # Not of the table: they keep clocks in step with what an office sets, and people told as they wish.
    for move in (*upkeep.MOVES, *telling.MOVES):
        yield replace(move, source=OPEN)
    # Nor are these: what an office calls a matter has no edition, and paper comes back to old matters too.
    for move in (*tagging.MOVES, *papers.MOVES):
        yield replace(move, source=tuple(state.code for state in STATES))


APPEAL = Workflow(
    code="appeal",
    edition=EDITION,
    label=_("诉求"),
    model=Matter,
    states=STATES,
    moves=tuple(moves()),
    limits=LIMITS,
    gate=gate,
    series=series_of,
    find_limit=limit_for,
)
