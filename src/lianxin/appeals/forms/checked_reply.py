"""The form of a reply to a resident: it says what the reply leaves out, once, and sends it all the same (答复检查)."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from lianxin.appeals.queries.reply_check import remarks_on, whole
from lianxin.matters.forms import MoveForm
from lianxin.wording.rules.answers import Remark, firm_codes


class CheckedReplyForm(MoveForm):
    """A field `reply`, beside which the warnings stand; the button pressed a second time sends.

    `warned` carries which warnings were on the page, so that only a new one stops again.
    """

    template_name = "appeals/forms/checked_reply.html"

    warned = forms.CharField(required=False, widget=forms.HiddenInput)

    remarks: tuple[Remark, ...] = ()
    held = False

    def offer(self) -> None:
        """Where the page may ask while the reply is written."""
        address = reverse("reply_check", kwargs={"number": getattr(self.row, "number", "")})
        self.fields["reply"].widget.attrs |= {"data-beside": address, "data-beside-in": "reply-check"}

    @property
    def looking(self) -> bool:
        """Whether there is something to read that was not on the page yet; what can't be sent says so first."""
        if not self.is_valid():
            return False
        said = self.cleaned_data
        self.remarks = remarks_on(self.matter, whole(said["reply"], said.get("basis") or ""), by=self.by)
        return not set(firm_codes(self.remarks)) <= set(said["warned"].split())

    def again(self) -> MoveForm:
        """This very form, with all that was typed and ticked, and what was warned of."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["warned"] = " ".join(firm_codes(self.remarks))
        self.data = typed
        self.held = True
        return self

    @property
    def matter(self) -> Any:
        """The row, which is a matter here."""
        return self.row
