"""The small vocabulary of permission; rules are combined like sentences and denied by default."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from lianxin.kernel.actor import Actor, Role

Rule = Callable[[Actor, Any], bool]
_needed: dict[Rule, frozenset[str]] = {}
"""The roles of which a rule needs one, whatever the row."""


def needs(*roles: str) -> Callable[[Rule], Rule]:
    """A rule that says yes only to who holds one of these roles; what it asks besides it asks of the row."""

    def narrowed(rule: Rule) -> Rule:
        @wraps(rule)
        def asked(by: Actor, row: Any) -> bool:
            return by.holds(*roles) and rule(by, row)

        _needed[asked] = frozenset(roles)
        return asked

    return narrowed


def could_ever(by: Actor, rule: Rule) -> bool:
    """Whether there may be a row to which a rule says yes for this actor; without asking for any row."""
    return rule not in _needed or by.holds(*_needed[rule])


def anyone(by: Actor, row: Any) -> bool:
    """Open to the public."""
    return True


def nobody(by: Actor, row: Any) -> bool:
    """Closed to everybody."""
    return False


def staff(by: Actor, row: Any) -> bool:
    """Signed in with an account that holds at least one post."""
    return by.account is not None and bool(by.roles)


def is_system(by: Actor, row: Any) -> bool:
    """Timers and commands run by the operator."""
    return Role.SYSTEM in by.roles


def holds(*roles: str) -> Rule:
    """One of these roles."""

    def rule(by: Actor, row: Any) -> bool:
        return by.holds(*roles)

    rule.__name__ = "holds_" + "_".join(roles)
    _needed[rule] = frozenset(roles)
    return rule


def either(*rules: Rule) -> Rule:
    """At least one of these rules says yes."""

    def rule(by: Actor, row: Any) -> bool:
        return any(one(by, row) for one in rules)

    rule.__name__ = "_or_".join(one.__name__ for one in rules)
    return rule


def both(*rules: Rule) -> Rule:
    """Every one of these rules says yes."""

    def rule(by: Actor, row: Any) -> bool:
        return all(one(by, row) for one in rules)

    rule.__name__ = "_and_".join(one.__name__ for one in rules)
    return rule


_needed[is_system] = frozenset({Role.SYSTEM})
