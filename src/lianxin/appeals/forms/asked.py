"""What a resident types for themselves, or the desk for them with how it was said: 补充, 撤回, 重启, 不同意并案."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Channel

LONG = forms.Textarea(attrs={"rows": 4})
OFFICE = "office"
SAID = [(str(channel.value), channel.label) for channel in (Channel.PHONE, Channel.VISIT, Channel.LETTER)]
FOUND = [*SAID, (OFFICE, _("不是群众提的，是我们自己发现的"))]


class AskedForm(MoveForm):
    """The words, and for the desk: how they were said, when, by whom. A resident is asked for the words only."""

    words = forms.CharField(label=_("说了什么"), widget=LONG, max_length=2000)
    how = forms.ChoiceField(label=_("对方怎么说的"), choices=SAID, widget=forms.RadioSelect)
    who = forms.CharField(
        label=_("谁说的"), max_length=40, required=False, help_text=_("打电话或来的人怎么称呼。")
    )
    at = forms.DateTimeField(
        label=_("什么时候说的"),
        required=False,
        help_text=_("不填就是现在。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("how", "who", "at", "words")
    own_label: Any = _("说明")

    def offer(self) -> None:
        """Who speaks for themselves isn't asked who they are."""
        if self.by.account is None:
            for name in ("how", "who", "at"):
                del self.fields[name]
            self.fields["words"].label = self.own_label

    def clean(self) -> dict[str, Any]:
        """Somebody who called or came has a name by which the office can recall them."""
        data = super().clean() or self.cleaned_data
        if data.get("how") not in (None, OFFICE) and not data.get("who"):
            self.add_error("who", _("请写明是谁说的，以后好核对。"))
        return data


class WithdrawForm(AskedForm):
    """撤回: only the resident's own wish."""

    own_label = _("为什么撤回（可以不写）")

    def offer(self) -> None:
        super().offer()
        self.fields["words"].required = self.by.account is not None


class ReopenForm(AskedForm):
    """重启: what went wrong again."""

    how = forms.ChoiceField(label=_("对方怎么说的"), choices=FOUND, widget=forms.RadioSelect)
    own_label = _("哪里又出了问题")


class ObjectForm(ReopenForm):
    """撤销并案: why it is not the same matter."""

    own_label = _("为什么不是同一件事")


class AddForm(AskedForm):
    """补充说明: more words on a matter that is being handled; the desk writes a contact instead."""

    own_label = _("还想说什么")
