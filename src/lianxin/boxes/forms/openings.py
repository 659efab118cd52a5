"""What is typed at an opening: the day, who opens, the seals, the count, where the paper goes (开箱)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.forms.boxes import DAY, unit_choices, unit_field
from lianxin.boxes.rules import Outsider
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.web.forms import PhotosField

MOST_SLIPS = 2000


class PlanForm(MoveForm):
    """排定开箱: a day."""

    day = forms.DateField(label=_("哪天开箱"), widget=DAY)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"day": clock.today()}


class CancelForm(MoveForm):
    """取消: the planned opening isn't held."""

    reason = forms.CharField(label=_("为什么取消"), max_length=200, help_text=_("例如：下大雪，路不通。"))


class OpenForm(MoveForm):
    """开箱: who, from where, with whom, and the seal before."""

    opened_at = forms.DateTimeField(
        label=_("开箱时间"),
        required=False,
        help_text=_("不填就是现在。照着纸上的记录补记的，填当时的时间。"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("时间不对，请按“年-月-日 时:分”填写。")},
    )
    opener = forms.CharField(label=_("第一位开箱人"), max_length=64)
    opener_unit = unit_field(_("他的单位"))
    outsider = forms.CharField(
        label=_("另一位开箱人"),
        max_length=64,
        help_text=_("不是这个单位的人：监委会成员、村民代表等，写姓名。"),
    )
    outsider_kind = forms.ChoiceField(
        label=_("他是什么身份"), choices=Outsider.choices, widget=forms.RadioSelect
    )
    outsider_body = forms.CharField(
        label=_("他的单位或村组"), max_length=60, required=False, help_text=_("选“别的单位的人”时要写。")
    )
    witness = forms.CharField(label=_("见证人"), max_length=64, required=False)
    seal_before = forms.CharField(label=_("开箱前封条号"), max_length=40)
    seal_whole = forms.BooleanField(label=_("封条完好，没有动过的痕迹"), required=False, initial=True)
    seal_words = forms.CharField(label=_("封条情况"), max_length=200, required=False)

    def first_values(self, row: Any) -> dict[str, Any]:
        """Whoever writes it down has usually opened it."""
        return {"seal_whole": True}

    def offer(self) -> None:
        """The units, and the actor as the first of the two."""
        self.choose("opener_unit", unit_choices(), empty=_("请选"))
        self.initial.setdefault("opener", self.by.name)
        self.initial.setdefault("opener_unit", min(self.by.units, default=""))

    def clean(self) -> dict[str, Any]:
        """Of another unit is said which."""
        data = super().clean() or self.cleaned_data
        if data.get("outsider_kind") == Outsider.OTHER and not data.get("outsider_body"):
            self.add_error("outsider_body", _("请写他是哪个单位的。"))
        return data


class CountForm(MoveForm):
    """清点: how many, agreed and signed, and the new seal."""

    count = forms.IntegerField(
        label=_("意见条张数"),
        min_value=0,
        max_value=MOST_SLIPS,
        help_text=_("空白的、看不清的也算一张。一张没有填 0。"),
    )
    seal_after = forms.CharField(label=_("新封条号"), max_length=40)
    agreed = forms.BooleanField(label=_("两位开箱人都点过，张数一致，已在开箱记录上签字"), required=False)
    photos = PhotosField(
        label=_("照片"), most=6, help_text=_("封条、清点现场、签了字的记录。不要拍意见条的内容。")
    )


class RecountForm(MoveForm):
    """更正张数: both counted again."""

    count = forms.IntegerField(label=_("重新点的张数"), min_value=0, max_value=MOST_SLIPS)
    agreed = forms.BooleanField(
        label=_("两位开箱人都重新点过，张数一致，已在记录上改正并签字"), required=False
    )

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"count": row.count}


class ArchiveForm(MoveForm):
    """归档: where the paper lies from now on."""

    paper_kept = forms.CharField(
        label=_("纸条存放在哪里"),
        max_length=120,
        help_text=_("例如：档案柜 2 第 3 层，密封袋 17。举报的纸条不在里面，已随件转走。"),
    )
