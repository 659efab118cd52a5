"""What is typed about a reception point at the site (现场接待点)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.renovation.forms.fields import day_box, hour_box, text_box


class PointForm(MoveForm):
    """设现场接待点: where, from which day to which, from when to when."""

    place = text_box(_("设在哪里"), most=100, help_text=_("例如：小区东门口岗亭旁。"))
    since = day_box(_("从哪天起"))
    until = day_box(_("到哪天止"))
    starts = hour_box(_("每天几点开始"))
    ends = hour_box(_("到几点"))
    on_rest_days = forms.BooleanField(label=_("休息日也接待"), required=False)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"since": clock.today(), "starts": "07:00", "ends": "08:30", "on_rest_days": True}

    def clean(self) -> dict[str, Any]:
        """Each end after its beginning."""
        data = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _now("结束的日子要在开始以后。"))
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _now("结束的时间要在开始以后。"))
        return data
