"""What is typed about a look at the spot: 请人去看, 记实地查看, 不用看了."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm, without_numbers
from lianxin.reception.forms.fields import moment_box
from lianxin.reception.queries.checks import units_to_go
from lianxin.reception.rules.checks import Quantity, Unreadable, quantities_in
from lianxin.web.forms import PhotosField

LONG = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 3})
DAY = {"type": "date"}
MOST_COST = Decimal("9999999999.99")


class AskForm(MoveForm):
    """请人去看: which unit looks at what until when."""

    unit = forms.TypedChoiceField(label=_("请哪个单位去看"), coerce=int)
    asked = forms.CharField(
        label=_("看什么"),
        widget=LONG,
        max_length=1000,
        validators=[without_numbers],
        help_text=_("写清地点、要数的、要量的。不写反映人的姓名电话：去看的单位看不到是谁反映的。"),
    )
    due_on = forms.DateField(label=_("哪天以前"), widget=forms.DateInput(DAY, format="%Y-%m-%d"))

    def offer(self) -> None:
        self.choose("unit", units_to_go(), empty=_("请选择"))

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < clock.today():
            raise ValidationError(_now("这一天已经过了，请写今天或以后。"))
        return self.cleaned_data["due_on"]


class SeenForm(MoveForm):
    """记实地查看: when, who was there, what was found, how much of it, what it would cost."""

    seen_at = forms.DateTimeField(
        label=_("什么时候看的"),
        widget=moment_box(),
    )
    place = forms.CharField(label=_("看的哪里"), max_length=120)
    present = forms.CharField(
        label=_("谁在场"),
        widget=SHORT,
        max_length=1000,
        help_text=_("一行一个：单位和姓名；群众在场的写“群众 2 人”。"),
    )
    found = forms.CharField(label=_("看到什么"), widget=LONG, max_length=2000)
    quantities = forms.CharField(
        label=_("数量"),
        widget=SHORT,
        max_length=1000,
        required=False,
        help_text=_("一行一样：涵洞 4 座；塌方 10 余处；里程 10 公里。“余”就是不止这么多。"),
    )
    cost = forms.DecimalField(
        label=_("估算要多少钱（元）"),
        required=False,
        min_value=Decimal(0),
        max_value=MOST_COST,
        decimal_places=2,
        error_messages={"invalid": _("请填数字，例如 12000 或 12000.50，不写“元”。")},
    )
    cost_basis = forms.CharField(
        label=_("按什么估的"), max_length=120, required=False, help_text=_("填了钱才填。")
    )
    photos = PhotosField(
        label=_("现场照片"), most=9, help_text=_("没有也行。请不要拍到不相干的人；拍摄地点保存前会去掉。")
    )

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"place": row.matter.appeal.address if row.matter else ""}

    def clean_seen_at(self) -> Any:
        if self.cleaned_data["seen_at"] > clock.now():
            raise ValidationError(_now("查看的时间不能晚于现在，请核对。"))
        return self.cleaned_data["seen_at"]

    def clean_quantities(self) -> list[Quantity]:
        """The quantities; a line that can't be read is named."""
        try:
            return quantities_in(self.cleaned_data["quantities"])
        except Unreadable as line:
            sentence = _now("“%(line)s”看不懂：先写是什么，再写数和单位，例如“涵洞 4 座”“塌方 10 余处”。")
            raise ValidationError(sentence % {"line": line}) from line

    def clean(self) -> dict[str, Any]:
        """An estimate rests on something."""
        data = super().clean() or self.cleaned_data
        if data.get("cost") and not data.get("cost_basis"):
            self.add_error("cost_basis", _now("请写这个数按什么估的，例如“参照去年同类工程每米 300 元”。"))
        return data


class CallOffForm(MoveForm):
    """不用看了: why."""

    why = forms.CharField(label=_("为什么不用看了"), max_length=200)
