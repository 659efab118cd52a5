"""What is typed to put something right: 更正, 作废, and the second person's word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.classes import class_choices
from lianxin.appeals.rules import AppealType, Correctable
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Urgency
from lianxin.people.forms import clean_phone
from lianxin.places.forms.picker import area_field

REASON = forms.Textarea(attrs={"rows": 3})
FIELDS = [("", _("请选择")), *((one.value, one.label) for one in Correctable if one != Correctable.VOID)]
BOX = {
    Correctable.TYPE: "type",
    Correctable.CATEGORY: "category",
    Correctable.AREA: "area",
    Correctable.URGENCY: "urgency",
    Correctable.FILED_AT: "filed_at",
    Correctable.TITLE: "words",
    Correctable.TEXT: "words",
    Correctable.NAME: "words",
    Correctable.PHONE: "words",
}


class CorrectForm(MoveForm):
    """更正: which field, its right value, and why; one field at a time."""

    field = forms.ChoiceField(label=_("哪一项要更正"), choices=FIELDS)
    type = forms.ChoiceField(
        label=_("正确的诉求类型"), choices=[("", "—"), *AppealType.choices], required=False
    )
    category = forms.TypedChoiceField(label=_("正确的事项分类"), coerce=int, required=False, empty_value=None)
    area = forms.TypedChoiceField(label=_("正确的村（社区）"), coerce=int, required=False, empty_value=None)
    urgency = forms.ChoiceField(
        label=_("正确的紧急程度"), choices=[("", "—"), *Urgency.choices], required=False
    )
    filed_at = forms.DateTimeField(
        label=_("正确的反映时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(
        label=_("正确的标题、内容、姓名或电话"), max_length=5000, required=False, widget=REASON
    )
    why = forms.CharField(
        label=_("为什么更正"),
        max_length=500,
        widget=REASON,
        help_text=_("只填上面选的那一项的正确内容，其余空着。"),
    )

    def offer(self) -> None:
        self.choose("category", class_choices(), empty="—")
        self.fields["area"] = area_field(self.by.scopes, label=self.fields["area"].label)

    def clean(self) -> dict[str, Any]:
        """The right value of the chosen field must be there, and fit it."""
        data = super().clean() or self.cleaned_data
        asked = data.get("field")
        if not asked:
            return data
        box = BOX[Correctable(asked)]
        value = data.get(box)
        if value in (None, "") and box not in self.errors:
            self.add_error(box, _("请填正确的内容。"))
        elif asked == Correctable.PHONE and value:
            self.check_phone(str(value))
        data["value"] = value
        return data

    def check_phone(self, text: str) -> None:
        """A telephone number like those of every other form."""
        try:
            clean_phone(text)
        except forms.ValidationError as fault:
            self.add_error("words", fault)


class VoidForm(MoveForm):
    """申请作废: why a number should not count."""

    why = forms.CharField(
        label=_("为什么作废"),
        max_length=500,
        widget=REASON,
        help_text=_("例如：重复登记、登记员误操作。作废要另一个人批准，编号和理由一直查得到。"),
    )


class DecideForm(MoveForm):
    """批准或不批准: which proposal."""

    page = "corrections"

    correction = forms.IntegerField(widget=forms.HiddenInput)
