"""Where the rail and the foot of a page lead: each app above hands in its own entries (导航)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby

from django.db.models import TextChoices
from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule


class Place(StrEnum):
    """Where on the page an entry stands."""

    RAIL = "rail"
    FOOT = "foot"


class Heading(TextChoices):
    """The kinds of work the rail is divided by, in their order (菜单分组); what comes first has no heading."""

    FIRST = "first", ""
    APPEALS = "appeals", _("办诉求")
    LISTENING = "listening", _("听意见")
    FIGURES = "figures", _("看数字")
    PEOPLE = "people", _("人和地方")
    SETTINGS = "settings", _("目录和设置")
    WATCH = "watch", _("安全和审计")
    OWN = "own", _("我的")


@dataclass(frozen=True)
class Entry:
    """One link: its words, the name of its route, who sees it, its icon, its place in the order below its heading."""

    label: str | Promise
    name: str
    see: Rule
    icon: str = ""
    order: int = 50
    place: Place = Place.RAIL
    under: Heading = Heading.FIRST


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str | Promise
    href: str
    icon: str
    current: bool
    under: Heading = Heading.FIRST


@dataclass(frozen=True)
class Group:
    """The links below one heading."""

    heading: Heading
    links: Sequence[Link]


HEADINGS = list(Heading)
_entries: dict[tuple[Place, str], Entry] = {}


def register(*entries: Entry) -> None:
    """Put these links on the pages; called from an app's `ready()`, twice does no harm."""
    for entry in entries:
        _entries[entry.place, entry.name] = entry


def links(place: Place, actor: Actor, path: str) -> list[Link]:
    """What this actor may open from here, in order; the longest address that fits is the current one."""
    shown = sorted((e for e in _entries.values() if e.place == place and e.see(actor, None)), key=rank)
    addresses = [address_of(entry.name, get_script_prefix()) for entry in shown]
    here = max((address for address in addresses if path.startswith(address)), key=len, default="")
    return [
        Link(entry.label, address, entry.icon, current=address == here, under=entry.under)
        for entry, address in zip(shown, addresses, strict=True)
    ]


def groups(actor: Actor, path: str) -> list[Group]:
    """The rail, by kind of work; a heading below which this actor may open nothing isn't there."""
    shown = groupby(links(Place.RAIL, actor, path), key=lambda link: link.under)
    return [Group(heading, list(below)) for heading, below in shown]


@cache
def address_of(name: str, prefix: str) -> str:
    """The address of a route without parameters, below the prefix the service runs at."""
    return reverse(name)


def rank(entry: Entry) -> tuple[int, int, str]:
    """The order of entries: by heading, then by number, then by name."""
    return HEADINGS.index(entry.under), entry.order, entry.name
