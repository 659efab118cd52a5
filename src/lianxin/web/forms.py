"""How Django draws our forms, and the few boxes it doesn't have."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _, ngettext

MEGABYTE = 1024 * 1024


class FaceRenderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.x.as_field_group }}` come out in our markup (FORM_RENDERER)."""

    form_template_name = "web/form/form.html"
    field_template_name = "web/form/field.html"


def name_what_is_missing(fields: Iterable[forms.Field]) -> None:
    """A field left empty is asked for by its label, unless it has words of its own for that.

    One that nobody sees can't be filled in: the page is out of date.
    """
    for field in fields:
        if field.error_messages["required"] != forms.Field.default_error_messages["required"]:
            continue
        if isinstance(field.widget, forms.HiddenInput):
            field.error_messages["required"] = _("这一页已经过时，请回到这件事，从那里重新点开。")
        else:
            asking = _("请选“%s”。") if isinstance(field, forms.ChoiceField) else _("请填“%s”。")
            field.error_messages["required"] = asking % field.label


class PhoneInput(forms.TextInput):
    """A telephone number: the keypad of digits, filled in by the phone itself."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel", "data-width": "short"} | (attrs or {}))


class CodeInput(forms.TextInput):
    """A code that is read off paper: wide letters, no correction, kept by no browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(usual | {"data-width": "code"} | (attrs or {}))


class LongText(forms.Textarea):
    """A long text with a count of what is written; it never cuts off what was pasted."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6} | (attrs or {}))


class PhotoInput(forms.ClearableFileInput):
    """Photos from the camera or the album, made smaller in the browser before they travel."""

    template_name = "web/widgets/photos.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", "multiple": True, "data-photos": ""} | (attrs or {}))


class PhotosField(forms.FileField):
    """Some photos, possibly none. Cleans to a list of uploaded files; what they are is checked on storing."""

    widget = PhotoInput

    def __init__(self, *, most: int = 6, megabytes: int = 10, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.most, self.megabytes = most, megabytes

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # generic in the stubs only
        """Each photo by itself, then their number. Raises ValidationError."""
        given: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        photos = [super(PhotosField, self).clean(one, initial) for one in given if one]
        if len(photos) > self.most:
            message = ngettext(
                "最多传 %(most)d 张照片，请去掉几张。", "最多传 %(most)d 张照片，请去掉几张。", self.most
            )
            raise forms.ValidationError(message % {"most": self.most}, code="too_many")
        for photo in photos:
            if photo.size > self.megabytes * MEGABYTE:
                sentence = _("照片“%(name)s”超过 %(mb)d MB，请换一张小一些的。")
                raise forms.ValidationError(
                    sentence % {"name": photo.name, "mb": self.megabytes}, code="too_big"
                )
        return photos
