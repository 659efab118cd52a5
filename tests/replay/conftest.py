"""A playbook's story, played once for the tests of one module, and undone after them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.context import in_county
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from lianxin.site.playbooks import play
from lianxin.site.playbooks.playing import Played
from tests.site.demo_told import undone

Stage = Callable[[str], Played]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Play a method by its name; its county is the one worked for, at the last moment of the story."""
    with django_db_blocker.unblock(), undone(), ExitStack() as left:

        def enter(name: str) -> Played:
            played = play(name, lambda words: None)
            left.enter_context(in_county(played.book.code))
            left.enter_context(clock.standing_at(played.book.last))
            return played

        yield enter


def somebody(role: Role) -> Actor:
    """One of the staff who acts in this role."""
    actors = (
        actor_of(account, at=clock.now(), passwordless=True) for account in Account.objects.order_by("pk")
    )
    return next(actor for actor in actors if actor is not None and role in actor.roles)


def take_on(client: Client, role: Role) -> None:
    """今天您是谁: nobody of a story has a password."""
    assert client.post(reverse("who"), {"account": somebody(role).account}).status_code == 302
