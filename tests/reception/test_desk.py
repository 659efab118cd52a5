"""The desk by its pages: numbers, calls, talks and paper, without a script, by whoever runs the slot alone."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lianxin.kernel.ids import uuid7
from lianxin.kernel.masking import STAR
from lianxin.kernel.models.event import AccessEntry
from lianxin.matters.models import Contact, Matter
from lianxin.reception.models import Slot, Talk, Visit
from tests.reception.day import a_slot, come, ended, go, heard, today_at, typed
from tests.township import Township, enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


def desk(slot: Slot, window: int = 1) -> str:
    """Where the desk of a window is."""
    return f"/reception/desk/{slot.pk}/{window}/"


def text_of(answer: HttpResponse) -> str:
    """A page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def press(client: Client, visit: Visit, move: str, **more: Any) -> HttpResponse:
    """A button of the desk."""
    visit.refresh_from_db()
    said = {"client_id": str(uuid7()), "version": visit.version, **more}
    answer: HttpResponse = client.post(f"/reception/visits/{visit.pk}/do/{move}/", said)
    return answer


@pytest.mark.req("RCP-08")
def test_a_morning_at_the_desk(town: Township) -> None:
    slot = a_slot(town)
    clerk = enter(Client(), town.clerk)
    assert clerk.get("/reception/desk/").headers["Location"] == desk(slot)
    answer = clerk.post(
        f"/reception/desk/{slot.pk}/take/", {"client_id": str(uuid7()), "persons": 2, "name": "欧阳小满"}
    )
    visit = Visit.objects.get()
    assert answer.headers["Location"] == f"/reception/visits/{visit.pk}/slip/"
    slip = text_of(clerk.get(answer.headers["Location"]))
    assert "1 号" in slip
    assert "前面还有 0 批" in slip
    waiting = text_of(clerk.get(desk(slot)))
    assert "欧阳＊" in waiting
    assert "小满" not in waiting
    clerk.post(f"{desk(slot, 2)}call/", {"client_id": str(uuid7())})
    visit.refresh_from_db()
    assert (visit.state, visit.window) == ("called", 2)
    answer = press(clerk, visit, "talk", window=2, desk=2)
    assert answer.headers["Location"] == f"/reception/visits/{visit.pk}/talk/"
    page = clerk.get(answer.headers["Location"])
    assert "2 人" in text_of(page)
    sent = {"client_id": str(uuid7()), "version": Visit.objects.get().version, **typed("opened")}
    answer = clerk.post(f"/reception/visits/{visit.pk}/talk/", sent)
    assert answer.headers["Location"] == f"/reception/visits/{visit.pk}/"
    page = text_of(clerk.get(answer.headers["Location"]))
    number = Matter.objects.get().number
    assert number in page
    assert "回执：编号和查询码" in page
    assert clerk.get(f"/receipt/{number}/").status_code == 200
    assert "来自接待：赶集日接待" in text_of(clerk.get(f"/matters/{number}/")).replace(" ", "")
    done = text_of(clerk.get(desk(slot)))
    assert "已有结果 1/1" in done
    clerk.post(f"{desk(slot)}do/end/", {"client_id": str(uuid7()), "version": slot.version})
    slot.refresh_from_db()
    assert slot.state == "ended"


@pytest.mark.req("RCP-06")
def test_the_desk_says_who_is_left_before_it_ends(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    client = enter(Client(), town.triage)
    client.post(f"{desk(slot)}do/end/", {"client_id": str(uuid7()), "version": slot.version})
    assert "还有 1 位来访人没有结果" in text_of(client.get(desk(slot)))
    go(visit, "leave", by=town.clerk)
    client.post(f"{desk(slot)}do/end/", {"client_id": str(uuid7()), "version": slot.version})
    slot.refresh_from_db()
    assert slot.state == "ended"


def test_nothing_typed_is_lost_and_the_fault_is_named(town: Township) -> None:
    slot = a_slot(town)
    visit = heard(town, come(town, slot))
    client = enter(Client(), town.clerk)
    sent = {"client_id": str(uuid7()), "version": visit.version, **typed("passed_on", told="已讲清楚。")}
    answer = client.post(f"/reception/visits/{visit.pk}/talk/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请写转给了哪个单位" in page
    assert "已讲清楚。" in page
    assert "樟荫村水井边的水管漏了三天" in page
    assert (Visit.objects.get().state, Talk.objects.count()) == ("talking", 0)


def test_a_button_of_an_old_page_tells_who_was_first(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    client = enter(Client(), town.clerk)
    old = visit.version
    go(visit, "call", by=town.triage, window=2)
    said = {"client_id": str(uuid7()), "version": old, "window": 1, "desk": 1}
    answer = client.post(f"/reception/visits/{visit.pk}/do/call/", said)
    assert answer.status_code == 409
    assert "先做了「叫号」" in text_of(answer)


@pytest.mark.req("XC-01")
def test_what_says_the_same_stands_beside_and_joins_as_a_contact(town: Township) -> None:
    known = town.file()
    visit = heard(town, come(town, a_slot(town)))
    client = enter(Client(), town.clerk)
    part = client.post("/reception/talks/known/", {"asked": typed("told")["asked"], "phone": ""})
    assert known.number in part.content.decode()
    sent = {
        "client_id": str(uuid7()),
        "version": visit.version,
        **typed("joined"),
        "join_known": known.number,
    }
    client.post(f"/reception/visits/{visit.pk}/talk/", sent)
    assert Matter.objects.count() == 1
    assert Contact.objects.filter(matter=known).count() == 2


@pytest.mark.req("FRM-04")
def test_paper_is_typed_in_afterwards_with_its_own_times(town: Township) -> None:
    slot = a_slot(town)
    client = enter(Client(), town.clerk)
    pack = text_of(client.get(f"/reception/desk/{slot.pk}/pack/"))
    assert f"编号 {slot.day:%Y%m%d}-{slot.pk}-030" in pack
    sent = {
        "client_id": str(uuid7()),
        "number": 30,
        "persons": 1,
        "taken_at": f"{today_at(0, 6):%Y-%m-%dT%H:%M}",
        "talked_at": f"{today_at(0, 9):%Y-%m-%dT%H:%M}",
        **typed("told", name="", phone=""),
    }
    first = client.post(f"/reception/desk/{slot.pk}/paper/", sent)
    again = client.post(f"/reception/desk/{slot.pk}/paper/", sent)
    visit = Visit.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == f"/reception/visits/{visit.pk}/"
    assert (visit.taken_at, visit.talked_at, visit.taken) == (today_at(0, 6), today_at(0, 9), "paper")
    assert "补登" in text_of(client.get(first.headers["Location"]))
    other = client.post(f"/reception/desk/{slot.pk}/paper/", {**sent, "client_id": str(uuid7())})
    assert other.status_code == 422
    assert "已经登记过" in text_of(other)


def test_who_only_left_is_typed_without_a_talk(town: Township) -> None:
    slot = a_slot(town)
    client = enter(Client(), town.clerk)
    sent = {"client_id": str(uuid7()), "number": 3, "persons": 4, "gone": "on"}
    sent["taken_at"] = f"{today_at(0, 6):%Y-%m-%dT%H:%M}"
    client.post(
        f"/reception/desk/{slot.pk}/paper/",
        {**sent, "type": "help", "urgency": "ordinary", "identity": "named"},
    )
    assert Visit.objects.get().state == "left"


def test_whoever_does_not_run_it_finds_no_desk(town: Township) -> None:
    slot = a_slot(town)
    visit = come(town, slot)
    for by in (town.water_handler, town.administrator, town.caller):
        client = enter(Client(), by)
        assert client.get(desk(slot)).status_code == 404
        assert client.get(f"/reception/desk/{slot.pk}/take/").status_code == 404
        assert press(client, visit, "call", window=1).status_code == 404
        assert client.get(f"/reception/visits/{visit.pk}/talk/").status_code == 404
    assert Client().get(desk(slot)).status_code == 302
    assert enter(Client(), town.water_handler).get(f"/reception/visits/{visit.pk}/").status_code == 404


@pytest.mark.req("RCP-08")
def test_names_and_telephones_are_masked_on_the_page_of_a_visit(town: Township) -> None:
    visit = come(town, a_slot(town), name="林小满", phone="19900001111")
    page = text_of(enter(Client(), town.auditor).get(f"/reception/visits/{visit.pk}/"))
    assert "林＊" in page
    assert f"199{STAR * 4}1111" in page
    assert "小满" not in page
    assert "19900001111" not in page


@pytest.mark.req("RCP-08")
def test_who_sees_a_name_in_clear_is_on_record_once(town: Township) -> None:
    visit = heard(town, come(town, a_slot(town), name="林小满"))
    nameless = heard(town, come(town, visit.slot), window=2)
    client = enter(Client(), town.clerk)
    for address in ("talk/", "talk/", "do/note/"):
        assert "林小满" in client.get(f"/reception/visits/{visit.pk}/{address}").content.decode()
    client.get(f"/reception/visits/{nameless.pk}/talk/")
    looks = AccessEntry.objects.filter(row_kind="visit").values_list("row_id", "actor_id", "what")
    assert list(looks) == [(visit.pk, town.clerk.account, "identity")]


def test_today_says_where_one_sits_and_what_was_left_open(town: Township) -> None:
    slot = a_slot(town)
    come(town, slot)
    page = text_of(enter(Client(), town.leader).get("/desk/"))
    assert "今天接待：赶集日接待" in page
    Slot.objects.filter(pk=slot.pk).update(day="2026-01-07")
    page = text_of(enter(Client(), town.triage).get("/desk/"))
    assert "赶集日接待还有 1 位来访人没有结果 已过时间" in page


@pytest.mark.parametrize(("waiting", "queries"), [(1, 10), (20, 10)])
def test_the_desk_asks_as_much_for_twenty_as_for_one(
    town: Township, waiting: int, queries: int, django_assert_num_queries: Any
) -> None:
    slot = a_slot(town)
    for _one in range(waiting):
        come(town, slot, name="林小满")
    client = enter(Client(), town.clerk)
    client.get(desk(slot))
    with django_assert_num_queries(queries):
        client.get(desk(slot))


def test_papers_come_as_files(town: Township) -> None:
    slot = a_slot(town)
    visit = heard(town, come(town, slot, name="林小满"))
    ended(town, visit, "told", evidence=["水费单复印件 1 页"])
    client = enter(Client(), town.clerk)
    for address, start in (
        (f"/reception/visits/{visit.pk}/paper/talk/", b"%PDF"),
        (f"/reception/visits/{visit.pk}/paper/evidence/", b"%PDF"),
        (f"/reception/desk/{slot.pk}/register/", b"%PDF"),
    ):
        answer = client.post(address, {"as": "pdf"})
        assert answer.status_code == 200
        assert bytes(answer.content).startswith(start)
    assert client.post(f"/reception/visits/{visit.pk}/paper/nothing/", {"as": "pdf"}).status_code == 404
