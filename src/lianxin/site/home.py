"""The data folder of one installation (`LIANXIN_HOME`): settings, database, files, keys, anchors."""

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lianxin.site.errors import Unable

CHECKOUT = Path(__file__).resolve().parents[3]
CONFIG = "config.toml"
RESTORING, READY = ".restoring", "ready"
FOLDERS = ("files", "anchors", "keys", "log")
DEMO_OFFICE = {
    "name": "青禾镇连心桥",
    "phone": "154 0000 0002",  # the service hall's in site/demo/content: of a range nobody was given
    "address": "青禾镇便民服务中心一楼",
}


@dataclass(frozen=True)
class Home:
    """Where an installation keeps its things, and whether it is a demo or an office.

    `county` is the one it serves; where it serves several, `[counties]` names each one's host. `[office]`
    is what the pages say about the office: see `lianxin.web.office.Office`; `[backup]` is read by
    `lianxin.kernel.backups.nightly.Plan`.
    """

    path: Path
    mode: str
    secret_key: str
    hosts: tuple[str, ...]
    county: int | None
    county_hosts: Mapping[str, int]
    office: Mapping[str, str]
    backup: Mapping[str, object] = field(default_factory=dict)

    @property
    def demo(self) -> bool:
        return self.mode == "demo"


def home_path() -> Path:
    """`LIANXIN_HOME`, else the office folder when one was set up, else the demo folder."""
    named = os.environ.get("LIANXIN_HOME")
    if named:
        return Path(named).expanduser().resolve()
    office = CHECKOUT / "var" / "office"
    begun = (office / CONFIG).exists() or (office / RESTORING).exists()
    return office if begun else CHECKOUT / "var" / "demo"


def half_restored(path: Path) -> bool:
    """Whether a restore into this folder has begun to count and is not finished: its database may be the new one."""
    begun = path / RESTORING
    return (begun / READY).exists() or (begun.exists() and not (path / CONFIG).exists())


def read_home() -> Home:
    """The installation this process serves; a demo home is made when there is none yet.

    Raises OSError when the folder can't be written, tomllib.TOMLDecodeError when its settings are broken,
    Unable while a restore into it is not finished.
    """
    path = home_path()
    if half_restored(path):
        raise Unable(
            f"{path} 的恢复没有做完；请再运行一次同样的 ./run restore 命令（备份不在手边的，先只写 ./run restore）。",
            f"The restore into {path} was not finished: run the same ./run restore command again, or without a file.",
        )
    if not (path / CONFIG).exists():
        write_home(path, mode="demo")
    settings = tomllib.loads((path / CONFIG).read_text(encoding="utf-8"))
    mode = str(settings.get("mode", "demo"))
    office = settings.get("office", DEMO_OFFICE if mode == "demo" else {})
    return Home(
        path=path,
        mode=mode,
        secret_key=str(settings["secret_key"]),
        hosts=tuple(settings.get("hosts", ())),
        county=settings.get("county"),
        county_hosts={str(host): int(code) for host, code in settings.get("counties", {}).items()},
        office={str(key): str(value) for key, value in office.items()},
        backup=dict(settings.get("backup", {})),
    )


def write_home(
    path: Path,
    *,
    mode: str,
    hosts: tuple[str, ...] = (),
    county: int | None = None,
    office: Mapping[str, str] | None = None,
) -> None:
    """Make the folders and `config.toml`; the secret key is drawn here and never leaves the folder."""
    for folder in FOLDERS:
        (path / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [f'mode = "{mode}"', f'secret_key = "{secrets.token_urlsafe(48)}"']
    lines.append("hosts = [" + ", ".join(f'"{host}"' for host in hosts) + "]")
    if county is not None:
        lines.append(f"county = {county}")
    if office:
        lines.append("\n[office]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in office.items()]
    fresh = path / f"{CONFIG}.new"
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(path / CONFIG)  # whole or not at all, also when the power fails
