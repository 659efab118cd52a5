"""The tests' own small township as a stage: everybody at a browser of their own, and the office's clock set by hand.

Whoever works here is signed in by the session alone: how one signs in is another story. Sessions go by the
machine's clock; what is recorded, due and shown goes by the clock of the stage.
"""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.worker import run_due
from tests.browser.visitor import DESK, PHONE, Door, Visitor
from tests.township import Township, at, enter


def let_in(visitor: Visitor, by: Actor) -> Visitor:
    """Sign this browser in as somebody, as after both factors."""
    session = enter(Client(), by).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": visitor.watch.site}
    visitor.page.context.add_cookies([cookie])
    return visitor


@dataclass
class Hands:
    """In place of the office's clock: one moment for the server's threads and for the test."""

    moment: datetime

    def get(self) -> datetime:
        """What time it is."""
        return self.moment

    def reset(self, moment: datetime) -> datetime:
        """Another time; gives the one before."""
        before, self.moment = self.moment, moment
        return before

    set = reset


@dataclass
class Stage:
    """Who is on it and what time it is there."""

    door: Door
    town: Township
    hands: Hands
    staff: dict[tuple[int | None, tuple[int, int]], Visitor] = field(default_factory=dict)

    def at(self, text: str) -> datetime:
        """Turn the clock: `2026-11-02 09:30`."""
        self.hands.set(at(text))
        return self.hands.moment

    def worker(self) -> None:
        """The worker does what is due by now."""
        run_due(now=self.hands.moment)

    def phone(self, *, elder: bool = False, scripts: bool = True) -> Visitor:
        """A resident with a telephone, known to nobody."""
        return self.door(PHONE, elder=elder, scripts=scripts, sharp=2)

    def desk(self, by: Actor, size: tuple[int, int] = DESK) -> Visitor:
        """Somebody who works here, at the desk or, with a smaller screen, on the way; the same browser each time."""
        if (by.account, size) not in self.staff:
            self.staff[by.account, size] = let_in(self.door(size), by)
        return self.staff[by.account, size]


def set_up(door: Door, town: Township, patch: pytest.MonkeyPatch) -> Stage:
    """The stage, its clock at the hour of the machine until somebody turns it."""
    hands = Hands(clock.now())
    patch.setattr(clock, "_moment", hands)
    return Stage(door, town, hands)
