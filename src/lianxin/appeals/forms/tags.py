"""What is typed to put tags on a matter, and to set the list of tags: 加标签."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.queries import tags
from lianxin.kernel.editions import Json
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Matter
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm


class TagForm(MoveForm):
    """加标签: the tags of the office's list, those that are on ticked; one that left the list may stay on."""

    tags = forms.MultipleChoiceField(
        label=gettext_lazy("标签"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾上的留着，去掉勾的拿下来。标签只贴在事情上，不贴在人身上。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        return {"tags": [one.tag for one in tags.tags_on(row)]}

    def offer(self) -> None:
        field, offered = self.fields["tags"], tags.tag_choices()
        kept = [(code, tags.tag_name(code)) for code in self.initial["tags"] if code not in dict(offered)]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [*offered, *kept]


class TagsForm(SettingForm):
    """The list of tags, one a line; a line without a code gets the next free number."""

    lines_typed = forms.CharField(
        label=gettext_lazy("标签，每行一个"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=gettext_lazy(
            "每行写“代码 名称”，例如“01 急难愁盼”；新标签只写名称，代码自动编。改名字请保留原来的代码，"
            "已经贴上的会跟着改。"
        ),
    )

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return {"lines_typed": "\n".join(f"{one['code']} {one['name']}" for one in value)}

    def value(self) -> Json:
        """The tags typed; the order of the lines is the order on the pages."""
        rows = [
            line.split(maxsplit=1) for line in self.cleaned_data["lines_typed"].splitlines() if line.strip()
        ]
        coded = [
            (row[0], row[1]) if len(row) > 1 and row[0].isascii() else ("", " ".join(row)) for row in rows
        ]
        taken, found = {code for code, _name in coded}, []
        for code, name in coded:
            given = code or next(f"{n:02d}" for n in range(1, 1000) if f"{n:02d}" not in taken)
            taken.add(given)
            found.append({"code": given, "name": name.strip()})
        return found

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """Each tag by its code, so that a new name shows as such."""
        return [(_("标签 %(code)s") % {"code": one["code"]}, str(one["name"])) for one in value]
