"""What the pages of rounds show of a row: its state in words, doors by result."""

from django import template

from lianxin.kernel.actor import Actor
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Stateful
from lianxin.matters.workflow import State
from lianxin.rounds.rules.doors import Coverage, walks

register = template.Library()


@register.simple_tag
def state_of_row(row: Stateful) -> State:
    """`{% state_of_row row as state %}`: the state by the row's own table."""
    return flow_of(row).state(row.state)


@register.simple_tag
def times(coverage: Coverage, result: str) -> int:
    """How many doors have this result."""
    return coverage.by_result.get(result, 0)


@register.filter(name="walks")
def goes_to_doors(actor: Actor) -> bool:
    """Whether somebody plans rounds and goes to doors."""
    return walks(actor, None)
