"""Registering and moving at the interface: by the same forms and the same writer, once, and never over another's."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.people.models import ApiCall, Consent
from lianxin.site.api.fence import WRITES_A_MINUTE
from tests.kernel.hostile import pdf
from tests.site.api.hands import ROOT, Program, problem, program
from tests.township import Township


def said(town: Township, **more: Any) -> dict[str, Any]:
    """What the county's hotline writes down."""
    return {
        "channel": "platform",
        "text": "村口路灯三天不亮了。",
        "type": "help",
        "area": town.village.pk,
        "identity": "named",
        "name": "林小满",
        "phone": "19900001111",
        "urgency": "ordinary",
        **more,
    }


def test_an_appeal_is_registered_by_the_desks_own_move(town: Township) -> None:
    answer = program(town.clerk).send("/matters", said(town))
    assert answer.status_code == 201, answer.content.decode()
    made = answer.json()
    assert answer["Location"] == made["address"] == f"{ROOT}/matters/{made['number']}"
    matter = Matter.objects.get(number=made["number"])
    event = Event.objects.get(row_kind="matter", row_id=matter.pk)
    assert (event.move, event.actor_id, event.post_id) == ("register", town.clerk.account, town.clerk.post)
    assert matter.contacts.get().channel == "platform"
    assert Consent.objects.count() == 1
    opened = Program("").client.post("/follow/", {"number": made["number"], "code": made["query_code"]})
    assert opened.status_code == 302


def test_another_systems_number_is_registered_once(town: Township) -> None:
    asking = program(town.clerk)
    number = asking.send("/matters", said(town, external_number="HL-7")).json()["number"]
    assert asking.read(f"/matters/{number}")["appeal"]["source"] == "县热线平台"
    told = problem(asking.send("/matters", said(town, external_number="HL-7")), 422, "invalid")
    assert told["errors"] == [
        {"field": "external_number", "sentence": f"这个编号已经登记为 {number}，请核对。"}
    ]


def test_the_desks_form_judges_it(town: Township) -> None:
    told = problem(program(town.clerk).send("/matters", said(town, type="report", name="")), 422, "invalid")
    faults = {one["field"]: one["sentence"] for one in told["errors"]}
    assert "12388" in faults["type"]
    assert "实名反映请填姓名" in faults["name"]
    assert Matter.objects.count() == 0
    assert ApiCall.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": 7}, "text"),
        ({"area": "樟荫村"}, "area"),
        ({"colour": "red"}, "colour"),
        ({"filed_at": "2026-11-02T09:30:00"}, "filed_at"),
        ({"channel": "pigeon"}, "channel"),
        ({"text": "a\x00b"}, "text"),
    ],
)
def test_a_field_of_another_type_is_named(town: Township, more: dict[str, Any], field: str) -> None:
    told = problem(program(town.clerk).send("/matters", said(town, **more)), 422, "invalid")
    assert [one["field"] for one in told["errors"]] == [field]


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


def test_a_move_needs_its_key_and_the_version_that_was_seen(town: Township) -> None:
    matter, asking = town.accepted(town.file()), program(town.triage)
    path = f"{ROOT}/matters/{matter.number}/moves/dispatch"
    post = asking.client.post
    sent = {"data": "{}", "content_type": "application/json"}
    problem(post(path, headers=asking.headers, **sent), 400, "key_missing")
    keyed = asking.headers | {"Idempotency-Key": "x"}
    problem(post(path, headers=keyed, **sent), 428, "version_missing")
    problem(post(path, headers=keyed | {"Idempotency-Key": "有 空格"}, **sent), 400, "key_missing")
    problem(post(path, headers=keyed, data="{}", content_type="text/plain"), 415, "media")
    problem(post(path, headers=keyed, data="{", content_type="application/json"), 400, "unreadable")
    problem(
        post(path, headers=keyed, data=b'{"basis": "\xff"}', content_type="application/json"),
        400,
        "unreadable",
    )


def test_the_writer_refuses_as_on_the_page(town: Township) -> None:
    matter = town.closing(town.file())
    handler = program(town.water_handler)
    problem(handler.act(matter.number, "approve"), 403, "not_allowed")
    problem(handler.act(matter.number, "sign"), 409, "not_in_table")
    problem(handler.act(matter.number, "paper"), 404, "not_found")
    problem(handler.act(matter.number, "no-such-move"), 404, "not_found")
    fresh = town.file()
    short = program(town.triage).act(
        fresh.number, "answer_now", outcome="resolved", reply="好了", confirmed="yes"
    )
    assert problem(short, 422, "invalid")["errors"][0]["field"] == "reply"


def test_an_appeal_goes_from_the_desk_to_its_end_by_the_interface_alone(town: Township) -> None:
    number = (
        program(town.clerk).send("/matters", said(town, text="水管漏了三天，路上全是水。")).json()["number"]
    )
    story = [
        (town.triage, "accept", {"type": "help", "category": town.category.pk, "urgency": "ordinary"}),
        (town.triage, "dispatch", {"unit": town.water.pk, "basis": "职责清单第 3 条"}),
        (town.water_handler, "sign", {}),
        (town.water_handler, "record", {"kind": "contact", "text": "约好下午上门。"}),
        (
            town.water_handler,
            "finish",
            {"outcome": "resolved", "reply": "供水站王师傅当天换了接头，已不漏水。"},
        ),
        (town.reviewer, "approve", {}),
        (town.caller, "call_back", {"reached": "yes", "resolved": "yes", "satisfied": 5}),
    ]
    for by, move, body in story:
        answer = program(by).act(number, move, **body)
        assert answer.status_code == 200, (move, answer.content.decode())
    told = program(town.auditor).read(f"/matters/{number}")
    assert (told["state"]["code"], told["version"]) == ("closed", 8)


def upload(asking: Program, number: str, content: bytes, *, key: str = "", name: str = "来信.pdf") -> Any:
    """The answer to a file."""
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    more = {"Idempotency-Key": key or str(uuid4())}
    return asking.client.post(
        f"{ROOT}/matters/{number}/attachments", {"file": file}, headers=asking.headers | more
    )


@pytest.mark.req("E5")
def test_a_file_is_known_by_its_content_hung_by_the_move_and_handed_out_by_the_gate(town: Township) -> None:
    matter, asking, key = town.working(town.file()), program(town.water_handler), str(uuid4())
    made = upload(asking, matter.number, pdf(b"one"), key=key)
    assert made.status_code == 201, made.content.decode()
    paper = made.json()
    assert (paper["name"], paper["media_type"]) == ("来信.pdf", "application/pdf")
    assert upload(asking, matter.number, pdf(b"one"), key=key).json() == paper
    problem(upload(asking, matter.number, pdf(b"two"), key=key), 422, "key_reused")
    assert (Attachment.objects.count(), Event.objects.filter(move="paper").count()) == (1, 1)
    assert asking.read(f"/matters/{matter.number}")["attachments"] == [paper]
    file = asking.client.get(paper["address"], headers=asking.headers)
    assert (file.content, file["Content-Type"]) == (pdf(b"one"), "application/pdf")
    problem(program(town.roads_handler).ask(paper["address"]), 404, "not_found")
    problem(Program("").ask(paper["address"]), 401, "token_needed")
    wrong = problem(upload(asking, matter.number, b"MZ\x90\x00 no paper"), 422, "invalid")
    assert wrong["errors"][0]["field"] == "file"
    problem(upload(program(town.leader), matter.number, pdf(b"three")), 403, "not_allowed")


@pytest.mark.req("B7")
def test_a_program_that_writes_too_fast_is_told_how_long_to_wait(town: Township, monkeypatch: Any) -> None:
    monkeypatch.setattr("lianxin.site.api.fence.WRITES_A_MINUTE", 2)
    assert WRITES_A_MINUTE > 2
    asking = program(town.clerk)
    answers = [asking.send("/matters", said(town)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    problem(answers[-1], 429, "too_many")
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert asking.ask("/matters").status_code == 200
