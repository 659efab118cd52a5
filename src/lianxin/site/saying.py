"""What the commands of backup and restore say: each refusal its own sentence, in both languages."""

from collections.abc import Mapping
from pathlib import Path

from lianxin.kernel.backups.keys import shown
from lianxin.kernel.backups.sealed_file import Refused
from lianxin.site.errors import Unable

MEGABYTE = 1 << 20
NOTHING = "没有改动任何东西"
SENTENCES = {
    "not_ours": (
        f"{{path}} 不是连心桥的备份文件，{NOTHING}；请选以 lianxin- 开头、.backup 结尾的文件。",
        "{path} is not a backup of Lianxin; nothing was changed. Choose a file lianxin-….backup.",
    ),
    "truncated": (
        f"{{path}} 不完整，到 {{place}} MB 处就断了，{NOTHING}；请从另一份备份重新拷贝，或换前一天的备份。",
        "{path} is cut off at {place} MB; nothing was changed. Copy it again, or take the backup before it.",
    ),
    "altered": (
        f"{{path}} 在 {{place}} MB 处被改动过或已损坏，{NOTHING}；请换另一份备份。",
        "{path} was altered or is damaged at {place} MB; nothing was changed. Take another backup.",
    ),
    "newer": (
        f"{{path}} 是更新版本（{{release}}）的备份，{NOTHING}；请先升级本软件再恢复。",
        "{path} was made by a later release ({release}); nothing was changed. Upgrade this software first.",
    ),
    "older": (
        f"{{path}} 的格式太旧（{{release}} 版），本版本读不了，{NOTHING}；请先用旧版本恢复，再升级。",
        "{path} has a format of old ({release}); nothing was changed. Restore with that release, then upgrade.",
    ),
    "wrong_key": (
        f"密钥不对：这份备份要用指纹 {{wanted}} 的密钥，给的是 {{had}}，{NOTHING}；请找指纹相同的密钥卡。",
        "Wrong key: this backup needs {wanted}, given was {had}; nothing was changed. Find the card with it.",
    ),
    "tables": (
        f"{{path}} 里的数据表 {{table}} 与它写明的版本不一致，{NOTHING}；请换另一份备份。",
        "Table {table} of {path} is not as its release had it; nothing was changed. Take another backup.",
    ),
    "chain": (
        f"恢复出来的记录核验不通过（{{sentence}}），{NOTHING}；请换另一份备份，并把这一份留给审计人员。",
        "The restored log does not verify; nothing was changed. Take another backup, keep this for the auditor.",
    ),
    "counts": (
        f"恢复后 {{table}} 的行数与备份清单不符，{NOTHING}；请换另一份备份，并把这一份留给技术人员。",
        "Table {table} has other rows than the list says; nothing was changed. Take another backup.",
    ),
}


def refused(refusal: Refused, path: Path, sentences: Mapping[str, tuple[str, str]] = SENTENCES) -> Unable:
    """The sentence for a file that is not read in, of those for a backup or of others."""
    facts = {"path": path, **refusal.facts}
    if refusal.code == "wrong_key":
        facts["wanted"] = shown(str(facts["wanted"]))
    if "place" in facts:
        facts["place"] = f"{int(str(facts['place'])) / MEGABYTE:.1f}"
    zh, en = sentences[refusal.code]
    return Unable(zh.format(**facts), en.format(**facts))


def no_key(fingerprint: str) -> Unable:
    """Nobody gave a key."""
    return Unable(
        f"恢复要用密钥：这份备份的密钥指纹是 {fingerprint}。请取出保险柜里的密钥卡，加 --card 再运行一次；"
        "或用 --keys 指明 field.key 文件。",
        f"A key is needed, fingerprint {fingerprint}: add --card and type the printed card, or name the file "
        "with --keys.",
    )


def other_county(path: Path, theirs: int, ours: int) -> Unable:
    """The file is another county's."""
    return Unable(
        f"{path} 是县代码 {theirs} 的备份，这里是 {ours}，{NOTHING}；请核对文件。",
        f"{path} belongs to county {theirs}, this is {ours}; nothing was changed. Check the file.",
    )


def occupied(home: Path) -> Unable:
    """Something is there already."""
    return Unable(
        f"{home} 里已经有数据，{NOTHING}。恢复到别处：LIANXIN_HOME=/srv/lianxin ./run restore …；"
        "确实要替换，请先停掉服务，再加 --replace（会先备份现有数据）。",
        f"{home} holds data already; nothing was changed. Choose another LIANXIN_HOME, or stop the service and "
        "add --replace, which first backs up what is there.",
    )


def little_room(home: Path, needed: int) -> Unable:
    """The disk is too small."""
    size = f"{needed / MEGABYTE:.0f} MB"
    return Unable(
        f"{home} 所在的磁盘空间不够，至少要 {size}，{NOTHING}；请清理磁盘或换一个目录。",
        f"{home} has too little room, {size} are needed; nothing was changed. Make room or choose another.",
    )


def not_empty() -> Unable:
    """The server's database has tables already."""
    return Unable(
        f"DATABASE_URL 指的库里已经有数据表，{NOTHING}；请用 createdb 建一个空库，或加 --replace。",
        "The database of DATABASE_URL has tables already; nothing was changed. Make an empty one, or add "
        "--replace.",
    )


def not_backed_up(home: Path) -> Unable:
    """What is there could not be saved first."""
    return Unable(
        f"替换之前要先备份 {home} 里现有的数据，没有成功，{NOTHING}；原因见上一行。",
        f"What is in {home} could not be backed up first; nothing was changed. The line above says why.",
    )


def in_use(home: Path) -> Unable:
    """A service works there."""
    return Unable(
        f"连心桥正在用 {home}，{NOTHING}；请先关掉服务（Ctrl-C，或 systemctl stop lianxin）再运行。",
        f"Lianxin is at work in {home}; nothing was changed. Stop the service first, then run this again.",
    )


def being_restored(home: Path) -> Unable:
    """A restore is under way."""
    return Unable(
        f"{home} 正在恢复备份；请等它做完再启动。", f"{home} is being restored: start when it is done."
    )
