"""举报的墙: accusations lie with the discipline desk, and for the accused, their line and their kin there are none."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from lianxin.appeals.figures.scope import Scope
from lianxin.appeals.forms.triage import DispatchForm
from lianxin.appeals.models import Accused, Appeal
from lianxin.appeals.queries import accusing
from lianxin.appeals.queries.accused import barred_units
from lianxin.appeals.workflow import APPEAL
from lianxin.appeals.workflow.states import BEFORE_CLOSING
from lianxin.kernel import notices, numbering
from lianxin.kernel.actor import Actor, Duty, Role
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.number import NumberSeries
from lianxin.matters.act import offers, open_row
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible
from lianxin.matters.refusals import Refused
from lianxin.people.actions.conflicts import Declaration, declare
from lianxin.people.actions.staff import stand_in
from lianxin.people.models import Account, Appointment, Person, Unit
from lianxin.people.queries import actor_of
from lianxin.people.queries.lines import in_own_line, line_of, standings
from lianxin.people.rules import Period, UnitKind
from lianxin.people.rules.lines import Standing, in_line
from lianxin.places.models import Area
from tests.appeals.hands import running, told
from tests.appeals.reaching import reached
from tests.township import Township, actor, enter

SAID = {"type": "report", "text": "供水站站长收了施工队的好处。", "identity": "confidential"}


@pytest.fixture
def discipline(town: Township) -> Actor:
    """The discipline desk of the township, in an office of its own."""
    office = Unit.objects.create(name="纪检监察办", code="JW", kind="office", area=town.hall.area)
    return actor(office, "纪检", Role.DISCIPLINE)


def afresh(by: Actor) -> Actor:
    """The same person at the next click."""
    held = actor_of(Account.objects.get(pk=by.account), at=timezone.now())
    assert held is not None
    return held


def accuse(town: Township, *, by: Actor | None = None, **more: object) -> Matter:
    """An accusation as it is taken down."""
    said = town.words(**{**SAID, **more})
    filed: Matter = open_row(APPEAL, by=by or town.resident, data=said, client_id=uuid7(), move="accuse")
    return filed


def sees(by: Actor, matter: Matter) -> bool:
    """Whether the matter exists for them at the next click."""
    return visible(afresh(by), Matter).filter(pk=matter.pk).exists()


STAFF = ("clerk", "triage", "water_handler", "reviewer", "caller", "leader", "administrator", "auditor")


@pytest.mark.req("INV-08")
def test_an_accusation_is_the_discipline_desks_alone(town: Township, discipline: Actor) -> None:
    matter, ordinary = accuse(town), town.working(town.file())
    assert sees(discipline, matter)
    assert {who for who in STAFF if sees(getattr(town, who), matter)} == set()
    assert not sees(discipline, ordinary)
    town.go(matter, "take_up", by=discipline)
    assert {who for who in STAFF if sees(getattr(town, who), matter)} == set()


@pytest.mark.req("INV-08", "INV-13")
def test_its_number_leaves_no_gap_among_the_others(town: Township, discipline: Actor) -> None:
    first = town.file()
    sealed = [accuse(town), accuse(town)]
    second = town.file()
    serials = [numbering.parse(one.number).serial for one in (first, second)]  # type: ignore[union-attr]
    assert serials[1] == serials[0] + 1
    assert {one.number[:4] for one in sealed} == {"900-"}
    year = timezone.localtime().year
    for series in NumberSeries.objects.values_list("series", flat=True):
        assert numbering.gaps(series, year) == []


@pytest.mark.req("INV-08")
def test_no_figure_counts_it_for_anybody(town: Township, discipline: Actor) -> None:
    matter = accuse(town)
    for by in (discipline, town.leader, town.auditor):
        assert not Scope(by).matters().filter(pk=matter.pk).exists()


def test_without_a_discipline_desk_it_is_sent_where_it_belongs(town: Township) -> None:
    with pytest.raises(Refused, match="12388"):
        accuse(town)
    with pytest.raises(Refused, match="12388"):
        town.go(town.file(), "hand_over", by=town.triage, reason="是举报", units=[town.water.pk])
    assert Matter.objects.filter(accusing()).count() == 0


@pytest.mark.req("INV-08", "J13")
def test_what_turns_out_to_accuse_leaves_desk_and_unit(
    town: Township, discipline: Actor, client: Client
) -> None:
    matter = town.working(town.file(text="站长收钱才来修。"))
    town.go(matter, "hand_over", by=town.triage, reason="说的是站长收钱", units=[town.water.pk])
    matter.refresh_from_db()
    assert (matter.state, matter.holder_id) == ("sealed", None)
    assert Appeal.objects.get(pk=matter.pk).type == "report"
    assert {who for who in STAFF if sees(getattr(town, who), matter)} == set()
    assert sees(discipline, matter)
    assert notices.of(afresh(discipline)).filter(letter="staff.accusation", row_id=matter.pk).exists()
    assert not notices.of(afresh(town.water_handler)).filter(row_id=matter.pk).exists()
    page = enter(client, town.triage).get("/desk/handed/").content.decode()
    assert matter.number in page
    assert "站长收钱" not in page


@pytest.mark.req("INV-08")
@pytest.mark.parametrize("state", BEFORE_CLOSING)
def test_wherever_it_stands_it_is_handed_over_whole(town: Township, discipline: Actor, state: str) -> None:
    matter = reached(town, state)
    town.go(matter, "hand_over", by=town.triage, reason="说的是站长收钱", units=[town.water.pk])
    matter.refresh_from_db()
    assert (matter.state, matter.holder_id) == ("sealed", None)
    assert set(running(matter)) <= {"T3", "T6e1"}
    assert not matter.suspensions.filter(approved=True, ended_at=None).exists()
    town.go(matter, "take_up", by=discipline)


@pytest.mark.req("INV-08")
def test_the_desk_inquires_and_answers_by_itself(town: Township, discipline: Actor, client: Client) -> None:
    matter = accuse(town)
    browser = enter(client, discipline)
    at = f"/matters/{matter.number}/do"
    assert (
        browser.post(f"{at}/take_up/", {"units": [town.water.pk], "people": "不在册的人"}).status_code == 302
    )
    assert browser.post(f"{at}/inquire/", {"kind": "meeting", "text": "找三个人谈了话。"}).status_code == 302
    reply = "已经查实，按规定作了处理。还有疑问请打纪检办公室电话。"
    assert browser.post(f"{at}/conclude/", {"outcome": "resolved", "reply": reply}).status_code == 302
    matter.refresh_from_db()
    assert (matter.state, matter.holder_id) == ("closed", None)
    assert told(matter)[-1] == "answered"
    assert {"供水站", "不在册的人"} <= {
        one.unit.name if one.unit else one.name for one in matter.accused.all()
    }
    page = browser.get(f"/matters/{matter.number}/").content.decode()
    assert "被反映的：" in page
    town.go(matter, "archive", by=town.system)


def test_reopened_it_goes_back_behind_the_wall(town: Township, discipline: Actor) -> None:
    matter = accuse(town)
    town.go(matter, "take_up", by=discipline)
    reply = "已经查实，按规定作了处理。还有疑问请打纪检办公室电话。"
    town.go(matter, "conclude", by=discipline, outcome="resolved", reply=reply)
    town.go(matter, "reopen", by=town.holder(matter), words="处理得不对。")
    matter.refresh_from_db()
    assert matter.state == "sealed"
    assert not sees(town.triage, matter)


def stands_in(town: Township, for_whom: Actor, by: Actor) -> Actor:
    """Let somebody stand in for a week."""
    now = timezone.now()
    held = Appointment.objects.get(account_id=for_whom.account, substitute_for=None)
    person = Appointment.objects.filter(account_id=by.account).earliest("pk").person
    account = Account.objects.get(pk=by.account)
    stand_in(held, account, person, period=Period(until=now + timedelta(days=7)), by=town.system, at=now)
    return afresh(by)


def person_of(by: Actor) -> Person:
    return Appointment.objects.filter(account_id=by.account).earliest("pk").person


@dataclass
class Second:
    """A second discipline officer, whose ties decide what they see."""

    by: Actor


@pytest.fixture
def second(town: Township, discipline: Actor) -> Second:
    office = Unit.objects.create(name="纪检监察二室", code="JW2", kind="office", area=town.hall.area)
    return Second(actor(office, "纪检二", Role.DISCIPLINE))


@pytest.mark.req("INV-08", "A7")
@pytest.mark.parametrize(
    "tie", ["unit", "line", "person", "kin", "stands in for unit", "stands in for person"]
)
def test_no_tie_to_the_accused_is_let_through(
    town: Township, discipline: Actor, second: Second, tie: str
) -> None:
    other = actor(town.water, "站长", Role.LEADER)
    named: dict[str, object] = {"units": [town.water.pk]}
    if tie == "unit":
        second.by = actor(town.water, "纪检联络", Role.DISCIPLINE)
    elif tie == "line":
        hall = Unit.objects.create(name="镇领导班子", code="LD", kind="leadership", area=town.hall.area)
        second.by = actor(hall, "纪委书记", Role.DISCIPLINE)
    elif tie == "person":
        named = {"people": [person_of(second.by).name]}
    elif tie == "kin":
        declare(Declaration(tie="kin", person=person_of(other)), by=second.by, at=timezone.now())
        named = {"people": [person_of(other).name]}
    elif tie == "stands in for unit":
        second.by = stands_in(town, town.water_handler, second.by)
    else:
        accused = actor(town.roads, "主任", Role.REVIEWER)
        elsewhere = actor(town.hall, "兼职", Role.DISCIPLINE)
        Appointment.objects.filter(account_id=accused.account).update(person=person_of(elsewhere))
        second.by = stands_in(town, elsewhere, second.by)
        named = {"people": [person_of(elsewhere).name]}
    matter = accuse(town)
    assert sees(second.by, matter)
    town.go(matter, "name_accused", by=discipline, **named)
    assert not sees(second.by, matter)
    assert sees(discipline, matter)


@pytest.mark.req("INV-08")
def test_it_does_not_exist_for_the_accused_at_any_address(town: Township, discipline: Actor) -> None:
    matter = accuse(town, accused=None, units=[town.water.pk])
    at_the_station = actor(town.water, "纪检联络", Role.DISCIPLINE)
    browser = enter(Client(), at_the_station)
    never = browser.get("/matters/900-2026-999999-0/")
    for address in ("", "do/take_up/", "looks/", "corrections/", f"who/{matter.appellants.get().pk}/"):
        assert browser.get(f"/matters/{matter.number}/{address}").status_code == never.status_code == 404
    for query in ("", "?q=施工队", f"?q={matter.number}", "?who=林小满"):
        assert [row.pk for row in browser.get(f"/matters/{query}").context["rows"]] == []
    assert matter.number not in browser.get("/desk/").content.decode()


@pytest.mark.req("INV-08")
def test_it_is_not_named_away_from_everybody(town: Township, discipline: Actor) -> None:
    matter, own = accuse(town), Unit.objects.get(code="JW")
    with pytest.raises(Refused, match="都要回避"):
        town.go(matter, "name_accused", by=discipline, units=[own.pk])
    with pytest.raises(Refused, match="都要回避"):
        accuse(town, units=[own.pk])
    assert Accused.objects.count() == 0
    county = Area.objects.create(code="990901000000", name="青禾县", kind="county")
    above = Unit.objects.create(name="县纪委", code="XJW", kind="county", area=county)
    upper = actor(above, "信访室", Role.DISCIPLINE)
    town.go(matter, "name_accused", by=discipline, units=[own.pk])
    assert not sees(discipline, matter)
    assert sees(upper, matter)


def complained(town: Township, *, walled: bool) -> Matter:
    """A complaint about the water station, waiting for dispatch."""
    matter = town.file(type="complaint", text="供水站的人态度不好。")
    said = {"type": "complaint", "category": town.category.pk, "area": town.village.pk, "urgency": "ordinary"}
    town.go(matter, "accept", by=town.triage, **said)
    town.go(matter, "name_accused", by=town.triage, units=[town.water.pk], walled=walled)
    return matter


@pytest.mark.req("A7")
@pytest.mark.parametrize("walled", [True, False])
def test_a_complaint_is_not_sent_to_whom_it_is_about(town: Township, walled: bool) -> None:
    matter = complained(town, walled=walled)
    form = DispatchForm(by=town.triage, row=matter)
    offered = {key for key, _name in form.fields["unit"].choices}  # type: ignore[attr-defined]
    assert town.water.pk not in offered
    assert town.roads.pk in offered
    with pytest.raises(Refused, match="不能派给它"):
        town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单")
    town.go(matter, "dispatch", by=town.triage, unit=town.roads.pk, basis="职责清单")


@pytest.mark.req("A7")
@pytest.mark.parametrize("walled", [True, False])
def test_its_posts_know_nothing_of_it_where_it_was_ticked(town: Township, walled: bool) -> None:
    there = actor(town.water, "窗口", Role.CLERK)
    matter = complained(town, walled=walled)
    assert sees(there, matter) is not walled
    assert sees(town.clerk, matter)


@pytest.mark.req("A7")
def test_a_wall_that_would_leave_no_desk_is_not_built(town: Township) -> None:
    matter = town.file(type="complaint", text="便民服务中心的人态度不好。")
    with pytest.raises(Refused, match="没有派单员"):
        town.go(matter, "name_accused", by=town.triage, units=[town.hall.pk], walled=True)
    town.go(matter, "name_accused", by=town.triage, units=[town.hall.pk], walled=False)
    assert town.hall.pk in barred_units(matter)


def test_triage_names_the_accused_of_complaints_only(town: Township) -> None:
    helping, complaining = town.file(), town.file(type="complaint")
    assert "name_accused" not in {move.code for move in offers(helping, town.triage)}
    assert "name_accused" in {move.code for move in offers(complaining, town.triage)}


CODES = ("990901000000", "990901101000", "990901102000", "990901101201", "990901101202", "990901101201001")
KINDS = ("county", "town", "town", "village", "village", "group")
SHAPES = st.lists(
    st.tuples(st.integers(0, len(CODES) - 1), st.sampled_from(UnitKind.values)), min_size=2, max_size=6
)


@given(SHAPES)
def test_a_line_is_the_same_from_both_ends(shape: list[tuple[int, str]]) -> None:
    stand = [Standing(place, kind, CODES[at].rstrip("0")) for place, (at, kind) in enumerate(shape)]
    for one in stand:
        assert in_line(one, one)
        for other in stand:
            assert in_line(one, other) == in_line(other, one)


@pytest.mark.req("INV-08")
@given(SHAPES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_draws_the_same_line(town: Township, shape: list[tuple[int, str]]) -> None:
    for code, kind in zip(CODES, KINDS, strict=True):
        Area.objects.get_or_create(code=code, defaults={"name": f"{code}处", "kind": kind})
    Accused.objects.all().delete()
    Unit.objects.filter(code__startswith="Z").delete()
    areas = {area.code: area for area in Area.objects.all()}
    units = [
        Unit.objects.create(name=f"单位{place}", code=f"Z{place}", kind=kind, area=areas[CODES[at]])
        for place, (at, kind) in enumerate(shape)
    ]
    matter = town.file()
    rows = {
        unit.pk: Accused.objects.create(matter=matter, unit=unit, set_at=timezone.now()).pk for unit in units
    }
    for own in units:
        where = {"kind": own.kind, "area": own.area.code, "prefix": own.area.prefix}
        duty = Duty(post=1, unit=own.pk, roles=frozenset(), scopes=(), **where)
        by = Actor(account=1, county=town.county, units=frozenset({own.pk}), duties=(duty,))
        touched = set(Accused.objects.filter(in_own_line(by)).values_list("pk", flat=True))
        (mine,) = standings([own])
        expected = {rows[one.unit] for one in standings(units) if in_line(one, mine)}
        assert touched == expected
        assert {one.pk for one in units if one.pk in line_of([own.pk])} == {
            key for key, row in rows.items() if row in expected
        }
    Accused.objects.all().delete()


def test_at_the_counter_it_goes_straight_to_the_desk(
    town: Township, discipline: Actor, client: Client
) -> None:
    typed = {
        "channel": "visit",
        "text": "站长收了施工队的钱。",
        "type": "report",
        "accused": town.water.pk,
        "identity": "confidential",
        "urgency": "ordinary",
        "client_id": "",
    }
    browser = enter(client, town.clerk)
    first = browser.get("/desk/new/")
    assert "举报的是哪个单位的人" in first.content.decode()
    typed["client_id"] = first.context["form"]["client_id"].value()
    answer = browser.post("/desk/new/", typed)
    assert answer.status_code == 302
    matter = Matter.objects.get()
    assert (matter.state, matter.number[:4]) == ("sealed", "900-")
    assert browser.get(f"/matters/{matter.number}/").status_code == 404
    assert "举报事项" in browser.get(answer["Location"]).content.decode()
    assert matter.number in browser.get("/desk/handed/").content.decode()
    assert not sees(town.water_handler, matter)
