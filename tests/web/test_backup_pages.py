"""What an administrator sees of the backups, and looks through after a restore."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from lianxin.kernel import crypto, outbox
from lianxin.kernel.backups import after, diary
from lianxin.kernel.backups.after import Restored
from lianxin.kernel.backups.diary import Line
from lianxin.kernel.jobs import Later, Work
from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.message import Message
from lianxin.kernel.models.notice import Notice
from lianxin.kernel.sending import send
from lianxin.people import backups
from tests.township import Township, at, enter

PHONE = "19900001111"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an office with a key."""
    crypto.make_key_file(tmp_path / "keys" / "field.key")
    monkeypatch.setattr(settings, "HOME", replace(settings.HOME, path=tmp_path, mode="office"))
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    crypto.key_ring.cache_clear()
    yield tmp_path
    crypto.key_ring.cache_clear()


@pytest.fixture
def desk(home: Path, town: Township, client: Client) -> Client:
    return enter(client, town.administrator)


def words(client: Client, address: str = "/settings/backups/") -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def wrote(home: Path, what: str = "night", hours: int = 1, **more: object) -> None:
    moment = datetime.now(tz=UTC) - timedelta(hours=hours)
    diary.add(home, Line(what, moment, **({"ok": True, "path": "/mnt/a.backup"} | more)))


def test_the_page_says_how_the_backups_stand_and_never_shows_the_key(home: Path, desk: Client) -> None:
    first = words(desk)
    assert "最近 24 小时没有备份" in first
    assert "密钥卡还没有打印" in first
    wrote(home, size=3_000_000, rows=460, files=2)
    assert "最近 24 小时没有备份" not in words(desk)
    assert "460 行，附件 2 个" in words(desk)
    wrote(home, "backup", ok=False, why="磁盘已满")
    assert "的备份没有做成：磁盘已满" in words(desk)
    wrote(home, hours=25)
    assert "最近 24 小时没有备份" in words(desk)
    for _word, secret in crypto.read_secrets(home / "keys" / "field.key"):
        assert secret.hex() not in words(desk)


def test_the_steps_are_a_sheet_of_their_own_with_the_fingerprint_and_without_the_key(desk: Client) -> None:
    page = words(desk, "/settings/backups/sheet/")
    assert "电脑坏了：这样恢复" in page
    assert re.search(r"核对指纹是 [0-9A-F]{4}-[0-9A-F]{4}", page)


@pytest.fixture
def held(home: Path, town: Township) -> list[Message]:
    """Two messages that waited when the backup was made, in a restored installation."""
    for _ in range(2):
        town.file(phone=PHONE)
    outbox.quarantine()
    moment = datetime(2026, 11, 23, 2, tzinfo=UTC)
    after.close_gateways(Restored(moment, moment))
    return list(outbox.quarantined())


def told_anew(town: Township) -> Message:
    """The message of an appeal that came after the restore."""
    town.file(phone=PHONE)
    return Message.objects.filter(status="waiting").latest("pk")


@pytest.mark.req("I4")
def test_held_messages_go_or_are_dropped_at_a_persons_word_which_is_logged(
    held, desk: Client, town: Township
) -> None:
    first, second = held
    page = words(desk, "/settings/restored/")
    assert "等您决定的通知，共 2 条" in page
    assert PHONE not in page
    desk.post("/settings/restored/settle/", {"do": "release", "message": first.pk})
    desk.post("/settings/restored/settle/", {"do": "drop", "message": second.pk})
    found = {
        row.pk: (row.status, row.outcome) for row in Message.objects.filter(pk__in=[first.pk, second.pk])
    }
    assert found == {first.pk: ("waiting", ""), second.pk: ("stale", "restored")}
    said = Event.objects.filter(row_kind="installation").values_list("move", "actor_id", "facts__count")
    assert list(said) == [
        ("restored.release", town.administrator.account, 1),
        ("restored.drop", town.administrator.account, 1),
    ]
    assert "没有要核对的通知" in words(desk, "/settings/restored/")


def test_all_at_once_and_nothing_twice(held, desk: Client) -> None:
    for _ in range(2):
        desk.post("/settings/restored/settle/", {"do": "drop", "message": "all"})
    desk.post("/settings/restored/settle/", {"do": "drop", "message": "nonsense"})
    assert [row.status for row in Message.objects.filter(pk__in=[row.pk for row in held])] == [
        "stale",
        "stale",
    ]
    assert Event.objects.filter(row_kind="installation").count() == 1


@pytest.mark.req("I4")
def test_nothing_leaves_before_somebody_has_looked(
    held, desk: Client, town: Township, django_capture_on_commit_callbacks
) -> None:
    fresh = told_anew(town)
    work = Work("k", {"message": fresh.pk}, 1, at("2026-11-23 10:00"))
    with pytest.raises(Later) as later:
        send(work)
    assert later.value.at == at("2026-11-23 10:10")
    assert "接通短信、微信" in words(desk, "/settings/restored/")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post("/settings/restored/settle/", {"do": "open"})
    assert after.waiting_for_word() is None
    assert "接通短信、微信</button>" not in words(desk, "/settings/restored/")
    assert Event.objects.latest("seq").move == "restored.open"


@pytest.mark.req("I4")
def test_in_an_emergency_somebody_calls_meanwhile(held, town: Township) -> None:
    fresh = told_anew(town)
    Message.objects.filter(pk=fresh.pk).update(urgent=True)
    ending = send(Work("k", {"message": fresh.pk}, 1, at("2026-11-23 10:00")))
    ending.effect()
    fresh.refresh_from_db()
    assert (fresh.status, fresh.channel, fresh.outcome) == ("call", "phone", "restored")


def test_only_an_administrator_opens_these_pages(home: Path, town: Township, client: Client) -> None:
    enter(client, town.clerk)
    for address in ("/settings/backups/", "/settings/backups/sheet/", "/settings/restored/"):
        assert client.get(address).status_code == 403
    assert client.post("/settings/restored/settle/", {"do": "open"}).status_code == 403


@pytest.mark.req("I1")
def test_administrators_read_at_the_bell_once_a_day_that_a_day_passed_without_a_backup(
    home: Path, town: Township, county: County
) -> None:
    told = Notice.objects.filter(letter="staff.backup")
    County.objects.update(started_at=at("2026-11-23 07:30"))
    for moment, count in (
        ("23 20:00", 0),
        ("24 06:30", 0),
        ("24 07:31", 1),
        ("24 15:00", 1),
        ("25 08:00", 2),
    ):
        with time_machine.travel(at(f"2026-11-{moment}"), tick=False):
            backups.warn()
        assert told.count() == count, moment
    assert {row.account_id for row in told} == {town.administrator.account}
    with time_machine.travel(at("2026-11-26 08:00"), tick=False):
        wrote(home)
        backups.warn()
    assert told.count() == 2
