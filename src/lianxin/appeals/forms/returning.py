"""What is typed when an order is given back, and when it is decided whose duty it is (退单、裁定)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.shielding import ShieldingForm
from lianxin.appeals.queries.accused import units_to_ask
from lianxin.appeals.queries.duty import proposal
from lianxin.appeals.queries.returning import decided_alike
from lianxin.appeals.rules.returning import Ground
from lianxin.matters.forms import MoveForm
from lianxin.people.queries import units_taking_work

SHORT = forms.Textarea(attrs={"rows": 3})
LONG = forms.Textarea(attrs={"rows": 6})


class ReturnForm(MoveForm):
    """申请退单: why, by what right, and whose it is instead."""

    ground = forms.ChoiceField(label=_("退单理由"), choices=Ground.choices, widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("哪一条规定、哪份职责清单第几条，或派单目录第几行。"),
    )
    reason = forms.CharField(label=_("情况说明"), max_length=1000, widget=SHORT)
    unit = forms.TypedChoiceField(
        label=_("建议由哪个单位办"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("不知道就空着。群众的办理时限不会停，请尽快提。"),
    )

    def offer(self) -> None:
        others = [unit for unit in units_taking_work() if unit.pk != self.row.holder_id]
        self.choose("unit", [(unit.pk, unit.name) for unit in others], empty=_("不知道"))


class RefuseForm(MoveForm):
    """不同意退单: why not."""

    reason = forms.CharField(
        label=_("为什么不同意"),
        max_length=1000,
        widget=SHORT,
        help_text=_("第二次不同意就自动提交裁定。"),
    )


class SubmitForm(MoveForm):
    """提交裁定: what the one who brings it up thinks of it."""

    opinion = forms.CharField(
        label=_("有什么意见"), max_length=1000, widget=SHORT, required=False, help_text=_("可以不写。")
    )


class AdjudicateForm(ShieldingForm):
    """裁定: which unit, why, by what right; final. Above the boxes stands what the catalogue and others said."""

    template_name = "appeals/forms/adjudicate.html"

    unit = forms.TypedChoiceField(label=_("由哪个单位主办"), coerce=int)
    decision = forms.CharField(
        label=_("裁定意见"),
        max_length=2000,
        widget=LONG,
        help_text=_("为什么归这个单位。印在裁定书上；裁定以后不能再退。"),
    )
    basis = forms.CharField(
        label=_("裁定依据"), max_length=200, help_text=_("哪一条规定，或哪份职责清单第几条。")
    )
    field_order = ("unit", "decision", "basis")

    def offer(self) -> None:
        """Units in use, but the decider's own and those the matter is said against; none before somebody thought."""
        super().offer()
        self.proposal, self.earlier = proposal(self.matter), decided_alike(self.matter, by=self.by)
        self.choose("unit", units_to_ask(self.matter, self.by.every_unit), empty=_("请选择"))
