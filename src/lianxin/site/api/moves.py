"""A form as JSON: the body a program sends, made from the very form a person fills in, and judged by it (表单接口)."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
)

from lianxin.kernel.actor import Actor
from lianxin.matters.flows import matter_flows
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Move
from lianxin.places.forms.picker import AreaField
from lianxin.site.api import shapes
from lianxin.web.problems import Fault, Problem

BIGGEST = 2**53 - 1
NO_NUL = re.compile(r"^[^\x00]*$").pattern
Key = Annotated[int, Field(ge=1, le=BIGGEST)]
ANYTHING = 10_000


class Body(BaseModel):
    """What a program may send: just these fields, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


_bodies: dict[type[forms.Form], type[Body]] = {}


def body_of(form: type[forms.Form]) -> type[Body]:
    """The JSON of a form: its fields by their names and types; files and boxes to search in are left out."""
    if form not in _bodies:
        _bodies[form] = made_of(form)
    return _bodies[form]


def made_of(form: type[forms.Form]) -> type[Body]:
    """The same, made anew."""
    fields: dict[str, Any] = {name: entry(field) for name, field in asked(form)}
    return create_model(
        form.__name__.removesuffix("Form"), __base__=Body, __doc__=form.__doc__ or "", **fields
    )


def asked(form: type[forms.Form]) -> Iterator[tuple[str, forms.Field]]:
    """The fields a program fills in."""
    for name, field in form.base_fields.items():
        if not (isinstance(field, forms.FileField) or is_tool(field.widget)):
            yield name, field


def described(form: type[forms.Form]) -> dict[str, str]:
    """What each field is, in words: its label and its help."""
    return {
        name: _("：").join(str(one) for one in (field.label, field.help_text) if one)
        for name, field in asked(form)
    }


def is_tool(widget: forms.Widget) -> bool:
    """Whether a box only helps a person to fill in another, or is the page's own."""
    return getattr(widget, "input_type", "") in {"search", "hidden"}


def entry(field: forms.Field) -> tuple[Any, Any]:
    """Type and default of one field."""
    kind = type_of(field)
    if isinstance(field, forms.BooleanField):
        return kind, False
    return (kind, ...) if field.required else (kind | None, None)


def at_least(field: forms.IntegerField) -> int:
    """The least number the field takes."""
    return field.min_value if isinstance(field.min_value, int) else -BIGGEST


def at_most(field: forms.IntegerField) -> int:
    """The greatest number the field takes."""
    return field.max_value if isinstance(field.max_value, int) else BIGGEST


def one_of(field: forms.ChoiceField) -> Any:
    """The values a field always offers; nothing where they depend on row and actor."""
    if callable(getattr(field, "_choices", None)):
        return None
    values = tuple(value for value, _name, _group in flat(field) if value not in ("", None))
    return Literal[values] if values else None


def text_of(field: forms.Field) -> Any:
    """A text as long as the field takes it; the sign NUL is in no text."""
    most = getattr(field, "max_length", None) or ANYTHING
    least = (getattr(field, "min_length", None) or 1) if field.required else 0
    return Annotated[str, StringConstraints(min_length=least, max_length=most, pattern=NO_NUL)]


def flat(field: forms.ChoiceField) -> Iterator[tuple[Any, Any, Any]]:
    """Value, name and group of everything a field offers."""
    offered: Any = field.choices  # by now always pairs
    for value, name in offered:
        if isinstance(name, list | tuple):
            yield from ((inner, words, value) for inner, words in name)
        else:
            yield value, name, ""


# The first that fits: some of Django's fields are made from others.
NAMES: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.BooleanField, "boolean"),
    (forms.MultipleChoiceField, "array"),
    (forms.DateTimeField, "date-time"),
    (forms.DateField, "date"),
    (forms.FloatField, "number"),
    (forms.DecimalField, "number"),
    (forms.IntegerField, "integer"),
    (AreaField, "key"),
    (forms.ChoiceField, "choice"),
)
TYPES: dict[str, Callable[[Any], Any]] = {
    "boolean": lambda field: bool,
    "array": lambda field: list[text_of(field)],  # type: ignore[misc]  # a type made here
    "date-time": lambda field: AwareDatetime,
    "date": lambda field: dt.date,
    "number": lambda field: float,
    "integer": lambda field: Annotated[int, Field(ge=at_least(field), le=at_most(field))],
    "key": lambda field: Key,
    "choice": lambda field: one_of(field) or (Key if by_number(field) else text_of(field)),
    "string": text_of,
}


def name_of(field: forms.Field) -> str:
    """Which of TYPES a field is of."""
    return next((name for kind, name in NAMES if isinstance(field, kind)), "string")


def type_of(field: forms.Field) -> Any:
    """The type of a field. What depends on row and actor is a plain string or number; the form judges it."""
    return TYPES[name_of(field)](field)


def json_type(field: forms.Field) -> str:
    """The same in a word."""
    name = name_of(field)
    if name == "key" or (name == "choice" and by_number(field)):
        return "integer"
    return "string" if name == "choice" else name


def by_number(field: forms.Field) -> bool:
    """Whether what is chosen is a number, such as the key of a unit."""
    return isinstance(field, forms.TypedChoiceField) and field.coerce is int


def read_body(content: bytes, form: type[forms.Form]) -> dict[str, Any]:
    """What a program sent, each field of its type; what was left out is left out. Raises Problem."""
    try:
        sent = body_of(form).model_validate_json(content or b"{}")
    except ValidationError as wrong:
        raise not_so(wrong) from wrong
    return sent.model_dump(mode="json", exclude_none=True)


def not_so(wrong: ValidationError) -> Problem:
    """What of a body is not as the document says."""
    found = wrong.errors(include_url=False, include_input=False, include_context=False)
    if any(one["type"] == "json_invalid" for one in found):
        return Problem("unreadable", _("内容不是有效的 JSON，请按 UTF-8 编码发送。"))
    errors = [Fault(".".join(map(str, one["loc"])), sentence(one["type"])) for one in found]
    return Problem("invalid", _("有几处和接口说明不一样，见 errors。"), errors=errors)


def sentence(kind: str) -> str:
    """What is wrong with a value, by the checker's own word for it."""
    if kind == "missing":
        return _("请填这一项。")
    if kind == "extra_forbidden":
        return _("没有这一项，请对照接口说明核对名字。")
    if kind in {"string_too_long", "string_too_short"}:
        return _("太长或太短，请对照接口说明。")
    if kind == "literal_error":
        return _("没有这个选项，请从接口说明列出的里面选。")
    return _("类型或格式不对，请对照接口说明。")


def typed(sent: Mapping[str, Any]) -> QueryDict:
    """What was sent as a browser would have sent it, for the form to judge."""
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        if isinstance(value, list):
            data.setlist(name, [str(one) for one in value])
        elif value is not False:
            data[name] = "on" if value is True else str(value)
    return data


def people_make(move: Move) -> bool:
    """Whether a move can be made by hand on a row, with nothing but its form."""
    return bool(move.source) and not move.elsewhere and move.who.__name__ != "is_system"


def documented() -> list[tuple[Move, type[forms.Form]]]:
    """The moves of the tables in force, with their forms."""
    return [
        (move, move.form or MoveForm) for flow in matter_flows() for move in flow.moves if people_make(move)
    ]


def offered(move: Move, matter: Matter, *, by: Actor) -> shapes.Offered:
    """A move with its form, as this actor would be asked on this matter."""
    form = (move.form or MoveForm)(by=by, row=matter)
    return shapes.Offered(
        code=move.code,
        label=str(move.label),
        aside=move.aside,
        address=f"/api/v1/matters/{matter.number}/moves/{move.code}",
        fields=[field_of(name, form) for name, _field in asked(type(form)) if name in form.fields],
    )


def field_of(name: str, form: forms.Form) -> shapes.FieldShape:
    """One field in words: its type, its choices, its first value."""
    field = form.fields[name]
    choices = list(flat(field)) if isinstance(field, forms.ChoiceField) else None
    return shapes.FieldShape(
        name=name,
        label=str(field.label or name),
        help=str(field.help_text),
        type=json_type(field),
        required=field.required,
        choices=None
        if choices is None
        else [
            shapes.Choice(
                value=value if isinstance(value, int) else str(value), name=str(words), group=str(group)
            )
            for value, words, group in choices
            if value not in ("", None)
        ],
        initial=first_value(form.get_initial_for_field(field, name)),
        max_length=getattr(field, "max_length", None),
        min_length=getattr(field, "min_length", None),
    )


def first_value(value: Any) -> Any:
    """What stands in a field before anybody types, as JSON has it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return value if isinstance(value, bool | int) or value is None else str(value)
