"""Who is asking: the one value every rule, guard and gate reads."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Role(StrEnum):
    """What a post may do (岗位职责); a person gets roles only through a post."""

    RESIDENT = "resident"
    CLERK = "clerk"
    TRIAGE = "triage"
    HANDLER = "handler"
    REVIEWER = "reviewer"
    CALLBACK = "callback"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    SECURITY = "security"
    AUDITOR = "auditor"
    DISCIPLINE = "discipline"
    SYSTEM = "system"


KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR})
"""The three hands that keep the house (三员): never two of them in one account, none with casework (D.7)."""


@dataclass(frozen=True)
class Duty:
    """One post an account acts on (岗位): by itself, or standing in for an account that is away (代班).

    `kind` is that of the unit, `area` the code and `prefix` the scope of the area it lies in.
    """

    post: int
    unit: int
    roles: frozenset[str]
    scopes: tuple[str, ...]
    stands_for: int | None = None
    kind: str = ""
    area: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Shunned:
    """What an actor must keep away from (回避): blind indexes of phones and ID numbers, persons, units.

    Whatever these are party to does not exist for the actor.
    """

    phones: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    persons: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """One who acts: an account on its posts, a resident with a receipt, or the system.

    `scopes` are prefixes of area codes; `receipts` are ids of matters opened with number and query code;
    `duty` is unit and post in words, to show somebody who they are here; `duties` are the same posts one by
    one; `inherits` are accounts whose personal things were handed over to this one (移交); `shuns` is what they
    have a part in themselves, by declaration or by their own telephone.
    """

    account: int | None
    county: int
    name: str = ""
    posts: frozenset[int] = field(default_factory=frozenset)
    units: frozenset[int] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: tuple[str, ...] = ()
    receipts: frozenset[int] = field(default_factory=frozenset)
    duty: str = ""
    duties: tuple[Duty, ...] = ()
    inherits: frozenset[int] = field(default_factory=frozenset)
    shuns: Shunned = field(default_factory=Shunned)

    def holds(self, *roles: str) -> bool:
        """Whether one of these roles is among the actor's."""
        return not self.roles.isdisjoint(roles)

    @property
    def post(self) -> int | None:
        """The post an event names: the lowest of the actor's, or none for residents and the system."""
        return min(self.posts, default=None)

    @property
    def every_unit(self) -> frozenset[int]:
        """The units of all posts, also where the actor is looked at on one of them."""
        return self.units | {duty.unit for duty in self.duties}

    @property
    def stands_for(self) -> int | None:
        """Whom the actor stands in for, where it is looked at on one post."""
        return next((duty.stands_for for duty in self.duties if self.posts == {duty.post}), None)

    def hands(self) -> "tuple[Actor, ...]":
        """The actor on each post by itself: what one post may do in its area it may not do in another's.

        Each still knows all its duties, for rules that ask who else somebody is (INV-07). Who is looked at on one
        post has that hand alone.
        """
        if len(self.duties) < 2 or len(self.posts) == 1:
            return (self,)
        return tuple(self.on(duty) for duty in self.duties)

    def on(self, duty: Duty) -> "Actor":
        """The actor as the holder of this post alone."""
        post, unit = frozenset({duty.post}), frozenset({duty.unit})
        return replace(self, posts=post, units=unit, roles=duty.roles, scopes=duty.scopes)


def resident(county: int, *, receipts: frozenset[int] = frozenset()) -> Actor:
    """Somebody without an account (居民)."""
    return Actor(account=None, county=county, roles=frozenset({Role.RESIDENT}), receipts=receipts)


def system(county: int) -> Actor:
    """The machine itself: timers, imports by command, the demo."""
    return Actor(account=None, county=county, name="系统", roles=frozenset({Role.SYSTEM}))
