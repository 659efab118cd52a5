"""Whether this installation could be made again tomorrow: the newest backup, the last drill, the card."""

from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.kernel.backups.nightly import Plan
from lianxin.kernel.backups.standing import standing
from lianxin.site.checkups.finding import Check, Finding, State

LONG = timedelta(days=3)


def shown(at: datetime) -> str:
    """A moment as the report has it."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def backup() -> Finding:
    """Whether the newest good backup is young, and the last attempt went well."""
    now = standing()
    if now.failed is not None:
        zh = f"{shown(now.failed.at)} 的备份没有做成：{now.failed.why}"
        return Finding("backup", "备份", State.BROKEN, zh, f"the backup of {shown(now.failed.at)} failed")
    if now.good is None:
        zh, en = "还没有备份过；请运行 ./run backup --to U盘目录", "never made: ./run backup --to FOLDER"
        return Finding("backup", "备份", State.NOTE, zh, en)
    at = shown(now.good.at)
    if not now.late:
        return Finding("backup", "备份", State.OK, f"最新的是 {at}", f"the newest: {at}")
    zh = f"最新的备份是 {at}，已超过 24 小时；请运行 ./run backup，并看 log/backup.log"
    state = State.BROKEN if now.now - now.good.at > LONG else State.NOTE
    return Finding("backup", "备份", state, zh, f"the newest is of {at}, older than 24 hours: ./run backup")


def nights() -> Finding:
    """Whether `[backup]` of config.toml can be used."""
    try:
        plan = Plan.read()
    except ValueError as fault:
        zh = "config.toml 里 [backup] 的 hour 应是 0 到 23，daily 至少 1，weekly 不小于 0；请改正"
        return Finding("nights", "每晚备份", State.BROKEN, zh, f"mend config.toml: {fault}")
    if not plan.on:
        return Finding("nights", "每晚备份", State.OK, "没有开", "off")
    zh = f"每晚 {plan.hour} 点，放到 {plan.folder}，留 {plan.daily} 天、{plan.weekly} 周"
    return Finding("nights", "每晚备份", State.OK, zh, f"at {plan.hour}:00 into {plan.folder}")


def drill() -> Finding:
    """Whether a restore was tried lately, and worked."""
    now = standing()
    if now.drill is not None and not now.drill.ok:
        return Finding("drill", "恢复演练", State.BROKEN, now.drill.why, "the last drill failed")
    at = shown(now.drill.at) if now.drill else ""
    if now.drilled:
        return Finding("drill", "恢复演练", State.OK, f"{at} 通过", f"passed {at}")
    zh = f"上次通过是 {at}" if at else "还没有演练过"
    return Finding(
        "drill", "恢复演练", State.NOTE, f"{zh}；请每月运行一次 ./run drill", "./run drill monthly"
    )


def card() -> Finding:
    """Whether a card was made of the key there is today."""
    now = standing()
    if now.carded:
        return Finding("card", "密钥卡", State.OK, f"指纹 {now.card}", f"fingerprint {now.card}")
    why = "密钥换过，旧卡开不了新备份" if now.card else "还没有打印，电脑坏了备份就打不开"
    return Finding(
        "card", "密钥卡", State.NOTE, f"{why}；请运行 ./run keys --card", "print it: ./run keys --card"
    )


def restored() -> Finding:
    """Whether somebody has looked after a restore."""
    found = standing().restored
    if found is None:
        return Finding("restored", "对外接口", State.OK, "没有因恢复而暂停", "not paused by a restore")
    zh = f"{shown(found.at)} 恢复过，短信、微信暂停；看过“设置”的“恢复后核对”后接通"
    return Finding("restored", "对外接口", State.BROKEN, zh, "paused since the restore: look, then open them")


CHECKS: tuple[Check, ...] = (backup, nights, drill, card, restored)
