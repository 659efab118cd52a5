"""The list of people to be told: emergencies first, the attempts counted, a sheet to hand over, all on record."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel import clock, outbox
from lianxin.kernel.events import reasons_of
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.telling import CallAttempt
from lianxin.kernel.outbox import tried_enough
from lianxin.matters import telling
from tests.township import Township, at, enter

PAPER = {"tell_by": "visit"}


def listed(town: Township) -> list[int]:
    """The messages of the caller's list, in its order."""
    return [call.key for call in telling.waiting(by=town.caller)[0]]


def test_emergencies_come_first_then_who_waits_longest(town: Township) -> None:
    for when, urgency in (("10:00", "ordinary"), ("11:00", "emergency"), ("09:00", "ordinary")):
        moment = at(f"2026-11-23 {when}")
        with clock.standing_at(moment):
            town.file(when=moment, urgency=urgency)
    hours = {message.pk: message.at.astimezone(clock.now().tzinfo).hour for message in Message.objects.all()}
    order = [Message.objects.get(pk=key) for key in listed(town)]
    assert [(row.urgent, f"{row.at:%H}") for row in order] == [(True, "03"), (False, "01"), (False, "02")]
    assert len(hours) == 3


def test_pages_follow_each_other_without_gap_or_double(town: Township) -> None:
    for number in range(30):
        town.file(urgency="emergency" if number % 10 == 0 else "ordinary")
    browser = enter(Client(), town.caller)
    first = browser.get("/desk/tell/")
    second = browser.get(f"/desk/tell/?after={first.context['next']}")
    shown = [call.key for page in (first, second) for call in page.context["calls"]]
    assert (len(shown), len(set(shown)), second.context["next"]) == (30, 30, "")
    assert [call.urgent for call in first.context["calls"][:4]] == [True, True, True, False]


def test_an_address_that_makes_no_sense_shows_the_first_page(town: Township) -> None:
    town.file()
    for after in ("x", "1_2", "1_²_3", "_"):
        assert len(telling.waiting(by=town.caller, after=after)[0]) == 1


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_asks_as_often_however_long_it_is(
    town: Township, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        town.file()
    browser = enter(Client(), town.caller)
    browser.get("/desk/tell/")
    with django_assert_num_queries(9):
        assert len(browser.get("/desk/tell/").context["calls"]) == count


def test_the_list_says_how_each_wants_to_be_told_and_what_waits_too_long(town: Township) -> None:
    monday = at("2026-11-23 10:00")
    with clock.standing_at(monday):
        town.file(when=monday, **PAPER)
    for now, late in (("2026-11-24 17:29", False), ("2026-11-24 17:31", True)):
        with clock.standing_at(at(now)):
            [call] = telling.waiting(by=town.caller)[0]
            assert (call.on_paper, call.wished, call.late) == (True, True, late)
    assert "上门（纸质）" in enter(Client(), town.caller).get("/desk/tell/").content.decode()


@pytest.mark.parametrize(
    ("moments", "enough"),
    [
        (["23 09:00", "23 15:00", "23 17:00"], False),
        (["23 09:00", "24 09:10", "25 09:20"], False),
        (["23 09:00", "24 15:00"], False),
        (["23 09:00", "23 15:00", "24 09:00"], True),
    ],
)
def test_three_attempts_on_two_days_at_different_hours_are_enough(moments: list[str], enough: bool) -> None:
    assert tried_enough([at(f"2026-11-{moment}") for moment in moments]) is enough


def call_in_vain(town: Township, message: Message, moment: datetime) -> None:
    """Nobody answers."""
    with clock.standing_at(moment):
        browser = enter(Client(), town.caller)
        assert browser.post(f"/desk/tell/{message.pk}/", {"note": "unreachable"}).status_code == 302


@pytest.mark.req("XC-03")
def test_who_was_not_reached_stays_on_the_list_until_tried_three_times(town: Township) -> None:
    town.file()
    message = Message.objects.get()
    for moment, left in (("23 09:00", 1), ("23 15:00", 1), ("24 10:00", 0)):
        call_in_vain(town, message, at(f"2026-11-{moment}"))
        assert len(listed(town)) == left
    message.refresh_from_db()
    assert (message.status, message.note, message.told_by_id) == ("told", "unreachable", town.caller.account)
    assert CallAttempt.objects.filter(account_id=town.caller.account).count() == 3


def test_who_answers_after_all_is_off_the_list_with_the_words_that_were_said(town: Township) -> None:
    matter = town.file()
    message = Message.objects.get()
    call_in_vain(town, message, at("2026-11-23 09:00"))
    body = enter(Client(), town.caller).get(f"/desk/tell/{message.pk}/").content.decode()
    assert "已有 1 次没联系上" in body
    enter(Client(), town.caller).post(f"/desk/tell/{message.pk}/", {"note": "spoke"})
    message.refresh_from_db()
    assert (message.status, message.note) == ("told", "spoke")
    assert matter.number in message.sent_text
    assert message.wording == "DEF-2026-12"


def test_a_colleague_who_was_first_is_named_no_second_time(town: Township) -> None:
    town.file()
    message = Message.objects.get()
    outbox.told(message, by=town.caller, note="spoke")
    assert (
        enter(Client(), town.caller).post(f"/desk/tell/{message.pk}/", {"note": "spoke"}).status_code == 404
    )


@pytest.mark.req("XC-03")
def test_a_sheet_is_printed_for_who_has_no_telephone_with_the_answer_and_on_record(town: Township) -> None:
    matter = town.answered(town.file(phone=""))
    message = Message.objects.get(letter="answered")
    browser = enter(Client(), town.caller)
    assert "没有留电话" in browser.get(f"/desk/tell/{message.pk}/").content.decode()
    body = browser.post(f"/desk/tell/{message.pk}/sheet/").content.decode()
    for words in (matter.number, "林小满", "樟荫村水井边第二家", "供水站王师傅当天换了接头"):
        assert words in body
    entry = AccessEntry.objects.get()
    assert (entry.what, reasons_of([entry])[entry.seq], entry.actor_id) == (
        "identity",
        telling.ON_PAPER,
        town.caller.account,
    )
    assert browser.get(f"/desk/tell/{message.pk}/sheet/").status_code == 405


def test_a_sheet_about_the_registration_holds_no_answer_and_strangers_print_none(town: Township) -> None:
    town.answered(town.file(phone=""))
    message = Message.objects.get(letter="registered")
    body = enter(Client(), town.caller).post(f"/desk/tell/{message.pk}/sheet/").content.decode()
    assert "王师傅" not in body
    for by, status in ((town.water_handler, 403), (town.leader, 403)):
        assert enter(Client(), by).post(f"/desk/tell/{message.pk}/sheet/").status_code == status
    assert AccessEntry.objects.count() == 1
