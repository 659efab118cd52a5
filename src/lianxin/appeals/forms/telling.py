"""What is typed to be told another way: 改告知方式."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import helping_of
from lianxin.appeals.queries.ways import appellants_to_tell, wanted_by
from lianxin.appeals.rules import Identity, lacks
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.outbox import ways_offered
from lianxin.matters.forms import MoveForm

NEEDS = {
    "mobile": _("短信和微信要有手机号。没有留手机号的，请选“电话”或“上门（纸质）”。"),
    "phone": _("没有留电话，不能打电话告知。请选“上门（纸质）”或“不用告知”。"),
}


class WayForm(MoveForm):
    """改告知方式: who, and how from now on."""

    appellant = forms.TypedChoiceField(label=_("诉求人"), coerce=int)
    tell_by = forms.ChoiceField(label=_("有进展怎么告知"), widget=forms.RadioSelect)

    def offer(self) -> None:
        matter: Any = self.row
        known = helping_of(matter, by=self.by) is None  # who only assists isn't told who speaks (J13)
        self.people = {one.pk: one for one in appellants_to_tell(matter)} if known else {}
        field = self.fields["appellant"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        field.choices = [(key, masked(one)) for key, one in self.people.items()]
        if len(self.people) == 1:
            field.widget, field.initial = forms.HiddenInput(), next(iter(self.people))
        self.fields["tell_by"].choices = ways_offered()  # type: ignore[attr-defined]  # a choice field
        if self.people and self.fields["tell_by"].initial is None:
            self.fields["tell_by"].initial = wanted_by(next(iter(self.people.values())))

    def clean(self) -> dict[str, Any]:
        """Each way needs what it goes by."""
        data = super().clean() or self.cleaned_data
        if not self.people:
            raise forms.ValidationError(_("匿名反映的没有留联系方式，请凭编号和查询码查进度。"))
        person = self.people.get(data.get("appellant", 0))
        if person is not None and data.get("tell_by"):
            missing = lacks(data["tell_by"], person.phone)
            if missing:
                self.add_error("tell_by", NEEDS[missing])
        return data


def masked(appellant: Any) -> str:
    """An appellant to choose from; who asked for confidence is named by the telephone's end only."""
    if appellant.identity == Identity.CONFIDENTIAL:
        return f"{Identity.CONFIDENTIAL.label} {mask_phone(appellant.phone)}"
    return f"{mask_name(appellant.name)} {mask_phone(appellant.phone)}"
