"""The data folder, its settings, its keys and the room it has; needs no Django."""

import os
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from lianxin.site.addresses import is_loopback
from lianxin.site.checkups.finding import Check, Finding, State
from lianxin.site.home import CONFIG, home_path

GIGABYTE = 1 << 30
ENOUGH, TOO_LITTLE = 5 * GIGABYTE, GIGABYTE // 2
SECRET_CHARACTERS = 50
OTHERS = 0o077  # the permission bits of group and world
KNOWN = frozenset(
    {
        "LIANXIN_CHROMIUM",
        "LIANXIN_SCREENSHOTS",
        "LIANXIN_FIELD_KEY_FILE",
        "LIANXIN_HOME",
        "LIANXIN_OUTBOUND_ALLOW",
        "LIANXIN_PROXY",
        "LIANXIN_PYTHON",
        "LIANXIN_SMS_SECRET",
        "LIANXIN_SMS_SECRET_FILE",
        "LIANXIN_SMS_URL",
        "LIANXIN_TRACEBACK",
        "LIANXIN_WECHAT_SECRET",
        "LIANXIN_WECHAT_SECRET_FILE",
        "LIANXIN_WECHAT_URL",
    }
)


def settings() -> dict[str, Any]:
    """`config.toml` as it stands. Raises OSError, tomllib.TOMLDecodeError."""
    return tomllib.loads((home_path() / CONFIG).read_text(encoding="utf-8"))


def home() -> Finding:
    """Whether the data folder can be written."""
    path = home_path()
    with tempfile.TemporaryFile(dir=path):
        return Finding("home", "数据目录", State.OK, f"{path} 可写", f"{path} is writable")


def config() -> Finding:
    """Whether the settings file is whole and nobody else reads it."""
    path, said = home_path() / CONFIG, settings()
    if said.get("mode") not in {"demo", "office"}:
        zh, en = "mode 应为 demo 或 office；请改正 config.toml", "mode is demo or office: mend config.toml"
        return Finding("config", "设置文件", State.BROKEN, zh, en)
    if path.stat().st_mode & OTHERS:
        zh, en = f"别的用户能读到密钥；请运行 chmod 600 {path}", f"others can read it: chmod 600 {path}"
        return Finding("config", "设置文件", State.BROKEN, zh, en)
    return Finding(
        "config", "设置文件", State.OK, f"{said['mode']}，只有本用户可读", f"{said['mode']}, private"
    )


def secret_key() -> Finding:
    """Whether the signing secret is long enough to be nobody's guess."""
    if len(str(settings().get("secret_key", ""))) >= SECRET_CHARACTERS:
        return Finding("secret_key", "签名密钥", State.OK, "足够长", "long enough")
    zh = f"secret_key 不足 {SECRET_CHARACTERS} 个字符；请在 config.toml 里换成随机长串，大家会重新登录一次"
    en = f"secret_key is shorter than {SECRET_CHARACTERS} characters: put a long random one into config.toml"
    return Finding("secret_key", "签名密钥", State.BROKEN, zh, en)


def field_key() -> Finding:
    """Whether the key that opens phones and ID numbers is there and private."""
    path = Path(os.environ.get("LIANXIN_FIELD_KEY_FILE") or home_path() / "keys" / "field.key")
    if not path.exists():
        if settings().get("mode") == "demo":
            return Finding("field_key", "字段密钥", State.OK, "演示版首次使用时自动生成", "made at first use")
        zh, en = f"找不到 {path}；请把备份放回原处", f"{path} is missing: put back its backup"
        return Finding("field_key", "字段密钥", State.BROKEN, zh, en)
    if path.stat().st_mode & OTHERS:
        zh, en = f"别的用户能读到；请运行 chmod 600 {path}", f"others can read it: chmod 600 {path}"
        return Finding("field_key", "字段密钥", State.BROKEN, zh, en)
    return Finding("field_key", "字段密钥", State.OK, f"{path}，只有本用户可读", f"{path}, private")


def reach() -> Finding:
    """Whether a demo, which asks for no password, could be opened from elsewhere."""
    said = settings()
    demo = said.get("mode") == "demo"
    host = os.environ.get("HOST", "127.0.0.1" if demo else "0.0.0.0")  # noqa: S104  # as serve does
    if not demo:
        return Finding("reach", "访问范围", State.OK, f"监听 {host}", f"listens on {host}")
    if is_loopback(host) and not said.get("hosts"):
        return Finding("reach", "访问范围", State.OK, "演示版，只在本机", "a demo, on this machine only")
    zh = "演示版不设密码，却设成了别的电脑也能打开；请去掉 HOST 和 hosts，或运行 ./run setup 正式安装"
    en = "the demo has no passwords, yet others may open it: unset HOST and hosts, or run ./run setup"
    return Finding("reach", "访问范围", State.BROKEN, zh, en)


def disk() -> Finding:
    """Whether the disk has room for the data to grow."""
    free = shutil.disk_usage(home_path()).free
    zh, en = f"剩余 {free / GIGABYTE:.1f} GB", f"{free / GIGABYTE:.1f} GB free"
    if free >= ENOUGH:
        return Finding("disk", "磁盘空间", State.OK, zh, en)
    state = State.BROKEN if free < TOO_LITTLE else State.NOTE
    return Finding("disk", "磁盘空间", state, f"{zh}；请清理或扩容", f"{en}: make room")


def environment() -> Finding:
    """Whether a setting of the environment is misspelt, and so does nothing."""
    unknown = sorted(name for name in os.environ if name.startswith("LIANXIN_") and name not in KNOWN)
    if not unknown:
        return Finding("environment", "环境变量", State.OK, "没有写错的", "none misspelt")
    names = "、".join(unknown)
    zh, en = f"不认识 {names}，它不起作用；请核对拼写", f"{names} has no effect: check the spelling"
    return Finding("environment", "环境变量", State.NOTE, zh, en)


def not_made() -> Finding:
    """A folder that the first start will make."""
    zh = f"{home_path()} 还没有建立；第一次运行 ./run（演示）或 ./run setup（正式）时建立"
    en = f"{home_path()} is not made yet: ./run makes a demo, ./run setup an installation"
    return Finding("home", "数据目录", State.NOTE, zh, en)


CHECKS: tuple[Check, ...] = (home, config, secret_key, field_key, reach, disk, environment)
CHECKS_BEFORE: tuple[Check, ...] = (not_made, environment)
