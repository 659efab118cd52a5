"""Whether this installation could be made again tomorrow: the newest backup, the last drill, the card."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.backups import diary, keys
from lianxin.kernel.backups.after import waiting_for_word
from lianxin.kernel.backups.nightly import OLD, Plan
from lianxin.kernel.crypto import key_file
from lianxin.site.checkups.finding import Check, Finding, State

LONG = timedelta(days=3)
MONTH = timedelta(days=35)


def home() -> Path:
    """The data folder."""
    return Path(settings.HOME.path)


def shown(at: datetime) -> str:
    """A moment as the report has it."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def backup() -> Finding:
    """Whether the newest good backup is young, and the last attempt went well."""
    good, failed = diary.newest_backup(home()), diary.failed_since(home())
    if failed is not None:
        zh, en = (
            f"{shown(failed.at)} 的备份没有做成：{failed.why}",
            f"the backup of {shown(failed.at)} failed",
        )
        return Finding("backup", "备份", State.BROKEN, zh, en)
    if good is None:
        zh, en = "还没有备份过；请运行 ./run backup --to U盘目录", "never made: ./run backup --to FOLDER"
        return Finding("backup", "备份", State.NOTE, zh, en)
    age = datetime.now(tz=UTC) - good.at
    if age <= OLD:
        return Finding(
            "backup", "备份", State.OK, f"最新的是 {shown(good.at)}", f"the newest: {shown(good.at)}"
        )
    zh = f"最新的备份是 {shown(good.at)}，已超过 24 小时；请运行 ./run backup，并看 log/backup.log"
    en = f"the newest is of {shown(good.at)}, older than 24 hours: run ./run backup"
    return Finding("backup", "备份", State.BROKEN if age > LONG else State.NOTE, zh, en)


def nights() -> Finding:
    """Whether `[backup]` of config.toml can be used."""
    plan = Plan.read()
    if plan.on:
        zh = f"每晚 {plan.hour} 点，放到 {plan.folder}，留 {plan.daily} 天、{plan.weekly} 周"
        return Finding("nights", "每晚备份", State.OK, zh, f"at {plan.hour}:00 into {plan.folder}")
    return Finding("nights", "每晚备份", State.OK, "没有开（演示版）", "off")


def drill() -> Finding:
    """Whether a restore was tried lately, and worked."""
    last = diary.newest(home(), "drill")
    tried = next((line for line in reversed(diary.read(home())) if line.what == "drill"), None)
    if tried is not None and not tried.ok:
        return Finding("drill", "恢复演练", State.BROKEN, tried.why, "the last drill failed")
    if last is not None and datetime.now(tz=UTC) - last.at <= MONTH:
        return Finding("drill", "恢复演练", State.OK, f"{shown(last.at)} 通过", f"passed {shown(last.at)}")
    zh = f"上次通过是 {shown(last.at)}" if last else "还没有演练过"
    return Finding(
        "drill", "恢复演练", State.NOTE, f"{zh}；请每月运行一次 ./run drill", "run ./run drill monthly"
    )


def card() -> Finding:
    """Whether a card was made of the key there is today."""
    ring = keys.from_file(key_file())
    try:
        made = (home() / "keys" / "card.txt").read_text(encoding="ascii").split()[0]
    except (OSError, IndexError):
        made = ""
    if made == ring.fingerprint:
        return Finding("card", "密钥卡", State.OK, f"指纹 {made}", f"fingerprint {made}")
    why = "密钥换过，旧卡开不了新备份" if made else "还没有打印，电脑坏了备份就打不开"
    return Finding(
        "card", "密钥卡", State.NOTE, f"{why}；请运行 ./run keys --card", "print it: ./run keys --card"
    )


def restored() -> Finding:
    """Whether somebody has looked after a restore."""
    waiting = waiting_for_word()
    if waiting is None:
        return Finding("restored", "对外接口", State.OK, "没有因恢复而暂停", "not paused by a restore")
    zh = f"{shown(waiting.at)} 恢复过，短信、微信暂停；看过“设置 → 恢复后核对”后接通"
    return Finding("restored", "对外接口", State.BROKEN, zh, "paused since the restore: look, then open them")


CHECKS: tuple[Check, ...] = (backup, nights, drill, card, restored)
