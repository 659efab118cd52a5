"""An opinion box of the demo and two of its openings: one put away with all its outcomes, one being dealt with.

Everything is written down on the demo's last day, from paper, so that no appeal of the year is changed by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.boxes.actions.openings import of_box
from lianxin.boxes.actions.sorting import take_down
from lianxin.boxes.models import Box, Opening, Slip
from lianxin.boxes.rules import NOT_TAKEN
from lianxin.boxes.workflow import BOX_FLOW, OPENING_FLOW
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters import ledger
from lianxin.matters.act import act, open_row
from lianxin.site.demo.cast import DESK, REGISTRAR, Cast
from lianxin.site.demo.files import key

VILLAGE = "枫岭口村"
OUTSIDER = {"outsider": "奚广田", "outsider_kind": "committee", "outsider_body": "村务监督委员会"}
NINE_DAYS, TWO_DAYS = timedelta(days=9), timedelta(days=2)


@dataclass(frozen=True)
class Told:
    """One slip of the story: what stands on it, what it is, what became of it."""

    text: str
    kind: str
    outcome: str = ""
    answer: str = ""
    reason: str = ""


PUT_AWAY = (
    Told("村口路灯坏了半个月，晚上接娃看不见路。", "appeal", "rectified", "第二天换了灯泡，当晚就亮了。"),
    Told("小学门口的减速带断了，扎轮胎。", "appeal", "rectified", "已经拆掉断的，换了新的减速带。"),
    Told("水井边的垃圾桶满了没人倒。", "complaint", "rectified", "改成隔天清运，桶换成了大的。"),
    Told("便民服务点中午没人，跑了两趟。", "complaint", "rectified", "中午已经安排人轮流值班。"),
    Told("公示栏太高，老人看不见。", "suggestion", "rectified", "公示栏已经放低，字也放大了。"),
    Told("文化活动室晚上不开门。", "suggestion", "rectified", "现在每天开到晚上九点。"),
    Told("排水沟的盖板缺了两块。", "appeal", "rectified", "缺的盖板已经补齐，并查了全村的沟。"),
    Told("低保是怎么评的，想知道。", "appeal", "explained", "评定办法和名单贴在公示栏，村里也上门说明过。"),
    Told("退耕还林的补助还发不发？", "appeal", "explained", "按县里的批次发，下一批的时间已经贴出来。"),
    Told("希望从村口修条路到果园。", "suggestion", "referred", "已经转给县交通运输局，列入项目库时再贴。"),
    Told("路灯坏了。", "appeal", "duplicate", "", "和第 1 张说的是同一盏灯。"),
    Told("", "illegible", "illegible", "", "纸被雨水泡过，认不出字。"),
)
IN_HAND = (
    Told("村医室缺降压药，老人要跑到镇上买。", "appeal"),
    Told("谢谢村里帮忙抢收稻谷。", "thanks", "explained", "谢谢您写来，已经转告帮忙的各位。"),
    Told("球场的灯关得太晚，吵得睡不着。", "complaint"),
    Told("能不能办一个修农机的培训班？", "suggestion"),
    Told("", "blank", "illegible", "", "空白的一张。"),
)


def open_boxes(cast: Cast) -> None:
    """Everything at the moment the clock stands at."""
    by = cast.posts[DESK, REGISTRAR][0]
    box = hang(cast, by)
    now = clock.now()
    first = opened(box, by, now - NINE_DAYS, PUT_AWAY, seals=("A0115", "A0116"))
    for move in ("finish", "sort", "publish", "archive"):
        step(first, move, by, paper_kept="档案柜 2 第 3 层，密封袋 17")
    second = opened(box, by, now - TWO_DAYS, IN_HAND, seals=("A0116", "A0117"))
    step(second, "finish", by)


def hang(cast: Cast, by: Actor) -> Box:
    """The box at the village hall: one key with the desk, one with the village's supervisors."""
    said = {
        "code": "03",
        "area": cast.villages[VILLAGE].pk,
        "place": "村委会门口左边",
        "unit": cast.units[DESK].pk,
        "first_key": by.name,
        "first_unit": cast.units[DESK].pk,
        "second_key": OUTSIDER["outsider"],
        "second_body": OUTSIDER["outsider_body"],
        "days": "每周三",
        "languages": "汉语",
        "notice": "每周三上午开箱，由便民服务中心和村监委会一起开。写了条的请撕下下半截，凭条号和查询码查答复。",
        "hung_on": timezone.localdate(clock.now() - timedelta(days=200)),
    }
    made: Box = open_row(BOX_FLOW, by=by, data=said, client_id=key("box"), at=clock.now())
    return made


def opened(
    box: Box, by: Actor, when: datetime, slips: tuple[Told, ...], *, seals: tuple[str, str]
) -> Opening:
    """An opening with its slips registered, and those answered that have an answer."""
    name, at = f"opening/{seals[0]}", timezone.localtime(when).replace(hour=9, minute=30)
    row = open_at(box, by, at, seal=seals[0], outsider=OUTSIDER, unique=key(name))
    step(row, "count", by, count=len(slips), seal_after=seals[1], agreed=True)
    for place, told in enumerate(slips):
        slip = take(row, told.text, told.kind, by=by, unique=key(f"{name}/{place}"))
        if told.outcome:
            end(slip, told.outcome, told.answer or told.reason, by=by)
    return row


def open_at(
    box: Box, by: Actor, at: datetime, *, seal: str, outsider: Mapping[str, str], unique: UUID
) -> Opening:
    """开箱 by somebody of the desk and somebody from outside it, the seal whole."""
    said = {
        "opened_at": at,
        "opener": by.name,
        "opener_unit": min(by.units),
        **outsider,
        "witness": "",
        "seal_before": seal,
        "seal_whole": True,
        "seal_words": "",
    }
    made: Opening = of_box(box)(
        OPENING_FLOW, by=by, data=said, client_id=unique, move="open_now", at=clock.now()
    )
    return made


def take(opening: Opening, text: str, kind: str, *, by: Actor, unique: UUID) -> Slip:
    """登记一张."""
    typed: dict[str, Any] = {"text": text, "kind": kind, "stub": None, "wants_answer": True}
    return take_down(opening, typed, (), by=by, client_id=unique)


def end(slip: Slip, outcome: str, words: str, *, by: Actor) -> None:
    """反馈, or 不予受理 with its reason."""
    if outcome in NOT_TAKEN:
        step(slip, "decline", by, outcome=outcome, reason=words)
    else:
        step(slip, "answer", by, outcome=outcome, answer=words)


def step(row: Any, move: str, by: Actor, **data: Any) -> None:
    """One move on a row as it stands."""
    row.refresh_from_db()
    name = f"{ledger.row_kind(row)}/{row.client_id}/{move}"  # the same in every demo
    act(row, move, by=by, data=data, client_id=key(name), version=row.version, at=clock.now())
