"""How a figure looks: `{% load figure_face %}`; every number of it leads to its list."""

from typing import Any

from django import template

from lianxin.kernel.figures.registry import Told

register = template.Library()


@register.inclusion_tag("insight/parts/told.html")
def told(one: Told, least: int) -> dict[str, Any]:
    """`{% told trend.now least %}`: a count, or a rate with both its numbers, each with its list."""
    rate = one.rate
    words = "" if rate is None else rate.told(least)
    return {
        "one": one,
        "rate": rate,
        "tail": words.removeprefix(rate.counts) if rate else "",
        "empty": one.d == 0,
    }
