"""Notices about matters (消息): shown to who may see the matter, leading to its page."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from lianxin.kernel import notices
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible


def seen(by: Actor) -> "QuerySet[Matter]":
    """The matters an actor may know of."""
    return visible(by, Matter)


def links(keys: Iterable[int]) -> dict[int, str]:
    """The address of each matter."""
    numbers = Matter.objects.filter(pk__in=list(keys)).values_list("pk", "number")
    return {key: reverse("matter", kwargs={"number": number}) for key, number in numbers}


notices.about("matter", seen=seen, links=links)
