"""How a figure looks: `{% load figure_face %}`; every number of it leads to its list."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe as safe
from django.utils.translation import gettext as _

from lianxin.insight.queries.months import Report
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


@register.simple_tag
def report_body(report: Report) -> SafeString:
    """`{% report_body report %}`: lines, and the sums below; each number leads to its list, as one string a line."""
    lines = [
        f'<tr><th scope="row" class="table-title">{escape(line.name)}</th>'
        f'{"".join(map(number, line.cells))}<td class="text-end">{line.total}</td></tr>'
        for line in report.lines
    ]
    sums = "".join(f'<td class="text-end"><b>{count}</b></td>' for count in [*report.sums, report.total])
    foot = f'<tr><th scope="row">{escape(_("合计"))}</th>{sums}</tr>'
    return safe(f"<tbody>{''.join(lines)}</tbody><tfoot>{foot}</tfoot>")  # noqa: S308  # names are escaped


def number(cell: tuple[int, str]) -> str:
    """One number with the list behind it; nothing is behind none."""
    count, address = cell
    shown = f'<a class="target" href="{escape(address)}">{count}</a>' if count else "0"
    return f'<td class="text-end">{shown}</td>'
