"""What is typed about small works: 登记工程情况."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.works import IMAGE, files_of, works_of
from lianxin.appeals.rules.works import MOST, MOST_LABOUR, Land
from lianxin.matters.forms import MoveForm

TICKS = forms.CheckboxSelectMultiple
NEGATIVE = _("不能小于 0。")
FAULT = _("请填数字，例如 1200 或 1200.50，不写“元”。")


class WorksForm(MoveForm):
    """登记工程情况: cost, labour, photographs before and after, whose land; what isn't known yet may wait."""

    cost = forms.DecimalField(
        label=_("花了多少钱（元）"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST,
        decimal_places=2,
        help_text=_("材料、机械、人工合起来；没有花钱填 0。"),
        error_messages={
            "invalid": FAULT,
            "min_value": NEGATIVE,
            "max_decimal_places": _("只写到分，最多两位小数。"),
        },
    )
    labour = forms.DecimalField(
        label=_("用了多少工（人·天）"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_LABOUR,
        decimal_places=1,
        help_text=_("一个人干一天算 1；投工投劳的也算。"),
        error_messages={"invalid": _("请填数字，例如 3 或 2.5。"), "min_value": NEGATIVE},
    )
    before = forms.MultipleChoiceField(label=_("施工前的照片"), required=False, widget=TICKS)
    after = forms.MultipleChoiceField(label=_("施工后的照片"), required=False, widget=TICKS)
    no_photos = forms.CharField(
        label=_("没有照片的，为什么"),
        required=False,
        max_length=200,
        help_text=_("照片不强求：抢修来不及拍、老人不愿意拍，写一句就行。"),
    )
    land = forms.ChoiceField(
        label=_("占不占别人的地"), required=False, choices=Land.choices, widget=forms.RadioSelect
    )
    consent = forms.CharField(
        label=_("谁同意的、怎么同意的"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("占了谁的地、动了谁的树，本人哪天怎么说的，有没有补偿。"),
    )
    papers = forms.MultipleChoiceField(label=_("书面同意或补偿协议"), required=False, widget=TICKS)

    def first_values(self, row: Any) -> dict[str, Any]:
        """What was written down before."""
        works = works_of(row)
        names = ("cost", "labour", "before", "after", "no_photos", "land", "consent", "papers")
        return {name: getattr(works, name) for name in names} if works is not None else {}

    def offer(self) -> None:
        """The files of the matter; photographs for before and after."""
        files = files_of(self.row)
        all_of_them = [(str(one.client_id), one.name) for one in files]
        photos = [(str(one.client_id), one.name) for one in files if one.kind.startswith(IMAGE)]
        none_yet = _("还没有照片。先用“纸件拍照归档”传上来、填这件事的编号归档，再到这里勾选。")
        for name, choices in (("before", photos), ("after", photos), ("papers", all_of_them)):
            self.choose_from(name, choices)
            if not choices:
                self.fields[name].help_text = none_yet

    def clean(self) -> dict[str, Any]:
        """Whose land it is stands with a consent; a photograph is of before or of after."""
        data = super().clean() or self.cleaned_data
        if data.get("land") == Land.AGREED and not (data.get("consent") or "").strip():
            self.add_error("consent", _("请写明是谁同意的、怎么同意的。"))
        if data.get("land") == Land.PAPER and not data.get("papers"):
            self.add_error("papers", _("请勾选书面同意或补偿协议；还没有传的先拍照归档。"))
        if set(data.get("before") or ()) & set(data.get("after") or ()):
            self.add_error("after", _("同一张照片不能又是施工前又是施工后，请核对。"))
        return data
