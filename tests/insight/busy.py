"""A week in which everything happens that Monday's page has a number for, with what has to stay out of them."""

from datetime import datetime, timedelta

from lianxin.appeals.models import WhistleCall
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import open_row
from lianxin.matters.models import Matter
from tests.appeals.returned import asked, disputed, ruled
from tests.township import Township, at

PHONES = [f"1990000{place:04d}" for place in range(1, 40)]
NEVER = ("林小满", *PHONES)
PLACE = "水井路"


def said(town: Township, matter: Matter, when: datetime, **words: object) -> None:
    """A callback."""
    town.go(matter, "call_back", by=town.caller, when=when, **words)


def again(town: Township, matter: Matter, when: datetime) -> None:
    """Done again, answered again, solved."""
    town.go(matter, "record", by=town.water_handler, when=when, kind="contact", text="又去看过了。")
    words = {"outcome": "resolved", "reply": "供水站当天又换了接头，已不漏水。有问题请打供水站电话。"}
    town.go(matter, "finish", by=town.water_handler, when=when, **words)
    town.go(matter, "approve", by=town.reviewer, when=when)
    said(town, matter, when, reached=True, resolved="yes", satisfied=4)


def called(town: Township) -> None:
    """Figure 6 and 7: solved, undone, in part, by another, in vain, late; reopened."""
    day = at("2026-11-02 09:00")
    town.closed(town.file(when=day, phone=PHONES[0], address="水井路 1 号"), when=day)
    twice = town.answered(town.file(when=day, phone=PHONES[1], address="水井路 2 号"), when=day)
    said(town, twice, day, reached=True, resolved="no", satisfied=1)
    again(town, twice, at("2026-11-04 09:00"))
    part = town.answered(town.file(when=day, phone=PHONES[2], address="水井路 3 号"), when=day)
    said(town, part, day, reached=True, resolved="partly", satisfied=2)
    accepted = town.answered(town.file(when=day, phone=PHONES[3]), when=day)
    said(town, accepted, day, reached=True, resolved="accepted", satisfied=3)
    other = town.answered(town.file(when=day, phone=PHONES[4]), when=day)
    said(town, other, day, reached=True, proxy=True, resolved="yes", satisfied=5)
    said(town, town.answered(town.file(when=day, phone=PHONES[5]), when=day), day, reached=False)
    town.answered(town.file(when=day, phone=PHONES[6]), when=day)
    earlier = town.file(when=at("2026-10-20 09:00"), phone=PHONES[7])
    town.closed(earlier, when=at("2026-10-21 09:00"))
    town.go(earlier, "reopen", by=town.holder(earlier), when=at("2026-11-05 09:00"), words="又漏了。")


def handed(town: Township) -> None:
    """Figure 8 and 9: given back, disputed, decided, longer, standing still, together, called to the place."""
    day = at("2026-11-03 09:00")
    moved = asked(town, town.working(town.file(when=day), when=day), when=day)
    town.go(moved, "agree_return", by=town.triage, when=day)
    _waits, decided = (
        disputed(town, town.working(town.file(when=day), when=day), when=day) for _ in range(2)
    )
    ruled(town, decided, when=day)
    town.suspended(town.file(when=day), when=day)
    longer = town.working(town.file(when=day), when=day)
    words = {"amount": 3, "reason": "管材要从县里调。"}
    town.go(longer, "ask_extend", by=town.water_handler, when=day, **words)
    town.go(longer, "extend", by=town.reviewer, when=day, extension=longer.extensions.get().pk)
    together = town.working(town.file(when=day), when=day)
    helps = {"unit": town.roads.pk, "demand": "请把井边塌陷的路面补好。"}
    town.go(together, "add_helper", by=town.water_handler, when=day, **helps)
    call = {"units": [town.roads.pk], "kind": "emergency", "place": "井边", "purpose": "一起看塌陷。"}
    town.go(together, "whistle", by=town.water_handler, when=day, at=day + timedelta(hours=2), **call)
    town.go(together, "answer_whistle", by=town.roads_handler, when=day, reply="come")
    there = {"calls": [WhistleCall.objects.get().pk]}
    town.go(together, "arrive", by=town.roads_handler, when=day + timedelta(hours=2), **there)


def ended(town: Township) -> None:
    """Figure 2 and what must stay out: merged, void, taken back, not accepted, handed on, sealed, entered late."""
    day = at("2026-11-04 09:00")
    main = town.file(when=day, phone=PHONES[8])
    town.merged(town.file(when=day, phone=PHONES[9]), main, when=day)
    town.voided(town.file(when=day), when=day)
    gone = town.file(when=day)
    town.go(gone, "withdraw", by=town.holder(gone), when=day, words="自己修好了。")
    town.rejected(town.file(when=day), when=day)
    town.referred(town.file(when=day), when=day)
    accused = {"type": "report", "text": "有人收了好处。", "identity": "confidential"}
    town.file(when=day, **accused)
    late = town.words(filed_at=day, replied_at=day, reply="已经当面说清楚了。", late_entered=True)
    open_row(APPEAL, by=town.triage, data=late, client_id=uuid7(), at=at("2026-11-06 09:00"), move="backfill")
    town.file(when=day, area=None, channel="phone", phone=PHONES[10])
    town.file(when=at("2026-08-03 09:00"), phone=PHONES[11])


def many(town: Township) -> None:
    """Figure 10: six people at one place, and one who calls six times."""
    day = at("2026-11-05 09:00")
    for place in range(12, 18):
        town.accepted(town.file(when=day, phone=PHONES[place], address=f"{PLACE} {place} 号"), when=day)
    for _call in range(6):
        town.accepted(town.file(when=day, phone=PHONES[18], address="碾坊边第一家"), when=day)


def busy_week(town: Township) -> Township:
    """The week of 2026-11-02, as it stands on the Monday after."""
    called(town)
    handed(town)
    ended(town)
    many(town)
    return town
