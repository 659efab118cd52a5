"""What a practice adds to the list of matters: filters of its own, kept in the address like all others (筛选)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lianxin.kernel.actor import Actor
from lianxin.web.parts import Text

Choices = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Filter:
    """One more box above the list: its name in the address, its words, what it offers, what it leaves over."""

    name: str
    label: Text
    choices: Callable[[Actor, Mapping[str, str]], Choices]
    narrow: Callable[[str], Q]
    order: int = 50


_filters: dict[str, Filter] = {}


def offer(*filters: Filter) -> None:
    """Put these filters above the list; called when the apps are ready, twice does no harm."""
    _filters.update({one.name: one for one in filters})


def filters() -> list[Filter]:
    """Every filter, in order."""
    return sorted(_filters.values(), key=lambda one: (one.order, one.name))


def narrow(asked: Mapping[str, str]) -> Q:
    """What all filters asked for leave over."""
    found = Q()
    for one in filters():
        if asked.get(one.name):
            found &= one.narrow(asked[one.name])
    return found


@dataclass(frozen=True)
class Box:
    """A filter as the page draws it: every choice in a group, the empty name for none."""

    name: str
    label: Text
    value: str
    groups: list[tuple[Text, Choices]]


def boxes(by: Actor, asked: Mapping[str, str]) -> list[Box]:
    """The filters with what they offer this actor."""
    found = []
    for one in filters():
        choices = one.choices(by, asked)
        if choices:
            plain = [choice for choice in choices if not isinstance(choice[1], list)]
            groups = [choice for choice in choices if isinstance(choice[1], list)]
            found.append(Box(one.name, one.label, asked.get(one.name, ""), [("", plain), *groups]))
    return found
