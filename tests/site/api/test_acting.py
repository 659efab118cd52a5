"""Registering and moving at the interface: by the same forms and the same writer."""

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
from tests.site.api.hands import ROOT, Program, problem, program, said
from tests.township import Township

pytestmark = pytest.mark.once


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
    matter.refresh_from_db()
    for move, status, code in [
        ("approve", 403, "not_allowed"),
        ("sign", 409, "not_in_table"),
        ("paper", 404, "not_found"),
        ("no-such-move", 404, "not_found"),
    ]:
        answer = handler.send(f"/matters/{matter.number}/moves/{move}", {}, version=matter.version)
        problem(answer, status, code)
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
    for version, (by, move, body) in enumerate(story, 1):
        answer = program(by).send(f"/matters/{number}/moves/{move}", body, version=version)
        assert answer.status_code == 200, (move, answer.content.decode())
        assert answer.json()["version"] == version + 1
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
