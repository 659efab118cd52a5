"""Where the rail and the foot of a page lead: each app above hands in its own entries (导航)."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.urls import get_script_prefix, reverse
from django.utils.functional import Promise

from lianxin.kernel.actor import Actor
from lianxin.kernel.policy import Rule


class Place(StrEnum):
    """Where on the page an entry stands."""

    RAIL = "rail"
    FOOT = "foot"


@dataclass(frozen=True)
class Entry:
    """One link: its words, the name of its route, who sees it, its icon, its place in the order."""

    label: str | Promise
    name: str
    see: Rule
    icon: str = ""
    order: int = 50
    place: Place = Place.RAIL


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    label: str | Promise
    href: str
    icon: str
    current: bool


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
        Link(entry.label, address, entry.icon, current=address == here)
        for entry, address in zip(shown, addresses, strict=True)
    ]


@cache
def address_of(name: str, prefix: str) -> str:
    """The address of a route without parameters, below the prefix the service runs at."""
    return reverse(name)


def rank(entry: Entry) -> tuple[int, str]:
    """The order of entries: by number, then by name."""
    return entry.order, entry.name
