"""Notices about slots and swaps (消息): shown to who may know of the row, leading to its page."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from lianxin.kernel import notices
from lianxin.kernel.actor import Actor
from lianxin.matters.queries import visible
from lianxin.reception.models import Slot, Swap


def slots(by: Actor) -> "QuerySet[Slot]":
    """The slots an actor may know of."""
    return visible(by, Slot)


def swaps(by: Actor) -> "QuerySet[Swap]":
    """The wishes to swap an actor may know of."""
    return visible(by, Swap)


def slot_links(keys: Iterable[int]) -> dict[int, str]:
    """The address of each slot."""
    return {key: reverse("slot", args=[key]) for key in keys}


def swap_links(keys: Iterable[int]) -> dict[int, str]:
    """Every wish to swap is on one page."""
    return dict.fromkeys(keys, reverse("swaps"))


notices.about("slot", seen=slots, links=slot_links)
notices.about("swap", seen=swaps, links=swap_links)
