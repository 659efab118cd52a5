"""What an office sets about its papers: the wording of one form, with the variables it may name (表格用语)."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from lianxin.kernel.editions import Json
from lianxin.kernel.paper import wording
from lianxin.kernel.paper.layout import Form, Wording
from lianxin.web.forms import LongText, name_what_is_missing
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm


class PaperForm(SettingForm):
    """Each piece of one form's wording in the office's own words, or in ours where its box is empty."""

    paper: ClassVar[Form]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.declared())
        name_what_is_missing(self.fields.values())

    @classmethod
    def declared(cls) -> Iterable[tuple[str, forms.Field]]:
        """A box for each piece."""
        return [(piece.code, box(cls.paper, piece)) for piece in cls.paper.wordings]

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return dict(value)

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """Each piece as it would be printed."""
        return [(piece.label, value.get(piece.code) or piece.text) for piece in cls.paper.wordings]

    def clean(self) -> dict[str, Any]:
        """Each text can be filled in with what the form has."""
        data = super().clean() or self.cleaned_data
        for code, text in list(data.items()):
            data[code] = "\n".join(str(text).splitlines()).strip()
            fault = wording.fault_of(self.paper, data[code])
            if fault:
                self.add_error(code, fault)
        return data

    def value(self) -> Json:
        ours = {piece.code: piece.text for piece in self.paper.wordings}
        return {code: text for code, text in self.cleaned_data.items() if text and text != ours[code]}


def form_of(paper: Form) -> type[PaperForm]:
    """The form of one paper's wording."""
    return type(f"PaperForm{paper.code.replace('-', '')}", (PaperForm,), {"paper": paper})


def box(paper: Form, piece: Wording) -> forms.CharField:
    """The box of one piece, with our own text and the variables beside it."""
    known = "、".join(f"{{{name}}}" for name in wording.names_of(paper))
    return forms.CharField(
        label=str(piece.label),
        required=False,
        max_length=wording.LONGEST,
        widget=LongText({"rows": 4}),
        help_text=_("不填就用：%(ours)s 可以写的变量：%(known)s") % {"ours": piece.text, "known": known},
    )


def paper_alters(paper: Form) -> Callable[[Json, Json], list[Text]]:
    """How each changed piece reads with invented values."""

    def altered(before: Json, after: Json) -> list[Text]:
        changed = [piece for piece in paper.wordings if before.get(piece.code) != after.get(piece.code)]
        return [
            _("%(label)s：“%(sample)s”")
            % {"label": piece.label, "sample": wording.sample(paper, after.get(piece.code) or piece.text)}
            for piece in changed
        ]

    return altered
