"""What is asked when sheets come back: their pictures, and by hand the number they belong to (纸件归档)."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel import clock
from lianxin.web.forms import CodeInput, PhotosField, name_what_is_missing

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_SHEETS = 9


class SheetsInput(forms.FileInput):
    """Several pictures as they are: what was made smaller on the way could no longer be read."""

    allow_multiple_selected = True


class ScanForm(forms.Form):
    """The pictures, one for each sheet."""

    photos = PhotosField(
        label=gettext_lazy("照片或扫描件"),
        widget=SheetsInput({"accept": "image/*,application/pdf", "multiple": True}),
        required=True,
        most=MOST_SHEETS,
        help_text=gettext_lazy("一张纸一张照片，左下角的方块要拍进去。一次最多 9 张。"),
    )

    def clean_photos(self) -> "list[UploadedFile[bytes]]":
        """At least one."""
        photos: list[UploadedFile[bytes]] = self.cleaned_data["photos"]
        if not photos:
            raise forms.ValidationError(_("请选照片或扫描件。"))
        return photos


class ByHandForm(forms.Form):
    """The number of the matter, and the day that is written on the sheet."""

    number = forms.CharField(
        label=gettext_lazy("事项编号"), max_length=64, widget=CodeInput({"inputmode": "numeric"})
    )
    day = forms.DateField(
        label=gettext_lazy("纸上写的日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("不填就是今天。录入的日期另外记着。"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        name_what_is_missing(self.fields.values())

    def clean_day(self) -> date | None:
        """Not a day that is still to come."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("纸上的日期不能在今天以后，请核对。"))
        return day
