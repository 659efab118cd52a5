"""What people type about a place they know by name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.places.coordinates import Given, Point, System, Unclear, parse_point
from lianxin.places.models import LONGEST_NAME
from lianxin.web.forms import name_what_is_missing

SYSTEMS = [
    (System.GCJ02.value, _("高德、腾讯地图")),
    (System.BD09.value, _("百度地图")),
    (System.WGS84.value, _("手机定位、天地图（WGS-84）")),
]
SAID = {
    "unreadable": _("没有看懂。请填“纬度, 经度”，例如 29.1234, 111.6543，或粘贴地图上复制的链接。"),
    "swapped": _("经度和纬度写反了。请把纬度（小的那个）写在前面。"),
    "outside": _("地球上没有这个位置：纬度不超过 90，经度不超过 180。请核对。"),
}


class PointField(forms.CharField):
    """Latitude and longitude, or a link copied from a map. Cleans to a Point or None."""

    def clean(self, value: Any) -> Any:
        """Raises ValidationError that says what is wrong: unreadable, swapped, nowhere."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_point(text)
        except Unclear as fault:
            raise forms.ValidationError(SAID[fault.code], code=fault.code) from fault


class KnownForm(forms.Form):
    """A place of a village: what people call it, perhaps a building and a room, perhaps where it is."""

    name = forms.CharField(
        label=_("大家怎么叫"), max_length=LONGEST_NAME, help_text=_("例如“夏老屋口”“老供销社对面”。")
    )
    building = forms.TypedChoiceField(label=_("楼栋"), coerce=int, required=False, empty_value=None)
    room = forms.CharField(
        label=_("门牌或房号"), max_length=20, required=False, widget=forms.TextInput({"data-width": "short"})
    )
    point = PointField(
        label=_("位置"),
        max_length=500,
        required=False,
        help_text=_("纬度在前、经度在后，用逗号隔开；也可以粘贴地图上复制的链接。"),
    )
    system = forms.ChoiceField(
        label=_("位置从哪里看来的"), choices=SYSTEMS, help_text=_("几家地图差几百米，选对了才准。")
    )

    def __init__(self, *args: Any, buildings: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["building"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = [("", _("没有")), *buildings]
        name_what_is_missing(self.fields.values())

    def given(self) -> Given | None:
        """The pair as it was given; None when the box was empty."""
        point: Point | None = self.cleaned_data["point"]
        return Given(point, self.cleaned_data["system"]) if point else None
