"""The boxes of what is proposed as the same matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.web.settings_form import SettingForm
from lianxin.wording.choices import DAYS, LIKE


def whole(bounds: tuple[int, int], label: Any, help_text: Any) -> forms.IntegerField:
    """A whole number between two, both included."""
    least, most = bounds
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text)


class AlikeForm(SettingForm):
    """How far back, and how alike."""

    days = whole(DAYS, _("往前比多少天"), _("只和这么多天里反映的比。天数多，提示的也多。"))
    there = whole(
        LIKE,
        _("说的是同一个地方：文字像到百分之几"),
        _("地方一样，说法不一样的也多半是一件事，所以最低。"),
    )
    anywhere = whole(LIKE, _("有一件没写地方：像到百分之几"), _("误提示多了就调高，漏得多了就调低。"))
    apart = whole(
        LIKE,
        _("两件写的地方没法比：像到百分之几"),
        _("例如一件写路名，一件写小区名。写明是两个地方的，不管多像都不提示。"),
    )
