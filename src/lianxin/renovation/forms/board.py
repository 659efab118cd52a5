"""What is typed at the site: 记进度, 上承诺板, 兑现 (工地公示板)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.renovation.forms.fields import NO_PEOPLE, day_box, past_day_box, photo_box, text_box
from lianxin.renovation.queries.board import open_promises
from lianxin.renovation.rules.codes import Kept


class AdvanceForm(MoveForm):
    """记进度: how far it is."""

    day = past_day_box(_("哪一天"))
    words = text_box(_("做到哪里了"), most=200, help_text=_("居民看得到，写几栋几单元、哪一段。"))
    photos = photo_box(_("施工照片"), help_text=NO_PEOPLE)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"day": clock.today()}


class PromiseForm(MoveForm):
    """上承诺板: who promises what by when."""

    what = text_box(_("承诺什么"), most=120, help_text=_("写得看得见、查得到：例如“东侧补种 12 株桂花”。"))
    by_whom = text_box(_("谁来做"), most=60, help_text=_("写单位或岗位。"))
    due_on = day_box(_("哪天以前"))

    def clean_due_on(self) -> Any:
        value = self.cleaned_data["due_on"]
        if value < clock.today():
            raise forms.ValidationError(_now("承诺的日子已经过了，请写今天或以后。"))
        return value


class SettleForm(MoveForm):
    """兑现承诺: which, whether it was kept, and what is done instead where it was not."""

    promise = forms.TypedChoiceField(label=_("哪一条承诺"), coerce=int)
    kept = forms.ChoiceField(label=_("兑现没有"), choices=Kept.choices, widget=forms.RadioSelect)
    words = text_box(
        _("说明"),
        most=200,
        required=False,
        help_text=_("没有兑现的，写为什么、改成怎么办。居民看得到，写了不能再改。"),
    )

    def offer(self) -> None:
        row: Any = self.row
        self.choose("promise", [(one.pk, one.what) for one in open_promises(row)], empty=_("请选择"))

    def clean(self) -> dict[str, Any]:
        """A broken promise is explained."""
        data = super().clean() or self.cleaned_data
        if data.get("kept") == Kept.NO and not data.get("words"):
            self.add_error("words", _now("没有兑现的，请写为什么、改成怎么办。"))
        return data
