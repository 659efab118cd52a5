"""What is known of a rule without asking for any row: whether it could ever say yes to somebody."""

from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import Rule, could_ever, either, holds, is_system, needs

CLERK = Actor(account=1, county=990901, roles=frozenset({Role.CLERK}))
SYSTEM = Actor(account=None, county=990901, roles=frozenset({Role.SYSTEM}))


@needs(Role.CLERK)
def even(by: Actor, row: int) -> bool:
    """A clerk, and an even row."""
    return row % 2 == 0


def test_what_needs_a_role_says_no_without_it_and_asks_the_row_with_it() -> None:
    assert [even(CLERK, row) for row in (1, 2)] == [False, True]
    assert even(SYSTEM, 2) is False
    assert even.__name__ == "even"


def test_who_could_never_is_known_without_a_row() -> None:
    rules: list[Rule] = [even, holds(Role.CLERK, Role.TRIAGE), is_system]
    assert [could_ever(CLERK, rule) for rule in rules] == [True, True, False]
    assert [could_ever(SYSTEM, rule) for rule in rules] == [False, False, True]
    # Of what is put together nothing is known: the row is asked.
    assert could_ever(SYSTEM, either(even, holds(Role.TRIAGE)))
