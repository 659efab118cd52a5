"""Once and no more: a key sent again is answered again, and whoever comes second is told who was first."""

from uuid import uuid4

import pytest

from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from tests.site.api.hands import problem, program, said
from tests.township import Township


def test_another_systems_number_is_registered_once(town: Township) -> None:
    asking = program(town.clerk)
    number = asking.send("/matters", said(town, external_number="HL-7")).json()["number"]
    assert asking.read(f"/matters/{number}")["appeal"]["source"] == "县热线平台"
    told = problem(asking.send("/matters", said(town, external_number="HL-7")), 422, "invalid")
    assert told["errors"] == [
        {"field": "external_number", "sentence": f"这个编号已经登记为 {number}，请核对。"}
    ]


@pytest.mark.req("F2")
def test_the_same_key_gives_the_same_answer_and_does_it_once(town: Township) -> None:
    asking, key = program(town.clerk), str(uuid4())
    first = asking.send("/matters", said(town), key=key)
    again = asking.send("/matters", said(town), key=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert Matter.objects.count() == 1
    problem(asking.send("/matters", said(town, text="别的事。"), key=key), 422, "key_reused")
    other = program(town.triage).send("/matters", said(town), key=key)
    assert other.json()["number"] != first.json()["number"]


@pytest.mark.req("F2")
def test_a_move_sent_again_is_answered_from_its_event_even_when_the_matter_has_left(town: Township) -> None:
    matter, asking, key = town.closing(town.file()), program(town.reviewer), str(uuid4())
    path, body = f"/matters/{matter.number}/moves/send_back", {"reason": "没写谁修的。"}
    version = asking.read(f"/matters/{matter.number}")["version"]
    first = asking.send(path, body, key=key, version=version)
    assert first.status_code == 200, first.content.decode()
    assert first.json()["version"] == version + 1
    assert first["ETag"] == f'"{version + 1}"'
    town.go(
        matter, "finish", by=town.water_handler, outcome="resolved", reply="供水站王师傅换了接头，已不漏水。"
    )
    again = asking.send(path, body, key=key, version=version)
    assert again.json() == first.json()
    assert Event.objects.filter(move="send_back").count() == 1
    problem(asking.send(path, {"reason": "别的理由。"}, key=key, version=version), 422, "key_reused")
    problem(
        asking.send(f"/matters/{matter.number}/moves/approve", {}, key=key, version=version),
        422,
        "key_reused",
    )


def test_a_key_whose_request_was_refused_may_be_used_again(town: Township) -> None:
    matter, asking, key = town.accepted(town.file()), program(town.triage), str(uuid4())
    path = f"/matters/{matter.number}/moves/dispatch"
    version = asking.read(f"/matters/{matter.number}")["version"]
    problem(asking.send(path, {"unit": 999999, "basis": "第 3 条"}, key=key, version=version), 422, "invalid")
    body = {"unit": town.water.pk, "basis": "第 3 条"}
    problem(asking.send(path, body, key=key, version=version - 1), 409, "stale")
    assert asking.send(path, body, key=key, version=version).status_code == 200


@pytest.mark.req("INV-02")
def test_who_comes_second_is_told_who_was_first(town: Township) -> None:
    matter, asking = town.accepted(town.file()), program(town.triage)
    version = asking.read(f"/matters/{matter.number}")["version"]
    town.go(matter, "dispatch", by=town.triage, unit=town.roads.pk, basis="第 4 条")
    body = {"unit": town.water.pk, "basis": "第 3 条"}
    told = problem(
        asking.send(f"/matters/{matter.number}/moves/dispatch", body, version=version), 409, "stale"
    )
    assert "便民服务中心 派单已于" in told["detail"]
    assert told["latest"]["move"] == "dispatch"
    matter.refresh_from_db()
    assert matter.holder_id == town.roads.pk
