"""What whoever looks up a matter types (查询)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.fields import LONGEST_TEXT, MOST_PHOTOS, SentForm, plain_lines
from lianxin.web.forms import CodeInput, LongText, PhotosField


class FollowForm(forms.Form):
    """Number and query code: together they open a matter to whoever holds its receipt."""

    number = forms.CharField(
        label=_("编号"),
        max_length=64,
        help_text=_("在回执上，例如 103-2026-000042-7。"),
        widget=CodeInput({"inputmode": "numeric"}),
        error_messages={"required": _("请填回执上的编号。"), "max_length": _("编号太长了，请对照回执重填。")},
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=64,
        help_text=_("在回执上，16 位数字，四个一组。"),
        widget=CodeInput({"inputmode": "numeric"}),
        error_messages={
            "required": _("请填回执上的查询码。"),
            "max_length": _("查询码太长了，请对照回执重填。"),
        },
    )


class SupplyForm(SentForm):
    """补充: what was missing, in words and photos."""

    text = forms.CharField(
        label=_("补充的情况"),
        widget=LongText({"rows": 5}),
        max_length=LONGEST_TEXT,
        help_text=_("照上面缺的一样一样写；拍了照片的写“见照片”。"),
        error_messages={"required": _("请写下补充了什么，一两句话也可以。")},
    )
    photos = PhotosField(label=_("照片"), most=MOST_PHOTOS, help_text=_("可以不传，最多 6 张。"))

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])


class UrgentForm(SentForm):
    """紧急升级: why it can't wait any longer."""

    reason = forms.CharField(
        label=_("现在什么情况"),
        widget=LongText({"rows": 3}),
        max_length=500,
        error_messages={"required": _("请写一句现在什么情况，例如：水已经漫进屋了。")},
    )


class AgainForm(forms.Form):
    """再反映: the matter was closed long ago, so this becomes a new one that names it."""

    text = forms.CharField(
        label=_("现在又怎么了"),
        max_length=LONGEST_TEXT,
        widget=LongText({"rows": 5}),
        error_messages={"required": _("请写一两句话说明现在的情况。")},
    )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])
