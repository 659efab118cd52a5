"""What another system sends when it hands an appeal over (对接登记): the desk's form, and its own number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.claims import claimed
from lianxin.doors.forms.desk import DeskForm
from lianxin.doors.queries import registered_from
from lianxin.doors.rules import DESK_CHANNELS
from lianxin.matters.models import Channel

TAKEN = _("这个编号已经登记为 %(number)s，请核对。")


class ProgramForm(DeskForm):
    """What another system sends: as at the desk, and the number it has there; `source` is what it is called."""

    channel = forms.ChoiceField(
        label=_("渠道"),
        choices=[(channel.value, channel.label) for channel in (*DESK_CHANNELS, Channel.PLATFORM)],
    )
    paper_number = None  # type: ignore[assignment]  # Django leaves the field out: that system has a number of its own
    external_number = forms.CharField(
        label=_("对方的编号"),
        max_length=60,
        required=False,
        help_text=_("在您那个系统里的编号。同一个编号只登记一次。"),
    )

    takes_accusations = False  # another system would keep what was said, and its people would read it

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source

    def clean_external_number(self) -> str:
        """One matter of that system is registered once."""
        number = " ".join(str(self.cleaned_data["external_number"]).split())
        sent = claimed(self.data.get("client_id", ""))
        before = registered_from(self.source, number, but=sent) if number else ""
        if before:
            raise forms.ValidationError(TAKEN % {"number": before})
        return number

    def said(self) -> dict[str, Any]:
        """… with the system it comes from."""
        return {**super().said(), "source": self.source if self.cleaned_data["external_number"] else ""}

    def refuse_sheet(self, before: str) -> None:
        """Somebody registered this number in the same moment."""
        self.add_error("external_number", TAKEN % {"number": before})
