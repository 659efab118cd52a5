"""What of a county's rows depends on the installation they lie in: every app says it in its `relocating` module.

    accounts(Handling, "account_id")                       # a number that names an account
    index(Person, "phone_index", of="phone_sealed", by=…)  # a hash under the installation's key
    shared(Account, called="login")                        # a table all counties of an installation share
    @before_leaving("matters.codes")                       # … while the old key is still at hand
    @on_arrival("matters.codes")                           # … once the rows are there, before anybody works

The build fails for a number that could name an account and that nobody says anything of (`coverage`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

Row = Mapping[str, Any]
Model = type[models.Model]
Hashed = Callable[[str, Row], str]
Step = Callable[[], object]


@dataclass(frozen=True)
class Index:
    """A column hashed with the installation's key, the sealed column it is of, and how: `by(plain, row)`."""

    of: str
    by: Hashed


@dataclass
class Ties:
    """What ties one table to its installation.

    `accounts` are columns with an account's id, `listed` JSON lists of such ids, `inside` JSON objects that have
    one under the key named, `indexes` the hashed columns.
    """

    accounts: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    inside: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)


@dataclass(frozen=True)
class Shared:
    """A shared table whose rows a county brings along: they have a county, a client id, and a name of their own."""

    model: Model
    called: str


_ties: dict[str, Ties] = {}
_shared: list[Shared] = []
_leaving: dict[str, Step] = {}
_arriving: dict[str, Step] = {}


def ties_of(model: Model) -> Ties:
    """What was said of a table; nothing for most."""
    return _ties.setdefault(model._meta.label, Ties())


def accounts(model: Model, names: str) -> None:
    """These columns hold ids of accounts."""
    ties_of(model).accounts.update(names.split())


def accounts_listed(model: Model, name: str) -> None:
    """This JSON column is a list of ids of accounts."""
    ties_of(model).listed.add(name)


def account_inside(model: Model, name: str, key: str) -> None:
    """This JSON column has the id of an account under a key, perhaps."""
    ties_of(model).inside[name] = key


def index(model: Model, name: str, *, of: str, by: Hashed) -> None:
    """This column is a hash, with the installation's key, of what is sealed in another."""
    ties_of(model).indexes[name] = Index(of, by)


def shared(model: Model, *, called: str) -> None:
    """A county brings its rows of this shared table along; people call them by the column `called`."""
    if not any(one.model is model for one in _shared):
        _shared.append(Shared(model, called))


def all_shared() -> list[Shared]:
    """Every such table."""
    return list(_shared)


def before_leaving(name: str) -> Callable[[Step], Step]:
    """Register what is done in the county before its rows are read."""

    def register(step: Step) -> Step:
        _leaving[name] = step
        return step

    return register


def on_arrival(name: str) -> Callable[[Step], Step]:
    """Register what is done in the county once its rows are there, in the same transaction."""

    def register(step: Step) -> Step:
        _arriving[name] = step
        return step

    return register


def leave() -> None:
    """Do what must be done before leaving, in the current county."""
    for step in _leaving.values():
        step()


def arrive() -> None:
    """Do what must be done on arrival, in the current county."""
    for step in _arriving.values():
        step()
