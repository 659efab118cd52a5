"""What is typed when somebody comes again: 又来反映."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import Identity
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Channel

LONG = forms.Textarea(attrs={"rows": 5})


class ContactForm(MoveForm):
    """又来反映: the same matter again, by whatever door and whoever it is this time."""

    channel = forms.ChoiceField(
        label=_("渠道"), choices=[pair for pair in Channel.choices if pair[0] != Channel.WEB]
    )
    at = forms.DateTimeField(
        label=_("反映时间"),
        required=False,
        help_text=_("不填就是现在。"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(label=_("这次怎么说的"), widget=LONG, max_length=5000)
    identity = forms.ChoiceField(label=_("身份"), choices=Identity.choices, initial=Identity.ANONYMOUS)
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
