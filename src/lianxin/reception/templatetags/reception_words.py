"""A visit in words, as lists show it. `{% load reception_words %}`."""

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise

from lianxin.kernel.masking import mask_name
from lianxin.reception.models import Visit
from lianxin.reception.rules.visits import Need, VisitState

register = template.Library()


@register.filter
def masked(visit: Visit) -> str:
    """The surname and a star; nothing of who gave no name."""
    return mask_name(visit.name)


@register.filter
def needs(visit: Visit) -> Sequence[str | Promise]:
    """What they asked for."""
    return [Need(one).label for one in visit.needs]


@register.filter
def how_far(visit: Visit) -> str | Promise:
    """The state in words."""
    return VisitState(visit.state).label
