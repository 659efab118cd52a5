import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from lianxin.kernel import editions
from lianxin.kernel.actor import system
from lianxin.kernel.editions import Change
from lianxin.kernel.events import EventDraft, append
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.county import County
from lianxin.kernel.timetables import YEARS
from lianxin.site.checkups import database, folder, machine, outside
from lianxin.site.checkups.finding import State, examine
from lianxin.site.checkups.folder import KNOWN
from lianxin.site.cli import main
from lianxin.site.home import write_home
from tests.site.checkout import ROOT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound office."""
    path = tmp_path / "office"
    write_home(path, mode="office")
    (path / "keys" / "field.key").touch(mode=0o600)
    monkeypatch.setenv("LIANXIN_HOME", str(path))
    monkeypatch.delenv("HOST", raising=False)
    return path


def broken() -> list[str]:
    return [finding.code for finding in examine(folder.CHECKS) if finding.state is State.BROKEN]


def test_a_sound_folder_has_nothing_broken(home):
    assert broken() == []


def test_an_open_settings_file_is_named_with_the_command(home):
    (home / "config.toml").chmod(0o644)
    assert broken() == ["config"]
    assert f"chmod 600 {home / 'config.toml'}" in folder.config().zh


def test_a_torn_settings_file_is_named(home):
    (home / "config.toml").write_text("mode = ")
    assert set(broken()) >= {"config", "secret_key"}


def test_an_unknown_mode_is_named(home):
    rewrite(home, "office", "offfice")
    assert "config" in broken()


def test_a_short_secret_is_named(home):
    (home / "config.toml").write_text('mode = "office"\nsecret_key = "changeme"\n')
    assert broken() == ["secret_key"]


def test_a_missing_field_key_is_named_in_an_office_and_made_in_a_demo(home):
    (home / "keys" / "field.key").unlink()
    assert broken() == ["field_key"]
    rewrite(home, "office", "demo")
    assert broken() == []


def test_a_field_key_others_can_read_is_named(home):
    (home / "keys" / "field.key").chmod(0o640)
    assert broken() == ["field_key"]


def test_a_demo_that_others_can_reach_is_named(home, monkeypatch):
    rewrite(home, "office", "demo")
    monkeypatch.setenv("HOST", "0.0.0.0")
    assert broken() == ["reach"]
    monkeypatch.setenv("HOST", "127.0.0.1")
    assert broken() == []
    rewrite(home, "hosts = []", 'hosts = ["lianxin.example"]')
    assert broken() == ["reach"]


def test_an_office_listens_to_others_unless_told_otherwise(home, monkeypatch):
    assert folder.reach().zh == "监听 0.0.0.0"
    monkeypatch.setenv("HOST", "10.1.2.3")
    assert folder.reach().zh == "监听 10.1.2.3"


def test_a_full_disk_is_broken_and_a_filling_one_worth_a_note(home, monkeypatch):
    for free, state in ((1 << 28, State.BROKEN), (2 << 30, State.NOTE), (9 << 30, State.OK)):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: SimpleNamespace(free=free))
        assert folder.disk().state is state


def test_a_folder_that_is_gone_is_named(home):
    shutil.rmtree(home)
    assert "home" in [
        finding.code for finding in examine([folder.home]) if finding.state is State.BROKEN
    ] or (next(examine([folder.home])).state is State.BROKEN)


def test_a_misspelt_setting_is_worth_a_note(home, monkeypatch):
    assert folder.environment().state is State.OK
    monkeypatch.setenv("LIANXIN_HOEM", "/data")
    assert folder.environment().state is State.NOTE
    assert "LIANXIN_HOEM" in folder.environment().zh


def test_every_setting_that_is_read_is_known_to_the_doctor():
    places = [ROOT / "src" / "lianxin", ROOT / "setup"]
    texts = [path.read_text("utf-8") for place in places for path in place.rglob("*.py")]
    texts += [
        path.read_text("utf-8") for path in (ROOT / "run", ROOT / "test", ROOT / "setup" / "install.sh")
    ]
    read = set(re.findall(r"\bLIANXIN_[A-Z_]+\b", "\n".join(texts)))
    assert read - KNOWN == set()


def test_a_package_that_differs_from_the_lock_is_named(monkeypatch):
    assert machine.packages().state is State.OK
    monkeypatch.setattr(machine, "version", lambda name: "0.1")
    assert machine.packages().state is State.BROKEN
    assert "django" in machine.packages().zh


def test_missing_assets_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "CHECKOUT", tmp_path)
    assert machine.assets().state is State.BROKEN
    assert "htmx.min.js" in machine.assets().zh


def test_a_clock_before_the_release_is_named():
    with time_machine.travel(datetime(2020, 1, 1, tzinfo=UTC)):
        assert machine.clock().state is State.BROKEN
    assert machine.clock().state is State.OK


def test_a_missing_year_is_a_note_before_it_begins_and_broken_after():
    days = (((2025, 11, 22), State.OK), ((2026, 10, 31), State.OK), ((2026, 11, 2), State.NOTE))
    for day, state in (*days, ((2027, 3, 1), State.BROKEN)):
        with time_machine.travel(datetime(*day, 12, tzinfo=UTC)):
            assert machine.calendar().state is state


def test_a_year_an_office_uploaded_is_not_missing_and_each_county_is_asked(county):
    with time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC)):
        assert database.calendar().state is State.NOTE
        value = {"days": [["2027-01-01", "off", "元旦"]]}
        editions.change(YEARS[2027], Change(value), by=system(county.code), client_id=uuid7())
        assert database.calendar().state is State.OK
        assert database.calendar().zh == "已有到 2027 年的放假安排"
        County.objects.create(code=county.code + 1, name="邻县")
        assert database.calendar().state is State.NOTE


def test_shanghai_is_eight_hours_ahead():
    assert machine.time_zone().state is State.OK


@pytest.mark.django_db
def test_the_database_of_the_tests_is_sound():
    assert [
        f.code for f in examine(database.CHECKS) if f.state is State.BROKEN and f.code != "durability"
    ] == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's setting")
@pytest.mark.parametrize(("value", "state"), [("off", State.BROKEN), ("local", State.OK), ("on", State.OK)])
def test_commits_that_do_not_wait_for_the_disk_are_named(value: str, state: State):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL synchronous_commit = {value}")
    assert database.durability().state is state


@pytest.mark.django_db
def test_tables_that_wait_for_an_upgrade_are_named():
    MigrationRecorder.Migration.objects.filter(app="kernel").delete()
    assert database.tables().state is State.BROKEN
    assert "./run migrate" in database.tables().en


def test_a_clock_put_back_behind_the_records_is_named(county):
    with transaction.atomic():
        append([EventDraft("matter", 1, "register", by=system(county.code))])
    assert database.order_of_time().state is State.OK
    with time_machine.travel(datetime.now(tz=UTC) - timedelta(hours=2)):
        assert database.order_of_time().state is State.BROKEN


@pytest.mark.django_db
def test_no_gateway_is_a_note_and_a_wrong_one_broken(monkeypatch):
    for name in ("LIANXIN_SMS_URL", "LIANXIN_SMS_SECRET", "LIANXIN_SMS_SECRET_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert outside.text_messages().state is State.NOTE
    monkeypatch.setenv("LIANXIN_SMS_URL", "https://sms.example/")
    assert outside.text_messages().state is State.BROKEN


def test_wechat_is_a_note_broken_or_fine_by_its_own_settings(monkeypatch):
    for name in ("LIANXIN_WECHAT_URL", "LIANXIN_WECHAT_SECRET", "LIANXIN_WECHAT_SECRET_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert outside.wechat_messages().state is State.NOTE
    monkeypatch.setenv("LIANXIN_WECHAT_URL", "https://wx.example/")
    assert outside.wechat_messages().state is State.BROKEN
    monkeypatch.setenv("LIANXIN_WECHAT_SECRET", "a-secret")
    assert outside.wechat_messages().state is State.OK


def test_a_check_that_stumbles_is_a_finding_and_the_others_go_on():
    def stumble():
        raise ZeroDivisionError

    found = list(examine([stumble, machine.time_zone]))
    assert [finding.state for finding in found] == [State.BROKEN, State.OK]


def test_a_folder_not_made_yet_is_left_unmade(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "later"))
    assert main(["doctor", "--json"]) == 0
    found = {one["code"]: one["state"] for one in json.loads(capsys.readouterr().out)}
    assert found["home"] == "note"
    assert not (tmp_path / "later").exists()


def test_a_broken_setting_ends_with_one(home, capsys):
    (home / "config.toml").chmod(0o644)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert (
        f"✗ 设置文件：别的用户能读到密钥；请运行 chmod 600 {home / 'config.toml'}。\n    others can read it"
        in said
    )


def rewrite(home: Path, old: str, new: str) -> None:
    config = home / "config.toml"
    config.write_text(config.read_text().replace(old, new))
