"""Handing out numbers, leaving a card, voiding one (联系卡)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.numbering import parse
from lianxin.matters.forms import MoveForm
from lianxin.rounds.forms.rounds import day_input
from lianxin.rounds.models import Card
from lianxin.rounds.queries.cards import card_numbered
from lianxin.web.forms import CodeInput

MOST_CARDS = 200


class BlockForm(forms.Form):
    """A block of numbers for a telephone or a booklet (发号段)."""

    label = forms.CharField(label=_("给谁"), max_length=40, help_text=_("例如：2 号手机、红皮本。不写人名。"))
    count = forms.IntegerField(label=_("几个号"), min_value=1, max_value=MOST_CARDS, initial=50)
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class VoidForm(MoveForm):
    """作废."""

    why = forms.CharField(label=_("为什么作废"), max_length=120)


class CardForm(forms.Form):
    """A card left at a door: its number, what was promised, by when (留卡)."""

    number = forms.CharField(label=_("卡号"), max_length=40, required=False, widget=CodeInput)
    promised = forms.CharField(label=_("答应的事"), max_length=200, required=False)
    by_when = forms.DateField(label=_("哪天以前"), required=False, widget=day_input())

    def __init__(self, *args: Any, team: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.card: Card | None = None

    def clean_number(self) -> str:
        """The number as printed; it has to be one of the team's."""
        typed = str(self.cleaned_data["number"]).strip()
        if not typed:
            return ""
        number = str(parse(typed) or typed)
        self.card = card_numbered(number, self.team)
        if self.card is None:
            raise forms.ValidationError(_("这支服务队没有这个卡号，请照卡上的号码核对。"))
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("promised") and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("答应了事情的，要留联系卡，请填卡号。"))
        if bool(data.get("promised")) != bool(data.get("by_when")) and "by_when" not in self.errors:
            self.add_error("by_when", _("答应的事和日子要么都填，要么都不填。"))
        return data
