"""The appeal's table: what it allows, and that everything else is refused and writes nothing."""

from collections.abc import Callable

import pytest

from lianxin.appeals.models import Appeal, Callback, Handling, Order, Reply
from lianxin.appeals.workflow import APPEAL
from lianxin.appeals.workflow.states import OPEN
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.search import find_ids
from lianxin.matters.act import act, offers, open_row
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.appeals.hands import papers_are_in_the_log
from tests.appeals.returned import asked, disputed
from tests.township import Township, at

ACTORS = [
    "clerk",
    "triage",
    "water_handler",
    "roads_handler",
    "reviewer",
    "caller",
    "leader",
    "administrator",
    "resident",
]


def withdrawn(town: Township, matter: Matter) -> Matter:
    """Taken back by the one who raised it."""
    town.go(matter, "withdraw", by=town.holder(matter), words="已经自己修好了。")
    return matter


TO_STATE: dict[str, Callable[[Township, Matter], Matter]] = {
    "registered": lambda town, matter: matter,
    "need_info": Township.asked_for_more,
    "reject_asked": Township.reject_asked,
    "rejected": Township.rejected,
    "referred": Township.referred,
    "to_dispatch": Township.accepted,
    "to_sign": Township.dispatched,
    "return_asked": lambda town, matter: asked(town, town.working(matter)),
    "adjudicating": lambda town, matter: disputed(town, town.working(matter)),
    "working": Township.working,
    "suspended": Township.suspended,
    "closing": Township.closing,
    "callback": Township.answered,
    "rework": lambda town, matter: again(town, town.answered(matter)),
    "closed": Township.closed,
    "merged": lambda town, matter: town.merged(matter, town.file()),
    "archived": lambda town, matter: archived(town, town.closed(matter)),
    "withdrawn": withdrawn,
    "voided": Township.voided,
}


def again(town: Township, matter: Matter) -> Matter:
    """The resident says it did not help."""
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="no", satisfied=2)
    return matter


def archived(town: Township, matter: Matter) -> Matter:
    """Put away by the system."""
    town.go(matter, "archive", by=town.system)
    return matter


def reached(town: Township, state: str) -> Matter:
    """An appeal in this state."""
    matter = town.file()
    TO_STATE[state](town, matter)
    matter.refresh_from_db()
    assert matter.state == state
    return matter


def test_every_state_of_the_table_is_tried_below() -> None:
    assert set(TO_STATE) == {state.code for state in APPEAL.states}


@pytest.mark.req("INV-07")
@pytest.mark.parametrize("state", TO_STATE)
def test_what_the_table_does_not_offer_is_refused_and_leaves_no_trace(town: Township, state: str) -> None:
    matter = reached(town, state)
    before = (Event.objects.count(), matter.version)
    tried = 0
    for name in ACTORS:
        by = getattr(town, name)
        offered = {move.code for move in offers(matter, by)}
        for move in [*APPEAL.moves, None]:
            code = move.code if move else "no_such_move"
            if code in offered:
                continue
            with pytest.raises(Refused) as refusal:
                act(matter, code, by=by, data={}, client_id=uuid7(), version=matter.version)
            allowed_here = move is not None and state in move.source
            assert refusal.value.code == ("not_allowed" if allowed_here else "not_in_table"), (name, code)
            tried += 1
    matter.refresh_from_db()
    assert (Event.objects.count(), matter.version) == before
    assert tried > 90


OVER = {"closed", "archived", "withdrawn", "voided", "rejected", "referred"}
DISPUTED = {"return_asked", "adjudicating"}
MERGEABLE = {"registered", "need_info", "reject_asked", "to_dispatch", "to_sign", "working", *DISPUTED}
HELD = {"to_sign", "working", "suspended", "closing", "callback", "rework", "closed", "archived", *DISPUTED}
OFFERED = {
    ("registered", "triage"): ["accept", "need_info", "answer_now", "propose_reject"],
    ("need_info", "clerk"): ["supply"],
    ("need_info", "triage"): ["supply"],
    ("reject_asked", "reviewer"): ["reject", "keep"],
    ("referred", "clerk"): ["record_result"],
    ("referred", "triage"): ["record_result"],
    ("to_dispatch", "triage"): ["dispatch", "refer"],
    ("to_sign", "water_handler"): ["sign"],
    ("return_asked", "triage"): ["agree_return", "refuse_return", "submit_dispute"],
    ("adjudicating", "reviewer"): ["adjudicate"],
    ("adjudicating", "leader"): ["adjudicate"],
    ("working", "water_handler"): ["record", "finish"],
    ("suspended", "water_handler"): ["tell_news"],
    ("suspended", "triage"): ["tell_news"],
    ("rework", "water_handler"): ["record", "finish"],
    ("closing", "reviewer"): ["approve", "send_back"],
    ("callback", "caller"): ["call_back"],
}
AT_WORK = {"to_sign", "working", "rework"}
SPOKEN = set(OPEN) - {"merged"}
REACH = {"registered", "reject_asked", "to_dispatch", "to_sign", *DISPUTED}
ESCALATE = {*REACH, "need_info", "working", "suspended", "rework"}


def buttons(state: str, name: str) -> list[str]:
    """What this table gives a desk: its own moves between those that stand beside the work of the day."""
    first = ["contact"] if name in {"clerk", "triage"} and state not in OVER else []
    last = ["reach"] if name in {"clerk", "triage"} and state in REACH else []
    knows = name in {"clerk", "triage", "reviewer", "caller", "leader"}
    handles = name == "water_handler" and state in {"to_sign", "working", "suspended", "rework", *DISPUTED}
    if state in ESCALATE and (knows or handles):
        last = [*last, "escalate"]
    if name == "triage":
        last = [*last, "tag"]
    if name in {"clerk", "triage", "caller"} and state in OPEN:
        last = [*last, "choose_way"]
    return [*first, *OFFERED.get((state, name), []), *last]


def besides(state: str, name: str) -> list[str]:
    """What a desk may also do in a state, in the order of the table."""
    decide = ["approve_correction", "refuse_correction"]
    working, judges = state == "working", name in {"reviewer", "leader"}
    may = {
        "ask_return": name == "water_handler" and state in {"to_sign", "working"},
        "go_on": state == "suspended" and name in {"water_handler", "triage", "leader"},
        **dict.fromkeys(["ask_suspend", "ask_extend"], working and name == "water_handler"),
        **dict.fromkeys(["suspend", "refuse_suspend", "extend", "refuse_extend"], working and judges),
        "make_project": working and name == "leader",
        "record_works": name == "water_handler" and state in {"working", "rework"},
        "merge": name == "triage" and state in MERGEABLE,
        "unmerge": name == "triage" and state == "merged",
        "reopen": name in {"clerk", "triage"} and state == "closed",
        "withdraw": name in {"clerk", "triage"} and state not in OVER,
        "correct": name in {"clerk", "triage", "reviewer"} or (name == "water_handler" and state in HELD),
        **dict.fromkeys(decide, name in {"triage", "reviewer", "leader"}),
        "ask_void": name == "triage",
        "void": name in {"triage", "reviewer", "leader"},
    }
    files = name in {"clerk", "triage", "reviewer", "caller"} or (name == "water_handler" and state in HELD)
    may |= asked_from_above(state, name) | said_of_the_answer(state, name) | spoken_for(state, name)
    found = [code for code, offered in may.items() if offered and state != "voided"]
    return [*found, "paper"] if files else found


def asked_from_above(state: str, name: str) -> dict[str, bool]:
    """Who urges, supervises and instructs, who asks the level above, and who answers."""
    over, unit = name in {"triage", "leader"}, name == "water_handler"
    higher = state in {*OPEN, "closed"}
    return {
        **dict.fromkeys(["urge", "supervise"], over and state in AT_WORK),
        "answer_supervision": unit and state in {*AT_WORK, "closing", "callback"},
        "instruct": name == "leader" and state in OPEN,
        "ask_upward": higher and (name == "clerk" or (unit and state in HELD)),
        "answer_upward": higher and over,
    }


def said_of_the_answer(state: str, name: str) -> dict[str, bool]:
    """Who asks about a bad rating, who puts it right, who judges."""
    after, ended = state in {*SPOKEN, "closed", "archived"}, state in {"closed", "archived"}
    mends = "water_handler" if state in HELD else "triage"
    return {
        "ask_why": after and name in {"caller", "triage"},
        "put_right": after and name == mends,
        "ask_panel": ended and name in {"caller", "triage", "reviewer"},
        "vote": ended and name in {"caller", "reviewer", "leader"},
    }


def spoken_for(state: str, name: str) -> dict[str, bool]:
    """Who puts down a proxy, representatives, and that consent was taken back."""
    desk = name in {"clerk", "triage"}
    return {
        **dict.fromkeys(["name_proxy", "come_together"], desk and state in SPOKEN),
        "take_back": (desk or name == "caller") and state in {*SPOKEN, "closed"},
    }


@pytest.mark.parametrize("state", TO_STATE)
def test_each_desk_is_offered_its_own_moves_and_no_others(town: Township, state: str) -> None:
    matter = reached(town, state)
    shown = {name: {move.code for move in offers(matter, getattr(town, name))} for name in ACTORS}
    assert shown == {name: {*buttons(state, name), *besides(state, name)} for name in ACTORS}
    papers_are_in_the_log()


@pytest.mark.req("INV-07")
def test_nobody_reviews_their_own_closing(town: Township) -> None:
    matter = reached(town, "closing")
    Appeal.objects.filter(matter=matter).update(finished_by=town.reviewer.account)
    with pytest.raises(Refused, match="您经手过上一步"):
        town.go(matter, "approve", by=town.reviewer)


@pytest.mark.req("INV-07")
def test_nobody_calls_back_the_work_of_their_own_unit(town: Township) -> None:
    matter = town.file()
    town.accepted(matter)
    town.go(matter, "dispatch", by=town.triage, unit=town.hall.pk, basis="窗口自办")
    Matter.objects.filter(pk=matter.pk).update(state="callback")
    with pytest.raises(Refused) as refusal:
        town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes")
    assert refusal.value.code == "not_allowed"
    assert Callback.objects.count() == 0


def test_closing_needs_a_contact_with_the_resident_on_record(town: Township) -> None:
    matter = reached(town, "working")
    reply = {"outcome": "resolved", "reply": "供水站当天换了接头，已不漏水。"}
    with pytest.raises(Refused, match="还没有联系过诉求人"):
        town.go(matter, "finish", by=town.water_handler, **reply)
    assert Reply.objects.count() == 0
    town.go(matter, "record", by=town.water_handler, kind="contact", text="打过电话了。")
    town.go(matter, "finish", by=town.water_handler, **reply)
    assert Reply.objects.get().sent_at is None


def test_an_anonymous_resident_without_a_phone_need_not_be_reached(town: Township) -> None:
    matter = town.file(identity="anonymous", name="", phone="")
    town.working(matter)
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply="已换接头，不再漏水。")
    matter.refresh_from_db()
    assert matter.state == "closing"


def test_an_accusation_is_never_dispatched(town: Township) -> None:
    matter = town.file(type="report")
    town.go(matter, "accept", by=town.triage, type="report", category=town.category.pk, urgency="ordinary")
    with pytest.raises(Refused, match="12388"):
        town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单")
    assert Order.objects.count() == 0


def test_a_reviewer_sends_back_with_a_reason_and_the_limit_runs_on(town: Township) -> None:
    matter = reached(town, "closing")
    due = matter.due_at
    town.go(matter, "send_back", by=town.reviewer, reason="没写清还有疑问找谁。")
    matter.refresh_from_db()
    assert matter.state == "working"
    assert Handling.objects.filter(text="没写清还有疑问找谁。").count() == 1
    assert [clock.limit for clock in running_clocks([matter])[matter.pk]] == ["T6b"]
    assert due is not None


def test_the_reply_leaves_when_it_is_approved_and_the_resident_is_told(town: Township) -> None:
    matter = reached(town, "closing")
    town.go(matter, "approve", by=town.reviewer, when=at("2026-11-05 10:00"))
    assert Reply.objects.get().sent_at == at("2026-11-05 10:00")
    assert list(Message.objects.order_by("id").values_list("letter", flat=True)) == ["registered", "answered"]


@pytest.mark.parametrize(
    ("resolved", "state"), [("yes", "closed"), ("accepted", "closed"), ("partly", "rework"), ("no", "rework")]
)
def test_a_callback_closes_or_sends_it_round_again(town: Township, resolved: str, state: str) -> None:
    matter = reached(town, "callback")
    town.go(matter, "call_back", by=town.caller, reached=True, resolved=resolved, satisfied=3)
    matter.refresh_from_db()
    assert (matter.state, matter.closed_at is not None) == (state, state == "closed")


@pytest.mark.parametrize(
    ("times", "state"),
    [
        (["2026-11-04 09:00", "2026-11-04 15:00"], "callback"),
        (["2026-11-04 09:00", "2026-11-04 10:00", "2026-11-04 15:00"], "callback"),
        (["2026-11-04 09:00", "2026-11-05 09:10", "2026-11-06 09:20"], "callback"),
        (["2026-11-04 09:00", "2026-11-04 15:00", "2026-11-05 10:00"], "closed"),
    ],
)
def test_three_attempts_on_two_days_at_different_hours_close_it_unreached(
    town: Township, times: list[str], state: str
) -> None:
    matter = reached(town, "callback")
    for when in times:
        town.go(matter, "call_back", by=town.caller, when=at(when), reached=False)
    matter.refresh_from_db()
    assert matter.state == state
    assert list(Callback.objects.values_list("attempt", flat=True)) == list(range(1, len(times) + 1))


def test_the_resident_rates_once_with_the_receipt(town: Township) -> None:
    matter = reached(town, "closed")
    holder = type(town.resident)(
        account=None, county=town.county, roles=town.resident.roles, receipts=frozenset({matter.pk})
    )
    town.go(matter, "rate", by=holder, rating=2)
    assert Appeal.objects.get(matter=matter).rating == 2
    with pytest.raises(Refused):
        town.go(matter, "rate", by=holder, rating=5)
    assert Appeal.objects.get(matter=matter).rating == 2


@pytest.mark.parametrize(
    ("kind", "urgency", "limit", "due"),
    [
        ("enquiry", "ordinary", "T6a", "2026-11-04 17:30"),
        ("help", "ordinary", "T6b", "2026-11-09 17:30"),
        ("enquiry", "emergency", "T6c", "2026-11-03 10:00"),
    ],
)
def test_the_unit_gets_the_limit_of_the_type_and_urgency(
    town: Township, kind: str, urgency: str, limit: str, due: str
) -> None:
    matter, when = town.file(when=at("2026-11-02 09:00")), at("2026-11-02 10:00")
    said = {"type": kind, "category": town.category.pk, "area": town.village.pk, "urgency": urgency}
    town.go(matter, "accept", by=town.triage, when=when, **said)
    town.go(matter, "dispatch", by=town.triage, when=when, unit=town.water.pk, basis="职责清单第 3 条")
    town.go(matter, "sign", by=town.water_handler, when=when)
    clocks = {clock.limit: clock.due for clock in running_clocks([matter])[matter.pk]}
    assert clocks.keys() == {"T3", limit}
    assert clocks[limit] == at(due)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "  "}, "请写下要反映的事情，一两句话也可以。"),
        ({"name": ""}, "实名反映请填写姓名；不想留名请选「匿名」。"),
        ({"filed_at": at("2099-01-01 09:00")}, "反映时间不能晚于现在，请核对日期。"),
    ],
)
def test_a_filing_that_cannot_be_taken_says_why_and_writes_nothing(
    town: Township, data: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused) as refusal:
        open_row(APPEAL, by=town.resident, data=town.words(**data), client_id=uuid7())
    assert refusal.value.message == said
    assert (Matter.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.req("XC-01")
def test_a_matter_that_comes_by_three_doors_is_one_appeal_with_three_contacts(town: Township) -> None:
    matter = town.working(town.file())
    said = {"identity": "anonymous", "name": "", "phone": ""}
    town.go(matter, "contact", by=town.clerk, channel="visit", words="来问水管修得怎么样了。", **said)
    other = {"identity": "named", "name": "白露", "phone": "19900002222"}
    town.go(
        matter,
        "contact",
        by=town.clerk,
        channel="phone",
        words="隔壁也没水压。",
        at=at("2026-11-01 08:00"),
        **other,
    )
    contacts = matter.contacts.order_by("pk")
    assert [contact.channel for contact in contacts] == ["web", "visit", "phone"]
    assert contacts[2].at == at("2026-11-01 08:00")
    assert [appellant.phone for appellant in matter.appellants.order_by("pk")] == [
        "19900001111",
        "",
        "19900002222",
    ]
    assert Matter.objects.count() == 1
    assert list(find_ids("matter", "隔壁")) == [matter.pk]
    assert list(find_ids("matter", "漏了三天")) == [matter.pk]
    assert matter.state == "working"
