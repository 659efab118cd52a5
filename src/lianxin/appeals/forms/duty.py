"""What is typed about the duty catalogue: a line, the try-it box, the day of publishing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.forms.classes import Named
from lianxin.appeals.queries import classes, duty
from lianxin.people.queries import units_in_use
from lianxin.places.forms.picker import Picking, area_field
from lianxin.places.queries import scopes_of
from lianxin.places.rules import SERVED


class LineForm(Picking, Named):
    """One line; what is left open holds for everything."""

    class_code = forms.ChoiceField(
        label=gettext_lazy("类别"),
        required=False,
        help_text=gettext_lazy("选上级，下面的都算。"),
    )
    area = forms.Field(label=gettext_lazy("区域"), required=False)
    words = forms.CharField(
        label=gettext_lazy("提到"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("标题或内容里有其中一个词才合，用空格隔开；不填就不管。"),
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("承办单位"), coerce=int)
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        help_text=gettext_lazy("哪个文件、清单第几条。派单时自动填上。"),
    )
    departments = forms.BooleanField(
        label=gettext_lazy("部门清单"),
        required=False,
        help_text=gettext_lazy("村（社区）不能主办。"),
    )
    backstop = forms.BooleanField(
        label=gettext_lazy("兜底"), required=False, help_text=gettext_lazy("别的行都不合时才用。")
    )

    def __init__(self, *args: Any, county: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.initial.get("class_code", "")
        branches = duty.branch_choices()
        if typed and typed not in dict(branches):
            branches.append((typed, _("%(code)s（现在的分类里没有）") % {"code": typed}))
        self.choose("class_code", [("", _("全部类别")), *branches])
        kept = duty.area_of(self.initial.get("area", ""))
        self.initial["area"] = kept.pk if kept is not None else None
        self.fields["area"] = area_field(
            (str(county),),
            label=self.fields["area"].label,
            kinds=SERVED,
            besides=kept,
            empty=_("全部区域"),
            help_text=_("空着就是全部区域；选乡镇，里面的村都算。"),
        )
        self.choose("unit", [("", _("请选择")), *((one.pk, one.name) for one in units_in_use())])

    def choose(self, name: str, choices: list[Any]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_area(self) -> str:
        """The prefix of the area, as a line keeps it."""
        key = self.cleaned_data["area"]
        return scopes_of(key)[0] if key else ""


class TryForm(Picking, Named):
    """试一试: a class, a place, some words."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("类别"), coerce=int, required=False, empty_value=None
    )
    area = forms.Field(label=gettext_lazy("村（社区）"), required=False)
    text = forms.CharField(label=gettext_lazy("怎么说的"), required=False, max_length=500)

    def __init__(self, *args: Any, scopes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = area_field(scopes, label=self.fields["area"].label)
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            category.choices = [("", _("没有分类")), *classes.class_choices()]


class PublishForm(Named):
    """From which day an edition holds, and why it was made."""

    effective = forms.DateField(
        label=gettext_lazy("从哪天起用"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=gettext_lazy("为什么改"), max_length=200, required=False)

    def clean_effective(self) -> date:
        """Today or later: orders already sent stay as they are."""
        day: date = self.cleaned_data["effective"]
        if day < classes.today():
            raise forms.ValidationError(_("生效日期不能早于今天。"))
        return day
