"""退单 and 裁定: given back once and in time, answered by another, decided by an outsider, taken by the backstop."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from lianxin.appeals.actions.duty import LineFacts
from lianxin.appeals.disputes import DISPUTES
from lianxin.appeals.models import Adjudication, AppealClass, Order, Return
from lianxin.appeals.queries import classes
from lianxin.kernel import clock, notices
from lianxin.kernel.actor import Actor, Duty, Role
from lianxin.kernel.editions import Change, change
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import offers
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.matters.refusals import Refused
from lianxin.people.models import Unit
from tests.appeals.catalogue import WATER, catalogue, first_list, village_unit
from tests.appeals.hands import at_once, moves_of, running, state_of, told
from tests.appeals.returned import RULED, SAID, asked, disputed, ruled
from tests.township import Township, actor, at

NINE = at("2026-11-02 09:00")


def test_a_return_the_desk_agrees_to_goes_back_to_it_and_the_unit_hears_of_it(town: Township) -> None:
    matter = asked(town, town.working(town.file(when=NINE), when=NINE), when=at("2026-11-02 10:00"))
    back = Return.objects.get()
    assert (matter.state, matter.holder_id) == ("return_asked", town.water.pk)
    assert (back.unit, back.suggested, back.ground) == (town.water, town.roads, "duty")
    assert [one.letter for one in notices.unread(town.triage)].count("staff.return_asked") == 1
    town.go(matter, "agree_return", by=town.triage, when=at("2026-11-02 11:00"))
    assert (state_of(matter), matter.holder_id) == ("to_dispatch", None)
    back.refresh_from_db()
    assert (back.agreed, back.decided_by) == (True, town.triage.account)
    # The matter is no longer theirs to see; what came of their own return is.
    assert [one.letter for one in notices.unread(town.water_handler)] == ["staff.return_agreed"]
    assert list(check()) == []


def test_the_residents_clock_runs_on_from_unit_to_unit(town: Township) -> None:
    matter = town.working(town.file(when=NINE), when=NINE)
    due = running(matter)["T6b"]
    asked(town, matter, when=at("2026-11-02 10:00"))
    assert running(matter)["T6b"] == due
    town.go(matter, "agree_return", by=town.triage, when=at("2026-11-03 10:00"))
    later = at("2026-11-04 10:00")
    town.go(matter, "dispatch", by=town.triage, when=later, unit=town.roads.pk, basis="清单第 5 条")
    town.go(matter, "sign", by=town.roads_handler, when=later)
    assert running(matter)["T6b"] == due
    assert state_of(matter) == "working"


def test_a_refused_return_is_handled_from_when_it_was_asked_as_if_signed(town: Township) -> None:
    matter = town.dispatched(town.file(when=NINE), when=NINE)
    when = at("2026-11-02 10:00")
    asked(town, matter, when=when)
    assert running(matter).keys() == {"T3", "T4"}
    answered = at("2026-11-03 10:00")
    town.go(matter, "refuse_return", by=town.triage, when=answered, reason="清单第 3 条写的就是供水站。")
    order = Order.objects.get()
    assert (state_of(matter), order.signed_at, order.deemed) == ("working", answered, True)
    assert running(matter)["T6b"] == at(
        "2026-11-09 17:30"
    )  # five working days from the second, not the third
    assert [one.letter for one in notices.unread(town.water_handler)].count("staff.return_refused") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"basis": " "}, "请选退单理由，写明依据"),
        ({"reason": ""}, "请选退单理由，写明依据"),
        ({"ground": "tired"}, "请选退单理由，写明依据"),
        ({"unit": "own"}, "建议的承办单位不能是本单位"),
        ({"unit": "closed"}, "没有这个单位，或者已经停用"),
    ],
)
def test_a_return_says_why_by_what_right_and_names_somebody_else(
    town: Township, data: dict[str, Any], said: str
) -> None:
    gone = Unit.objects.create(name="旧所", code="09", kind="office", area=town.hall.area, active=False)
    keys = {"own": town.water.pk, "closed": gone.pk}
    matter = town.working(town.file())
    data = {name: keys.get(value, value) for name, value in data.items()}
    with pytest.raises(Refused, match=said):
        asked(town, matter, **data)
    assert (state_of(matter), Return.objects.count()) == ("working", 0)


def test_after_the_limit_nothing_is_given_back_but_what_the_desk_took_is_not_counted(town: Township) -> None:
    matter = town.working(town.file(when=NINE), when=NINE)
    with pytest.raises(Refused, match="申请退单的时限已过（到 2026年11月3日 17:30 为止）"):
        asked(town, matter, when=at("2026-11-03 17:31"))
    asked(town, matter, when=at("2026-11-03 17:30"))
    town.go(matter, "refuse_return", by=town.triage, when=at("2026-11-04 17:00"), reason="就是你们的。")
    asked(town, matter, when=at("2026-11-05 17:00"))
    assert state_of(matter) == "return_asked"


@pytest.mark.parametrize("who", ["roads_handler", "clerk", "triage", "reviewer", "leader", "resident"])
def test_only_the_unit_that_has_it_gives_it_back(town: Township, who: str) -> None:
    matter = town.working(town.file())
    with pytest.raises(Refused) as refusal:
        asked(town, matter, by=getattr(town, who))
    assert refusal.value.code == "not_allowed"


@pytest.mark.req("INV-07")
@pytest.mark.parametrize(("move", "data"), [("agree_return", {}), ("refuse_return", {"reason": "不同意。"})])
def test_nobody_answers_their_own_return(town: Township, move: str, data: dict[str, str]) -> None:
    both = actor(town.water, "兼职", Role.HANDLER, Role.TRIAGE)
    matter = asked(town, town.working(town.file()), by=both)
    with pytest.raises(Refused, match="要由另一个人答复"):
        town.go(matter, move, by=both, **data)


@pytest.mark.req("J8")
def test_a_second_refusal_is_a_dispute(town: Township) -> None:
    matter = asked(town, town.working(town.file()))
    with pytest.raises(Refused, match="请写明为什么不同意"):
        town.go(matter, "refuse_return", by=town.triage, reason=" ")
    town.go(matter, "refuse_return", by=town.triage, reason="清单写的就是你们。")
    asked(town, matter)
    town.go(matter, "refuse_return", by=town.triage, reason="还是你们。")
    assert state_of(matter) == "adjudicating"
    assert [one.letter for one in notices.unread(town.leader)].count("staff.disputed") == 1
    assert running(matter).keys() == {"T3", "T5", "T6b"}


@pytest.mark.req("J8")
def test_a_second_unit_that_says_no_is_a_dispute(town: Township) -> None:
    matter = asked(town, town.working(town.file()))
    town.go(matter, "agree_return", by=town.triage)
    town.go(matter, "dispatch", by=town.triage, unit=town.roads.pk, basis="清单第 5 条")
    asked(town, matter, by=town.roads_handler, unit=town.water.pk)
    with pytest.raises(Refused, match="已经退过一次单"):
        town.go(matter, "agree_return", by=town.triage)
    town.go(matter, "submit_dispute", by=town.triage)
    assert state_of(matter) == "adjudicating"


@pytest.mark.req("J8")
def test_the_unit_brings_it_up_from_the_second_time_on(town: Township) -> None:
    matter = asked(town, town.working(town.file()))
    with pytest.raises(Refused) as refusal:
        town.go(matter, "submit_dispute", by=town.water_handler)
    assert refusal.value.code == "not_allowed"
    town.go(matter, "refuse_return", by=town.triage, reason="清单写的就是你们。")
    asked(town, matter)
    town.go(matter, "submit_dispute", by=town.water_handler, opinion="沟不是管。")
    assert (state_of(matter), Return.objects.latest("pk").answer) == ("adjudicating", "沟不是管。")


@pytest.mark.req("J8")
def test_a_desk_that_lets_its_limit_pass_has_brought_it_up(town: Township) -> None:
    matter = asked(town, town.working(town.file(when=NINE), when=NINE), when=NINE)
    at_once(at("2026-11-03 17:00"))
    assert state_of(matter) == "return_asked"
    at_once(at("2026-11-03 17:31"))
    back = Return.objects.get()
    assert (state_of(matter), back.submitted_by) == ("adjudicating", None)
    assert back.submitted_at is not None


def test_a_decision_is_final_written_and_gives_the_matter_to_the_unit_named(town: Township) -> None:
    matter = disputed(town, town.working(town.file(when=NINE), when=NINE), when=at("2026-11-02 10:00"))
    due = running(matter)["T6b"]
    for missing in ("decision", "basis"):
        with pytest.raises(Refused, match="裁定要写下来"):
            ruled(town, matter, **{missing: " "})
    ruled(town, matter, when=at("2026-11-02 11:00"))
    ruling, back = Adjudication.objects.get(), Return.objects.get()
    assert (state_of(matter), matter.holder_id) == ("working", town.roads.pk)
    assert (ruling.unit, ruling.asking, ruling.backstop) == (town.roads, town.water, False)
    assert {ruling.one_id, ruling.other_id} == {town.water.pk, town.roads.pk}
    assert (back.agreed, back.decided_by) == (True, town.leader.account)
    order = Order.objects.latest("pk")
    assert (order.unit, order.deemed, order.basis) == (town.roads, True, RULED["basis"])
    assert running(matter) == {"T3": running(matter)["T3"], "T6b": due}
    assert "staff.named" in [one.letter for one in notices.unread(town.roads_handler)]
    assert "staff.return_ruled" in [one.letter for one in notices.unread(town.water_handler)]
    assert told(matter)[-1] == "unit_found"
    with pytest.raises(Refused, match="已经裁定，不能再退"):
        asked(town, matter, by=town.roads_handler, unit=town.water.pk)
    assert list(check()) == []


def test_what_is_decided_for_the_unit_that_asked_stays_with_it(town: Township) -> None:
    matter = disputed(town, town.dispatched(town.file(when=NINE), when=NINE), when=at("2026-11-02 10:00"))
    ruled(town, matter, when=at("2026-11-03 11:00"), unit=town.water.pk)
    back = Return.objects.get()
    assert (state_of(matter), back.agreed, Order.objects.get().deemed) == ("working", False, True)
    assert running(matter)["T6b"] == at("2026-11-09 17:30")  # from the moment it asked
    with pytest.raises(Refused, match="已经裁定，不能再退"):
        asked(town, matter, when=at("2026-11-03 11:05"))


@pytest.mark.req("INV-07")
def test_whoever_is_of_either_unit_does_not_decide(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    for unit in (town.water, town.roads):
        for role in (Role.LEADER, Role.REVIEWER):
            own = actor(unit, f"{role}", role)
            assert "adjudicate" not in {move.code for move in offers(matter, own)}
            with pytest.raises(Refused) as refusal:
                ruled(town, matter, by=own)
            assert refusal.value.code == "not_allowed"
    for who in ("triage", "clerk", "caller", "water_handler", "administrator"):
        with pytest.raises(Refused) as refusal:
            ruled(town, matter, by=getattr(town, who))
        assert refusal.value.code == "not_allowed"
    assert Adjudication.objects.count() == 0


@pytest.mark.req("INV-07")
def test_whoever_had_a_hand_in_it_does_not_decide(town: Township) -> None:
    desk = actor(town.hall, "综合", Role.TRIAGE, Role.REVIEWER)
    matter = disputed(town, town.working(town.file()), by=desk)
    with pytest.raises(Refused, match="退单经过您的手"):
        ruled(town, matter, by=desk)
    with pytest.raises(Refused, match="您是这个单位的人"):
        ruled(town, matter, unit=town.hall.pk)
    Return.objects.update(asked_by=town.leader.account)
    with pytest.raises(Refused, match="退单经过您的手"):
        ruled(town, matter)
    ruled(town, matter, by=town.reviewer)
    assert state_of(matter) == "working"


@pytest.mark.req("INV-07")
def test_nor_does_who_stands_in_for_them(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    post = min(town.leader.posts)
    duty = Duty(
        post, town.hall.pk, frozenset({Role.LEADER}), town.leader.scopes, stands_for=town.triage.account
    )
    substitute = replace(town.leader, duties=(duty,))
    with pytest.raises(Refused, match="退单经过您的手"):
        ruled(town, matter, by=substitute)
    ruled(town, matter)


@pytest.mark.req("J9")
def test_neither_a_suggestion_nor_a_decision_pushes_a_departments_matter_down(town: Township) -> None:
    first_list(town, departments=True)
    village = village_unit(town)
    matter = classed(town)
    with pytest.raises(Refused, match="樟荫村委会不能主办，不得往下推"):
        asked(town, matter, unit=village.pk)
    disputed(town, matter)
    with pytest.raises(Refused, match="樟荫村委会不能主办，不得往下推"):
        ruled(town, matter, unit=village.pk)
    with pytest.raises(Refused, match="没有这个单位"):
        ruled(town, matter, unit=0)
    assert state_of(matter) == "adjudicating"


def classed(town: Township, when: datetime | None = None, **more: Any) -> Matter:
    """A matter about 供水, at work at the water station."""
    matter = town.file(when=when, **more)
    said = {"type": "help", "category": classes.tree().by_code[WATER].pk, "area": town.village.pk}
    town.go(matter, "accept", by=town.triage, when=when, urgency="ordinary", **said)
    town.go(matter, "dispatch", by=town.triage, when=when, unit=town.water.pk, basis="清单第 3 条")
    town.go(matter, "sign", by=town.water_handler, when=when)
    return matter


@pytest.mark.req("J8")
@pytest.mark.parametrize("named", ["roads", "water"])
def test_the_same_pair_about_the_same_class_has_the_same_answer_at_once(town: Township, named: str) -> None:
    first = disputed(town, town.working(town.file(when=NINE), when=NINE), when=NINE)
    ruled(town, first, when=NINE, unit=getattr(town, named).pk)
    later = at("2027-11-02 09:00")
    again = town.working(town.file(when=later), when=later)
    asked(town, again, when=later)
    back = Return.objects.latest("pk")
    assert (state_of(again), again.holder_id) == ("working", getattr(town, named).pk)
    assert back.precedent is not None
    assert (back.precedent.matter, back.agreed) == (first, named == "roads")
    assert moves_of(again)[-1] == "ask_return"
    holder = town.roads_handler if named == "roads" else town.water_handler
    with pytest.raises(Refused, match="已经裁定，不能再退"):
        asked(town, again, by=holder, when=later, unit=None)
    assert list(check()) == []


@pytest.mark.req("J8")
@pytest.mark.parametrize("differs", ["class", "pair", "unsaid", "late", "setting", "closed"])
def test_another_dispute_is_decided_anew(town: Township, differs: str) -> None:
    first = disputed(town, town.working(town.file(when=NINE), when=NINE), when=NINE)
    ruled(town, first, when=NINE)
    when = at("2027-11-02 09:01" if differs == "late" else "2027-06-01 09:00")
    if differs == "class":
        town.category = AppealClass.objects.create(code="0302", name="排水", edition="2026-11")
        classes.forget()
    if differs == "setting":
        change(DISPUTES, Change({"precedent_months": 0}), by=town.administrator, client_id=uuid7())
    if differs == "closed":
        Unit.objects.filter(pk=town.roads.pk).update(active=False)
    suggested = {"pair": town.hall.pk, "unsaid": None}.get(differs, town.roads.pk)
    again = town.working(town.file(when=when), when=when)
    if differs == "closed":
        with pytest.raises(Refused, match="已经停用"):
            asked(town, again, when=when)
        return
    asked(town, again, when=when, unit=suggested)
    assert state_of(again) == "return_asked"


@pytest.mark.req("J10")
def test_what_nobody_decides_in_time_goes_to_the_backstop_and_everybody_is_told(town: Township) -> None:
    first_list(town)
    matter = disputed(town, classed(town, when=NINE), when=NINE)
    at_once(at("2026-11-03 17:31"))
    assert state_of(matter) == "adjudicating"  # the catalogue names no unit of last resort: it waits on
    line_for_all(town)
    at_once(at("2026-11-04 17:32"))
    ruling = Adjudication.objects.get()
    assert (state_of(matter), matter.holder_id) == ("working", town.hall.pk)
    assert (ruling.backstop, ruling.decided_by, ruling.basis) == (True, None, "没有单位认领的")
    with clock.standing_at(at("2026-11-04 18:00")):
        assert "staff.backstop_told" in [one.letter for one in notices.unread(town.leader)]
        assert "staff.backstop_told" in [one.letter for one in notices.unread(town.triage)]
        assert "staff.return_ruled" in [one.letter for one in notices.unread(town.water_handler)]
    assert told(matter)[-1] == "unit_found"
    with pytest.raises(Refused, match="已经裁定，不能再退"):
        asked(town, matter, by=hall_handler(town), when=at("2026-11-04 18:00"))


@pytest.mark.req("J10")
def test_the_backstop_is_no_precedent(town: Township) -> None:
    first_list(town)
    line_for_all(town)
    disputed(town, classed(town, when=NINE), when=NINE)
    at_once(at("2026-11-03 17:31"))
    assert Adjudication.objects.get().backstop
    when = at("2026-11-05 09:00")
    again = asked(town, classed(town, when=when), when=when)
    assert again.state == "return_asked"


@pytest.mark.req("J10")
def test_only_the_time_that_passed_gives_it_to_the_backstop(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    with pytest.raises(Refused, match="派单目录里没有兜底的单位"):
        town.go(matter, "fall_back", by=town.system)
    for who in ("triage", "leader", "administrator"):
        with pytest.raises(Refused) as refusal:
            town.go(matter, "fall_back", by=getattr(town, who))
        assert refusal.value.code == "not_allowed"


def line_for_all(town: Township) -> None:
    """A catalogue whose last line is the hall."""
    catalogue(town, LineFacts(town.hall.pk, "没有单位认领的", backstop=True))


def hall_handler(town: Township) -> Actor:
    """Somebody who handles at the hall."""
    return actor(town.hall, "承办", Role.HANDLER)


def test_a_merged_matter_comes_back_to_where_its_return_stood(town: Township) -> None:
    matter = asked(town, town.working(town.file()))
    town.merged(matter, town.file())
    assert running(matter) == {}
    town.go(matter, "unmerge", by=town.triage, how="office", words="不是同一处。")
    assert state_of(matter) == "return_asked"
    assert running(matter).keys() == {"T3", "T4", "T6b"}


def test_words_of_a_return_are_never_in_the_log(town: Township) -> None:
    matter = disputed(town, town.working(town.file()))
    event = ruled(town, matter)
    log = str([event.facts, *(one.facts for one in matter_events(matter))])
    for words in (SAID["reason"], SAID["basis"], RULED["decision"]):
        assert words not in log


def matter_events(matter: Matter) -> Any:
    """The log of a matter."""
    return history(matter)
