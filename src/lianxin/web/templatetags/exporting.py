"""The button that takes a list out with the filters it has (导出)."""

from typing import Any

from django import template
from django.urls import reverse

from lianxin.kernel.exports import list_named

register = template.Library()


@register.inclusion_tag("web/parts/export.html", takes_context=True)
def export_button(context: dict[str, Any], sheet: str) -> dict[str, Any]:
    """`{% export_button "matters" %}`: nothing for who may not take this list out."""
    request = context["request"]
    known = list_named(sheet)
    if known is None or not known.see(request.actor, None):
        return {"address": ""}
    query = request.GET.urlencode()
    return {"address": reverse("export_new", kwargs={"sheet": sheet}) + (f"?{query}" if query else "")}
