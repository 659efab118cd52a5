"""Choosing one area among thousands, by name, initials or sound, without a script (选地方).

Up to sixty choices are a plain <select>. Beyond that `AreaField` is a box to type into: what was typed is looked
up when the form is sent, one hit is taken, several come back as a list to choose from, and nothing else that was
typed is lost. 查找 never sends the form; on an area that holds others it opens them: township → village → group.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.places.models import Area
from lianxin.places.queries import INDENT, lookup
from lianxin.places.queries.lookup import SELECT_MOST, Hit
from lianxin.places.rules import COUNTY_LENGTH, TOWNSHIPS, VILLAGES, AreaKind


@dataclass(frozen=True)
class Typed:
    """What came back from the boxes: the area chosen, the words, the words the list was made for, 查找."""

    chosen: str = ""
    words: str = ""
    listed: str = ""
    find: bool = False


@dataclass
class Found:
    """The list below the box: what may be chosen, whether there are more, and which is marked."""

    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    marked: str = ""


class AreaInput(forms.Widget):
    """A box for words, a button, and the list of what was found."""

    template_name = "places/widgets/area.html"
    needs_multipart_form = False

    class Media:
        css: ClassVar = {"all": ["places/picker.css"]}
        js: ClassVar = [forms.Script("places/picker.js", defer=True)]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.found = Found()
        self.kinds: Sequence[str] = VILLAGES

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """The boxes of this field."""
        return Typed(
            chosen=str(data.get(name) or "").strip(),
            words=str(data.get(f"{name}-words") or "").strip(),
            listed=str(data.get(f"{name}-listed") or "").strip(),
            find=f"{name}-find" in data,
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form was sent without this field."""
        return name not in data and f"{name}-words" not in data

    def format_value(self, value: Any) -> Any:
        """Kept as it is: a key at first, what was typed later."""
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws; an area that was chosen before is looked up by its key."""
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed(chosen=str(value or ""))
        found = self.found
        if not found.hits and typed.chosen.isdigit():
            hit = lookup.hit_of(int(typed.chosen))
            found = Found([hit] if hit else [], marked=typed.chosen)
        context["widget"] |= {"typed": typed, "found": found, "kinds": ",".join(self.kinds)}
        return context


class AreaField(forms.Field):
    """An area by its key; `besides` is one that stays allowed though it ended or lies elsewhere.

    Raises ValidationError: nothing found, several found (the list is then drawn), nothing chosen.
    """

    widget = AreaInput
    default_error_messages = {  # as Django's fields have it
        "required": _("请填村名、拼音首字母或代码，选一个地方。"),
        "nothing": _(
            "没有找到“%(words)s”。请换个说法，或只填一个字、拼音首字母；也可以清空后按“查找”从乡镇选起。"
        ),
        "several": _("叫得上“%(words)s”的不止一个，请在下面选一个。"),
        "look": _("请在下面选一个，再接着办。"),
        "inner": _("请再往下选到要的那一级。"),
        "gone": _("没有这个地方，或者不归您管，请重选。"),
    }

    def __init__(
        self, *, scopes: tuple[str, ...], kinds: Sequence[str], besides: int | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        self.scopes, self.kinds, self.besides = scopes, tuple(kinds), besides
        self.widget.kinds = self.kinds

    def clean(self, value: Any) -> int | None:
        """The key of the area that was chosen or named; None when nothing was asked for."""
        typed = value if isinstance(value, Typed) else Typed(chosen=str(value or ""))
        asked_anew = typed.words and typed.words != typed.listed
        if typed.find and not asked_anew:
            self.open(typed)
        elif asked_anew:
            return self.look_up(typed)
        elif typed.chosen:
            return self.take(typed.chosen)
        elif typed.words:
            return self.look_up(typed)
        if self.required and not typed.find:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return None

    def look_up(self, typed: Typed) -> int:
        """The one area these words mean; else the list. Raises ValidationError."""
        hits, more = lookup.search(typed.words, scopes=self.scopes, kinds=self.kinds, on=today())
        exact = [hit for hit in hits if hit.name == typed.words]
        self.show(hits, more, marked=str(hits[0].key) if len(hits) == 1 else "")
        if not hits:
            raise forms.ValidationError(self.error_messages["nothing"], params={"words": typed.words})
        if typed.find:
            raise forms.ValidationError(self.error_messages["look"], code="look")
        if len(hits) == 1 or (len(exact) == 1 and not more):
            return (exact or hits)[0].key
        raise forms.ValidationError(self.error_messages["several"], params={"words": typed.words})

    def open(self, typed: Typed) -> None:
        """List what lies in the chosen area, or the townships to begin with. Raises ValidationError."""
        parent = self.area(typed.chosen, kinds=None)
        wider = (*TOWNSHIPS, *self.kinds)
        if parent is None:
            tops = lookup.of_kinds(self.scopes, TOWNSHIPS, on=today()) or lookup.of_kinds(
                self.scopes, self.kinds, on=today()
            )
            rows = list(tops.select_related("parent")[:MOST_OPENED])
            self.show([lookup.hit(area, "") for area in rows], more=len(rows) == MOST_OPENED)
        else:
            inner = lookup.below(parent, kinds=wider, on=today(), most=MOST_OPENED)
            self.show([lookup.hit(parent, ""), *inner], marked=typed.chosen)
        raise forms.ValidationError(self.error_messages["look"], code="look")

    def take(self, chosen: str) -> int:
        """The area with this key. Raises ValidationError when it can't be chosen here."""
        if self.besides is not None and chosen == str(self.besides):
            return self.besides
        area = self.area(chosen, kinds=None)
        if area is None:
            raise forms.ValidationError(self.error_messages["gone"], code="invalid_choice")
        if area.kind not in self.kinds:
            inner = lookup.below(area, kinds=(*TOWNSHIPS, *self.kinds), on=today(), most=MOST_OPENED)
            self.show([lookup.hit(area, ""), *inner], marked=chosen)
            raise forms.ValidationError(self.error_messages["inner"], code="inner")
        return area.pk

    def area(self, chosen: str, *, kinds: Sequence[str] | None) -> Area | None:
        """An area that exists in these scopes, by the key a form sent."""
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
            return None
        return lookup.found_by_key(int(chosen), scopes=self.scopes, kinds=kinds, on=today())

    def show(self, hits: list[Hit], more: bool = False, *, marked: str = "") -> None:
        """Have the widget draw this list."""
        self.widget.found = Found(hits, more, marked)

    def named(self, key: int | None) -> str:
        """The area with this key in one line."""
        hit = lookup.hit_of(key) if key else None
        return hit.label if hit else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another area was chosen."""
        return isinstance(data, Typed) and (data.chosen != str(initial or "") or bool(data.words))


class Picking(forms.Form):
    """A form with an area to look up: 查找 brings the list and finds no fault with what isn't filled in yet."""

    def full_clean(self) -> None:
        """As Django's; while looking, only what the list says is said."""
        super().full_clean()
        looking = [
            name
            for name, one in self.fields.items()
            if isinstance(one, AreaField) and f"{self.add_prefix(name)}-find" in self.data
        ]
        if looking:
            for name in set(self.errors) - set(looking):
                del self.errors[name]


LONGEST_KEY = 19
MOST_OPENED = 200
"""How many places one node lists at most: the largest township of 2021 has 168 villages."""


def today() -> date:
    """The office's day."""
    return clock.today()


def area_field(
    scopes: tuple[str, ...],
    *,
    label: Any,
    required: bool = False,
    kinds: Sequence[str] = VILLAGES,
    besides: Area | None = None,
    empty: Any = _("不清楚"),
    help_text: Any = "",
    required_message: Any = "",
) -> forms.Field:
    """A field for one area: a plain <select> up to sixty choices, beyond that `AreaField`.

    Costs one query whatever the number of areas. `besides` is an area the row has already and may keep.
    """
    rows = lookup.named_of_kinds(scopes, kinds, on=today(), most=SELECT_MOST + 1)
    messages = {"required": required_message} if required_message else {}
    if len(rows) > SELECT_MOST:
        return AreaField(
            scopes=scopes,
            kinds=kinds,
            besides=besides.pk if besides else None,
            label=label,
            required=required,
            help_text=help_text or _("填村名、拼音首字母（樟荫村填 zyc）或代码；不全也行。"),
            error_messages=messages,
        )
    if besides is not None and besides.pk not in {key for key, *_ in rows}:
        rows.append((besides.pk, besides.name, besides.prefix))
    messages["invalid_choice"] = _("没有这个地方，请重选。")
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        required=required,
        empty_value=None,
        choices=[("", empty), *((key, indented(name, inner, kinds)) for key, name, inner in rows)],
        help_text=help_text,
        error_messages=messages,
    )


class AreaFilter(Picking):
    """The place a list is narrowed to; one that has ended may be asked for by its key."""

    def __init__(self, data: Any = None, *, scopes: tuple[str, ...], **options: Any) -> None:
        super().__init__(data, **options)
        key = str((data or {}).get("area", ""))
        ended = Area.objects.filter(pk=int(key)).exclude(valid_to=None) if key.isdecimal() else None
        besides = ended.first() if ended is not None and len(key) < LONGEST_KEY else None
        self.fields["area"] = area_field(scopes, label=_("村（社区）"), empty=_("不限"), besides=besides)


def indented(name: str, prefix: str, kinds: Sequence[str]) -> str:
    """The name, pushed in below what it lies in when the list has several levels."""
    highest = COUNTY_LENGTH if AreaKind.COUNTY in kinds else 12
    return INDENT * max(0, (len(prefix) - highest) // 3) + name
