"""The desk, the list, the matter and its moves, as a browser sees them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import AccessEntry, Event
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from tests.township import Township, at, enter

ACCEPT = {"type": "help", "urgency": "ordinary"}


def accept_form(town: Township, matter: Matter, **more: object) -> dict[str, object]:
    """What the triage desk types to accept."""
    ids = {
        "category": town.category.pk,
        "area": town.village.pk,
        "client_id": uuid7(),
        "version": matter.version,
    }
    return {**ACCEPT, **ids, **more}


def test_a_move_by_its_form_is_made_and_leads_back_to_the_matter(town: Township, client: Client) -> None:
    matter = town.file()
    enter(client, town.triage)
    answer = client.post(f"/matters/{matter.number}/do/accept/", accept_form(town, matter))
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{matter.number}/")
    matter.refresh_from_db()
    assert matter.state == "to_dispatch"


def test_a_form_sent_twice_makes_one_event(town: Township, client: Client) -> None:
    matter = town.file()
    enter(client, town.triage)
    form = accept_form(town, matter)
    answers = [client.post(f"/matters/{matter.number}/do/accept/", form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Event.objects.filter(move="accept").count() == 1


def test_what_was_typed_stays_when_a_field_is_missing(town: Township, client: Client) -> None:
    matter = town.accepted(town.file())
    enter(client, town.triage)
    answer = client.post(f"/matters/{matter.number}/do/dispatch/", {"demand": "今天先到现场看一眼"})
    assert answer.status_code == 422
    assert "今天先到现场看一眼" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"unit", "basis"}
    assert Event.objects.filter(move="dispatch").count() == 0


def test_who_comes_second_sees_who_was_first_and_keeps_what_was_typed(town: Township, client: Client) -> None:
    matter = town.file()
    form = accept_form(town, matter)
    town.accepted(matter)
    town.go(matter, "dispatch", by=town.triage, unit=town.water.pk, basis="职责清单第 3 条")
    enter(client, town.triage)
    answer = client.post(f"/matters/{matter.number}/do/accept/", form)
    assert answer.status_code == 409
    assert "先做了「派单」" in answer.content.decode()
    assert Event.objects.filter(move="accept").count() == 1


@pytest.mark.parametrize("who", ["roads_handler", "administrator"])
def test_a_matter_that_is_not_theirs_is_not_there(town: Township, client: Client, who: str) -> None:
    matter = town.dispatched(town.file())
    enter(client, getattr(town, who))
    for address in (f"/matters/{matter.number}/", f"/matters/{matter.number}/do/sign/"):
        assert client.get(address).status_code in {403, 404}
    assert matter.number not in client.get("/matters/").content.decode()


def test_a_strange_number_and_a_foreign_matter_answer_alike(town: Township, client: Client) -> None:
    matter = town.dispatched(town.file())
    enter(client, town.roads_handler)
    foreign = client.get(f"/matters/{matter.number}/")
    nowhere = client.get("/matters/101-2026-999999-0/")
    assert (foreign.status_code, nowhere.status_code) == (404, 404)


def test_a_stranger_is_asked_to_sign_in(town: Township, client: Client) -> None:
    answer = client.get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fdesk%2F")


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_the_database_the_same_few_questions(
    town: Township, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        town.file()
    enter(client, town.triage)
    client.get("/matters/")
    with django_assert_num_queries(13):
        answer = client.get("/matters/")
    assert len(answer.context["rows"]) == count


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=水管", 1),
        ("q=路灯", 1),
        ("q=漏了三天", 1),
        ("q=信号塔", 0),
        ("state=closed", 0),
        ("state=open", 2),
    ],
)
def test_the_list_finds_what_its_filters_say(town: Township, client: Client, query: str, found: int) -> None:
    town.file()
    town.file(text="村口路灯坏了。")
    enter(client, town.triage)
    assert len(client.get(f"/matters/?{query}").context["rows"]) == found


def test_a_number_typed_without_dashes_opens_just_that_one(town: Township, client: Client) -> None:
    town.file()
    matter = town.file()
    enter(client, town.triage)
    rows = client.get("/matters/", {"q": matter.number.replace("-", "")}).context["rows"]
    assert [row.number for row in rows] == [matter.number]


def test_pages_of_a_list_follow_each_other_without_gap_or_double(town: Township, client: Client) -> None:
    numbers = {town.file().number for _ in range(30)}
    enter(client, town.triage)
    first = client.get("/matters/")
    second = client.get(f"/matters/{first.context['next']}")
    shown = [row.number for page in (first, second) for row in page.context["rows"]]
    assert (len(shown), set(shown), second.context["next"]) == (30, numbers, "")


def test_today_shows_each_desk_what_waits_for_it(town: Township, client: Client) -> None:
    matter = town.dispatched(town.file())
    for who, piles in [(town.water_handler, ["to_sign"]), (town.reviewer, []), (town.roads_handler, [])]:
        answer = enter(Client(), who).get("/desk/")
        assert [task.state.code for task in answer.context["tasks"]] == piles
    assert matter.number in enter(client, town.water_handler).get("/desk/").content.decode()


def test_who_was_not_reached_by_text_is_told_by_telephone_and_the_look_is_on_record(
    town: Township, client: Client
) -> None:
    matter = town.file()
    message = Message.objects.get(row_id=matter.pk)
    enter(client, town.caller)
    page = client.get("/desk/tell/").content.decode()
    assert "199****1111" in page
    assert "19900001111" not in page
    shown = client.post(f"/desk/tell/{message.pk}/")
    assert "19900001111" in shown.content.decode()
    assert AccessEntry.objects.get().what == "phone"
    done = client.post(f"/desk/tell/{message.pk}/", {"note": "spoke"})
    assert (done.status_code, done["Location"]) == (302, "/desk/tell/")
    message.refresh_from_db()
    assert (message.status, message.told_by_id) == ("told", town.caller.account)
    assert client.get(f"/desk/tell/{message.pk}/").status_code == 404


def test_each_limit_shows_its_pauses_and_when_it_was_due_at_first(town: Township, client: Client) -> None:
    monday = at("2026-11-02 09:00")
    matter = town.asked_for_more(town.file(when=monday), when=at("2026-11-02 10:00"))
    enter(client, town.triage)
    page = client.get(f"/matters/{matter.number}/").content.decode()
    assert "clock-paused" in page
    assert "11月2日 10:00 起暂停" in page
    town.go(matter, "supply", by=town.clerk, when=at("2026-11-04 10:00"), channel="phone", text="补了。")
    page = client.get(f"/matters/{matter.number}/").content.decode()
    for words in ("原定 11月3日 17:30 到期", "共暂停 2 个工作日", "共暂停 14 个工作小时"):
        assert words in page
    assert "clock-paused" not in page


def test_what_was_written_down_late_says_so(town: Township, client: Client) -> None:
    when = {"when": at("2026-11-03 09:00"), "filed_at": at("2026-11-02 08:00")}
    matter = town.file(by=town.clerk, channel="letter", **when)
    enter(client, town.triage)
    page = client.get(f"/matters/{matter.number}/").content.decode()
    assert "当日登记" in page
    assert "11月3日 09:00 停止，超期" in page
