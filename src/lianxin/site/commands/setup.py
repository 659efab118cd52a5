"""`./run setup`: make a real installation, with its first administrator by a one-time link."""

import argparse
import os
import sys
import tomllib
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from lianxin.site import answers
from lianxin.site.addresses import own_address, url
from lianxin.site.answers import Answers
from lianxin.site.cli import start_django
from lianxin.site.errors import Unable
from lianxin.site.home import CHECKOUT, CONFIG, write_home

NAME = "setup"
HELP = "正式安装：建县、乡镇、村、单位和岗位，给首位管理员一次性链接"
NEEDS_DJANGO = False  # the data folder has to be made before the settings can be read


def configure(parser: argparse.ArgumentParser) -> None:
    """A flag for each question; what is left out is asked for."""
    answers.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, make the data folder, fill it, print the link. Raises Unable."""
    path = office_path()
    begun = begun_here(path)
    if begun is not None:
        refuse_second(path, load(path), int(begun["county"]))
    said = answers.collect(options, ask=input if sys.stdin.isatty() else None, own_address=own_address())
    if begun is None:
        write_home(path, mode="office", hosts=said.hosts, county=said.county, office=office_of(said))
    elif begun["county"] != said.county:
        raise other_county(path, int(begun["county"]))
    announce(path, said, found(load(path), path, said))
    return 0


def office_path() -> Path:
    """`LIANXIN_HOME`, else the office folder of the checkout."""
    named = os.environ.get("LIANXIN_HOME")
    return Path(named).expanduser().resolve() if named else CHECKOUT / "var" / "office"


def begun_here(path: Path) -> dict[str, Any] | None:
    """The settings an interrupted set-up has left in this folder; None in a fresh one.

    Raises Unable for the folder of a demo that holds data.
    """
    if not (path / CONFIG).exists():
        return None
    settings = tomllib.loads((path / CONFIG).read_text(encoding="utf-8"))
    if settings.get("mode") == "office" and "county" in settings:
        return settings
    if (path / "lianxin.sqlite3").exists():
        raise Unable(
            f"{path} 里是演示数据，不能改成正式安装；请换一个目录：LIANXIN_HOME=/srv/lianxin ./run setup",
            f"{path} holds a demo: choose another folder: LIANXIN_HOME=/srv/lianxin ./run setup",
        )
    return None


def office_of(said: Answers) -> dict[str, str]:
    """What the pages say about the office, to be changed in config.toml."""
    body = "办事处" if said.township_name.endswith("街道") else "人民政府"
    facts = {
        "name": f"{said.township_name}连心桥",
        "organiser": said.township_name + body,
        "phone": said.phone,
    }
    return {key: value for key, value in facts.items() if value}


def load(path: Path) -> Any:
    """Start Django on this data folder, with its key and its tables; gives the module that fills them."""
    os.environ["LIANXIN_HOME"] = str(path)
    start_django()
    import_module("lianxin.kernel.crypto").make_key_file(path / "keys" / "field.key")
    import_module("django.core.management").call_command("migrate", verbosity=0, interactive=False)
    return import_module("lianxin.people.actions.founding")


def refuse_second(path: Path, founding: Any, county: int) -> None:
    """Raises Unable when this folder was set up to the end."""
    if founding.has_administrator(county):
        raise Unable(
            f"{path} 已经装好，没有改动任何东西。管理员的链接丢了：./run account link 登录名；"
            "另装一套：LIANXIN_HOME=/srv/another ./run setup；直接打开：./run",
            f"{path} is set up already; nothing was changed. For a new link: ./run account link LOGIN; for "
            "another installation: LIANXIN_HOME=/srv/another ./run setup; to start: ./run",
        )


def other_county(path: Path, county: int) -> Unable:
    """An interrupted set-up is finished for the county it was begun for."""
    return Unable(
        f"{path} 里有一次没装完的安装，县代码是 {county}；请用同一个县代码装完，或换一个 LIANXIN_HOME。",
        f"{path} was begun for county {county}: finish with that code, or choose another LIANXIN_HOME.",
    )


def found(founding: Any, path: Path, said: Answers) -> Any:
    """Fill the tables; gives the administrator's link."""
    kinds = import_module("lianxin.places.rules").AreaKind
    street = said.township_name.endswith("街道")
    township = founding.Place(said.township_code, said.township_name, kinds.STREET if street else kinds.TOWN)
    villages = [
        founding.Place(one.code, one.name, kinds.COMMUNITY if one.community else kinds.VILLAGE)
        for one in said.villages
    ]
    plan = founding.Founding(
        county=said.county,
        county_name=said.county_name,
        township=township,
        villages=tuple(villages),
        administrator=said.admin_name,
        login=said.admin_login,
    )
    try:
        return founding.found(plan, at=datetime.now(tz=UTC), also=begin_subjects)
    except founding.Refused as refusal:
        raise Unable(
            refusal.message, f"The first administrator could not be made: {refusal.message}"
        ) from refusal


def begin_subjects() -> None:
    """The list of subjects and who they go to: without the one nothing is accepted, without the other proposed."""
    today = datetime.now(tz=UTC).astimezone(import_module("lianxin.calendars.hours").OFFICE_ZONE).date()
    import_module("lianxin.appeals.actions.starting").begin_with_standard(today)


def announce(path: Path, said: Answers, link: Any) -> None:
    """What was made, the link, and how to go on; the link is shown here and nowhere else."""
    host = said.hosts[0].strip("[]") if said.hosts else "127.0.0.1"
    port = int(os.environ.get("PORT", "8000"))
    start = "./run" if path == CHECKOUT / "var" / "office" else f"LIANXIN_HOME={path} ./run"
    until = link.expires_at.astimezone()
    print(f"\n✓ 装好了  Done: {said.county_name} {said.township_name}，{len(said.villages)} 个村（社区）")
    print(f"  数据目录  Data folder: {path}")
    if os.environ.get("DATABASE_URL"):
        print("  数据在 DATABASE_URL 指的库里，以后每次启动都要带上它  Keep DATABASE_URL for every start.")
    print(f"  1. 启动  Start: {start}")
    print(f"  2. {said.admin_name}（{said.admin_login}）用浏览器打开这个链接，设密码、绑定手机：")
    print(f"\n     {url(host, port)}join/{link.token}/\n")
    print(
        f"     只能用一次，{until:%Y-%m-%d %H:%M} 前有效，不会再显示。  Works once, until then, shown once."
    )
    print(f"     丢了再要一个  Lost it: ./run account link {said.admin_login}")
