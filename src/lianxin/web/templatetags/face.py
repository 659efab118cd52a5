"""The components of a page. `{% load face %}`, then each tag below.

What they are filled with is in `lianxin.web.parts`; a page hands in plain values, never rows to be queried.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from lianxin.web import dates, drawing, icons
from lianxin.web.clocks import ClockFace, clock_face
from lianxin.web.parts import Answer, Counted, Pager, Paper, Step, Tab, Text

register = template.Library()

icon = register.simple_tag(icons.icon)
badge = register.simple_tag(drawing.badge)
when = register.filter(dates.when)
shortly = register.filter(dates.shortly)
day = register.filter(dates.day)


@register.simple_tag
def field(bound: BoundField, *, width: str = "", rows: int = 0) -> SafeString:
    """`{% field form.phone width="short" %}`: label, hint, error, box and count of one field."""
    if width:
        bound.field.widget.attrs["data-width"] = width
    if rows:
        bound.field.widget.attrs["rows"] = rows
    return bound.as_field_group()


@register.simple_tag
def box(bound: BoundField) -> SafeString:
    """The bare box of a field with our classes; used by the field's own template."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {"class": kind_of(widget)}
    if isinstance(widget, forms.Textarea) and (most := widget.attrs.pop("maxlength", None)):
        attrs["data-count"] = most
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.template_name = "web/widgets/choices.html"
    return bound.as_widget(attrs=attrs)


def kind_of(widget: forms.Widget) -> str:
    """The class Bootstrap has for this kind of box."""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "" if isinstance(widget, forms.FileInput) else "form-control"


@register.filter
def width_of(bound: BoundField) -> str:
    """How wide a field is: what its box says (short, code), a line of its own for a long text, else usual."""
    widget = bound.field.widget
    return str(widget.attrs.get("data-width") or ("long" if isinstance(widget, forms.Textarea) else "usual"))


@register.filter
def is_checkbox(bound: BoundField) -> bool:
    """Whether the field is one box to tick, which stands before its label."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def count_of(bound: BoundField) -> int | None:
    """How many signs a long text may have."""
    most: int | None = getattr(bound.field, "max_length", None)
    return most if isinstance(bound.field.widget, forms.Textarea) else None


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(*bound: forms.BaseForm) -> dict[str, Any]:
    """`{% error_summary form %}`: what went wrong, first on the page, each line a link to its box."""
    general = [error for form in bound for error in form.non_field_errors()]
    faulty = [one for form in bound for one in form if one.errors]
    return {"general": general, "faulty": faulty}


@register.simple_tag
def clock(due: datetime | ClockFace | None, now: datetime, light: str = "", label: Text = "") -> SafeString:
    """`{% clock matter.due_at now %}`: time left or lost, and when it is due; nothing without a due time."""
    face = clock_face(due, now=now, light=light) if isinstance(due, datetime) else due
    return drawing.clock(face, label)


@register.simple_tag
def options(choices: Iterable[tuple[object, object]], chosen: object = "") -> SafeString:
    """`{% options choices chosen %}`: the choices of a <select>, one line each, none slower than its words."""
    key = "" if chosen is None else str(chosen)
    lines = [
        f'<option value="{escape(str(value))}"{" selected" if str(value) == key else ""}>{escape(str(label))}</option>'
        for value, label in choices
    ]
    return mark_safe("".join(lines))  # noqa: S308  # each line is escaped


@register.inclusion_tag("web/parts/answers.html")
def answers(rows: Iterable[Answer]) -> dict[str, Any]:
    """`{% answers rows %}`: answers to check, or the facts of a matter."""
    return {"rows": rows}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(steps: Iterable[Step]) -> dict[str, Any]:
    """`{% timeline steps %}`: what happened, in order."""
    return {"steps": steps}


@register.inclusion_tag("web/parts/papers.html")
def papers(files: Iterable[Paper]) -> dict[str, Any]:
    """`{% papers files %}`: files to open, with their size."""
    return {"files": files}


@register.inclusion_tag("web/parts/pager.html")
def pager(page: Pager) -> dict[str, Any]:
    """`{% pager page %}`: on to older and back to newer, by key, without page numbers."""
    return {"page": page}


@register.inclusion_tag("web/parts/tabs.html")
def tabs(items: Sequence[Tab], label: Text) -> dict[str, Any]:
    """`{% tabs items "按状态" %}`: links that look like tabs; they need no script."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts/figure.html")
def figure(tile: Counted, unit: Text, note: Text = "", alarm: object = None) -> dict[str, Any]:
    """`{% figure front.new "件" %}`: a number with its unit, its list and its formula; red with an alarm."""
    return {"tile": tile, "unit": unit, "note": note, "alarm": alarm}


@register.inclusion_tag("web/parts/empty.html")
def empty(title: Text, advice: Text = "", href: str = "", label: Text = "") -> dict[str, Any]:
    """`{% empty "没有待办" "…" href "…" %}`: nothing here, and the next step."""
    return {"title": title, "advice": advice, "href": href, "label": label}


@register.inclusion_tag("web/parts/steps.html")
def steps(at: int, of: int) -> dict[str, Any]:
    """`{% steps 1 3 %}`: where one is among the pages of a form."""
    return {"at": at, "of": of, "bars": [number <= at for number in range(1, of + 1)]}


@register.inclusion_tag("web/parts/bar.html")
def bar(value: int, most: int, alarm: object = None) -> dict[str, Any]:
    """`{% bar row.count most %}`: a number as a bar, drawn on the server; the number stands beside it."""
    return {"percent": round(100 * value / most, 1) if most else 0, "alarm": alarm}


@register.filter
def grouped(code: str, size: int = 4) -> str:
    """1234567890123456 as 1234 5678 9012 3456, to be read out."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))
