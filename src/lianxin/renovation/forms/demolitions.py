"""What is typed about what comes down (拆除): the decision, what was told, when it fell or why it stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.matters.forms import MoveForm
from lianxin.renovation.forms.fields import day_box, paper_box, past_day_box, text_box
from lianxin.renovation.queries.projects import demolitions_of, standing

DECISION = ("body", "decision", "law", "decided_on", "served_on", "remedy", "remedy_until", "agreed")
LAW = _("例如：城乡规划法第六十四条、行政强制法第四十四条（请核对原文）。")


class BasisForm(MoveForm):
    """The boxes of a decision; what isn't known yet may wait, work may not."""

    body = text_box(_("作决定的机关"), most=60, required=False)
    decision = text_box(_("决定书文号"), most=60, required=False)
    law = text_box(_("依据的法律条文"), most=120, required=False, help_text=LAW)
    decided_on = day_box(_("决定日期"), required=False)
    served_on = day_box(_("哪天送达本人"), required=False)
    remedy = text_box(
        _("告知了哪些救济途径"),
        most=200,
        required=False,
        help_text=_("例如：60 日内向县政府申请复议，或 6 个月内向法院起诉（请核对原文）。"),
    )
    remedy_until = day_box(_("救济期限到哪天"), required=False)
    agreed = forms.BooleanField(label=_("本人书面同意拆（同意书一起上传）"), required=False)
    papers = paper_box(
        _("决定书、送达回证、同意书"), required=False, help_text=_("只有管这个项目的人看得到，不公开。")
    )

    def clean(self) -> dict[str, Any]:
        """Served after it was decided; the remedy ends after it was served."""
        data = super().clean() or self.cleaned_data
        order = (
            ("decided_on", "served_on", _now("送达不会早于决定，请核对。")),
            ("served_on", "remedy_until", _now("救济期限从送达算起，要在送达以后。")),
        )
        for earlier, later, sentence in order:
            if data.get(earlier) and data.get(later) and data[later] < data[earlier]:
                self.add_error(later, sentence)
        return data


class DemolitionForm(BasisForm):
    """记一处拆除: what, at which building, by what right."""

    what = text_box(
        _("拆什么"), most=120, help_text=_("写东西，不写是谁家的：例如“3 栋东侧砖棚，约 6 平方米”。")
    )
    building = forms.ChoiceField(label=_("在哪一栋"), required=False)
    field_order = ("what", "building", *DECISION, "papers")

    def offer(self) -> None:
        row: Any = self.row
        self.choose("building", [(name, name) for name in row.buildings], empty=_("不在楼栋里"))


class WhichForm(MoveForm):
    """Which of what is to come down."""

    demolition = forms.TypedChoiceField(label=_("哪一处"), coerce=int)

    def offer(self) -> None:
        rows = standing(demolitions_of(self.row))
        self.choose("demolition", [(one.pk, one.what) for one in rows], empty=_("请选择"))


class CompleteForm(BasisForm, WhichForm):
    """补齐依据: only what is filled in is written over what stood there."""

    field_order = ("demolition", *DECISION, "papers")


class FellForm(WhichForm):
    """记已拆除: the day it came down."""

    day = past_day_box(_("哪天拆的"))
    photos = paper_box(_("拆除前后的照片"), required=False)


class DropForm(WhichForm):
    """不拆了: why it stays."""

    why = text_box(_("为什么不拆"), most=200)
