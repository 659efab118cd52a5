"""The appeal's table: what it allows, and that everything else is refused and writes nothing."""

import pytest

from lianxin.appeals.models import Appeal, Callback, Handling, Order, Reply
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.search import find_ids
from lianxin.matters.act import act, held_up, offers, open_row
from lianxin.matters.ledger import running_clocks
from lianxin.matters.models import Matter
from lianxin.matters.refusals import Refused
from tests.appeals.reaching import ACTORS, TO_STATE, reached
from tests.township import Township, at


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
        in_the_way = {move.code for move, _why in held_up(matter, by)}
        for move in [*APPEAL.moves, None]:
            code = move.code if move else "no_such_move"
            if code in offered:
                continue
            with pytest.raises(Refused) as refusal:
                act(matter, code, by=by, data={}, client_id=uuid7(), version=matter.version)
            allowed_here = move is not None and state in move.source
            expected = "not_allowed" if allowed_here else "not_in_table"
            assert refusal.value.code == ("guard" if code in in_the_way else expected), (name, code)
            tried += 1
    matter.refresh_from_db()
    assert (Event.objects.count(), matter.version) == before
    assert tried > 90


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
