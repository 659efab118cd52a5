"""Somebody of one county who opens every address, with rows of their own county, of another, and of none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from lianxin.appeals.models import AppealClass
from lianxin.kernel.context import all_counties, in_county
from lianxin.matters.models import Matter
from lianxin.people import queries
from lianxin.people.models import Account, Person, Post, Unit
from lianxin.people.sessions import RECEIPTS
from lianxin.places.models import Area
from lianxin.web.problems import INTERFACE
from tests.site.api.hands import token_of
from tests.township import enter
from tests.walls.addresses import Address, addresses, chosen, spelled, variants
from tests.walls.reading import lasting, said_by
from tests.walls.sowing import Sown, mine, row_of

HOST = "here.example"
WHY = {"ground": "other", "reason": "县里每月要的台账"}
# Whoever sees most comes first.
STAFF = (
    "triage",
    "leader",
    "administrator",
    "security",
    "auditor",
    "clerk",
    "caller",
    "reviewer",
    "water_handler",
)
# What lists are narrowed by, in their addresses.
FILTERS = {
    "area": Area,
    "unit": Unit,
    "person": Person,
    "category": AppealClass,
    "old": AppealClass,
    "post": Post,
    "account": Account,
}


@dataclass
class Found:
    """What a walk came upon, each with who opened what."""

    answers: int = 0
    leaks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


class Visitor:
    """Somebody of one county at the addresses of the site; nothing they do stays."""

    def __init__(self, here: Sown, there: Sown, name: str) -> None:
        self.here, self.there, self.name, self.found = here, there, name, Found()
        self.by = getattr(here.town, name)
        with in_county(here.town.county):
            client = enter(Client(), self.by) if self.by.account else with_receipts(Client())
            self.token = token_of(self.by).token if self.by.account else ""
        self.key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.client = Client(headers={"host": HOST}, raise_request_exception=False)

    def browser(self) -> Client:
        """A browser that has nothing but this stay."""
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.key})
        return self.client

    def open(self, address: str, query: dict[str, Any] | None = None) -> Any:
        """GET, or where only that is taken POST; what it changed is taken back."""
        # Not an atomic block: what has to be durable refuses to lie in one.
        point, shown = transaction.savepoint(), self.shown(address)
        try:
            answer = self.browser().get(address, query, headers=shown)
            if answer.status_code == 405:
                answer = self.browser().post(address, query, headers=shown)
            self.look(address, answer)
        finally:
            transaction.savepoint_rollback(point)
        return answer

    def shown(self, address: str) -> dict[str, str]:
        """What a program shows beside the address: the interface reads no cookies."""
        return (
            {"Authorization": f"Bearer {self.token}"} if address.startswith(INTERFACE) and self.token else {}
        )

    def look(self, address: str, answer: Any) -> None:
        """Note an answer's leaks and faults."""
        label = f"{self.name} {address}"
        self.found.answers += 1
        if answer.status_code >= 500:
            self.found.faults.append(f"{label}: {getattr(answer, 'exc_info', None)}")
        said = b"\n".join(said_by(answer))
        self.found.leaks += [f"{label}: {leak[0].decode()}" for leak in self.there.leak.finditer(said)][:1]
        self.found.own += [label] if self.here.leak.search(said) else []

    def visit(self, address: Address, how: "Walk") -> None:
        """One address, with own rows; with rows of elsewhere it answers as with rows that never were."""
        with in_county(self.here.town.county):
            own = spelled(address, chosen(address))
        with in_county(self.there.town.county):
            foreign = spelled(address, chosen(address))
        first = self.open(address.at(own))
        reads_its_address = "GET" in vars(first.wsgi_request)  # Django keeps it there once it was asked for
        for query in self.searches() if reads_its_address and not own else ():
            self.open(address.at({}), query)
        for elsewhere, nowhere in (
            variants(own, foreign, self.here.town.county, alone=how.alone) if own else ()
        ):
            asked = [address.at(elsewhere), *([address.at(nowhere)] if how.compared else [])]
            said = [lasting(self.open(one), one) for one in asked]
            if said[0] != said[-1] or said[0][0] == 200:
                self.found.differing.append(f"{self.name} {asked}: {[one[0] for one in said]}")

    def searches(self) -> Iterator[dict[str, Any]]:
        """Looking for the other county's words, and asking for what hangs on its rows."""
        yield dict.fromkeys(("q", "name", "head", "with"), self.there.word)
        with in_county(self.there.town.county):
            ids = {name: row_of(model).pk for name, model in FILTERS.items()}
            yield ids | {"number": mine(Matter).last().number, "main": mine(Matter).last().number}


def with_receipts(client: Client) -> Client:
    """A resident who showed number and code of every matter there is, of the other county too."""
    session, now = client.session, timezone.now().timestamp()
    with all_counties("somebody with the numbers and codes of both"):
        session[RECEIPTS] = {str(key): now for key in Matter.objects.values_list("pk", flat=True)}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@dataclass(frozen=True)
class Walk:
    """How far a walk goes: by everybody or by the first who may, to single rows or to lists alone, how many parts of
    an address are of elsewhere while the others are one's own, compared with rows that never were or not.
    """

    everybody: bool = False
    rows: bool = True
    alone: int = 1
    compared: bool = True

    def through(self, here: Sown, there: Sown) -> Found:
        """Every address of the site, by a resident where anyone may open it, else by the first of the staff who may."""
        visitors = [Visitor(here, there, name) for name in ("resident", *STAFF)]
        with staying(known=not self.everybody):
            for address in (one for one in addresses() if self.rows or not one.rows):
                able = [one for one in visitors if address.may(one.by)]
                for one in able if self.everybody else able[:1]:
                    one.visit(address, self)
        return together(visitors)


@contextmanager
def staying(*, known: bool) -> Iterator[None]:
    """Who somebody is, is found out once instead of at each address: a fifth of the time."""
    remembered: dict[int, Any] = {}
    find = queries.actor_of

    def once(account: Account, **options: Any) -> Any:
        if account.pk not in remembered or not known:
            remembered[account.pk] = find(account, **options)
        return remembered[account.pk]

    with patch.object(queries, "actor_of", once):
        yield


def together(visitors: list[Visitor]) -> Found:
    """What all of them came upon."""
    whole = Found()
    for one in visitors:
        whole.answers += one.found.answers
        whole.leaks += one.found.leaks
        whole.faults += one.found.faults
        whole.differing += one.found.differing
        whole.own += one.found.own
    return whole
