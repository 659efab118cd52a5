"""`./run jobs`: an operator sees what waits and what was given up, and has it tried again."""

from argparse import Namespace
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel import jobs, outbox
from lianxin.kernel.models.county import County
from lianxin.kernel.models.job import Job
from lianxin.kernel.models.message import Message
from lianxin.site.commands.jobs import run


def queued(monkeypatch: pytest.MonkeyPatch, **job: object) -> Message:
    """A message to somebody, its job changed as given."""
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    number = "101-2026-000001-3"
    message = outbox.queue(
        "registered", row_kind="matter", row_id=1, variables={"number": number}, to="19900001111"
    )
    Job.objects.filter(key=outbox.key_of(message)).update(**job)
    return message


def test_an_office_in_order_has_no_faults(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queued(monkeypatch)
    assert run(Namespace(what="list")) == 0
    assert capsys.readouterr().out == f"✓ {county.code} 等待 1，执行中 0，到时没做 0，多次失败 0\n"


def test_work_that_nobody_does_is_named(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queued(monkeypatch, due_at=timezone.now() - timedelta(hours=1))
    assert run(Namespace(what="list")) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"✗ {county.code} 等待 1，执行中 0，到时没做 1，多次失败 0\n")
    assert "./run worker" in said


def test_what_was_given_up_is_listed_by_key_and_tried_again(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    message = queued(monkeypatch, status="dead", last_error="http-500", attempts=8)
    Message.objects.update(status="dead")
    assert run(Namespace(what="list")) == 1
    said = capsys.readouterr().out
    assert f"{outbox.key_of(message)}  http-500" in said
    assert "19900001111" not in said
    assert run(Namespace(what="again")) == 0
    assert capsys.readouterr().out.startswith("✓ 1 个任务重新排队")
    assert list(jobs.dead_letters()) == []
    assert Message.objects.get().status == "waiting"


def test_who_was_told_by_telephone_gets_no_second_message(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(monkeypatch, status="dead", last_error="http-500", attempts=8)
    Message.objects.update(status="told")
    assert run(Namespace(what="again")) == 0
    assert Message.objects.get().status == "told"
    assert list(jobs.dead_letters()) == []
