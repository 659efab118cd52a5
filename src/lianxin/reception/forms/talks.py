"""What is typed while somebody is heard, and what came of it; the same with what stood on paper (接谈记录)."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.doors.forms.fields import LONGEST_TEXT, choose, plain_lines
from lianxin.kernel.actor import Actor
from lianxin.people.queries import units_in_use
from lianxin.reception.forms.at_once import AtOnceForm
from lianxin.reception.forms.fields import moment_box
from lianxin.reception.forms.visits import WhoCame, split_lines, windows_of
from lianxin.reception.models import Slot
from lianxin.reception.queries.talks import hearers, named, usual_hearer
from lianxin.reception.rules.visits import Signing
from lianxin.web.forms import CodeInput, LongText


class TalkForm(AtOnceForm):
    """One talk on one page: what was asked, told, promised, signed, and what came of it."""

    heard_by = forms.TypedChoiceField(label=_("谁接待"), coerce=int, required=False, empty_value=None)
    asked = forms.CharField(
        label=_("来访人反映的事"),
        max_length=LONGEST_TEXT,
        widget=LongText({"rows": 7, "autofocus": True}),
        help_text=_("照他的原话记。"),
        error_messages={"required": _("请记下来访人反映的事，一两句也可以。")},
    )
    about = forms.TypedChoiceField(
        label=_("反映的是哪个单位"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("投诉某个单位的才选。那个单位的人不能做这份记录。"),
    )
    evidence = forms.CharField(
        label=_("留下的材料"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("一行一样，写明原件还是复印件、几页；保存后打收条给他。"),
    )
    told = forms.CharField(
        label=_("当场怎么答复的"), required=False, max_length=LONGEST_TEXT, widget=LongText({"rows": 4})
    )
    promised = forms.CharField(
        label=_("答应了什么"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("没有答应就空着。"),
    )
    promised_unit = forms.TypedChoiceField(
        label=_("由哪个单位办"), coerce=int, required=False, empty_value=None
    )
    promised_on = forms.DateField(
        label=_("哪一天以前"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日子不对，请按“年-月-日”填写。")},
    )
    read_back = forms.BooleanField(label=_("已念给来访人听"), required=False)
    signing = forms.ChoiceField(
        label=_("签字"),
        choices=Signing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选签字、按指印，还是不愿签字。")},
    )
    signing_note = forms.CharField(label=_("不愿签字的，他怎么说"), required=False, max_length=200)
    paper_number = forms.CharField(
        label=_("接谈记录纸的编号"),
        required=False,
        max_length=40,
        widget=CodeInput,
        help_text=_("照着纸补登的才填，印在纸的右上角。"),
    )

    def __init__(self, *args: Any, by: Actor, slot: Slot, **kwargs: Any) -> None:
        hearer = usual_hearer(slot)
        first = {"heard_by": hearer.pk if hearer else None}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, by=by, slot=slot, **kwargs)
        units = [("", "—"), *((unit.pk, unit.name) for unit in units_in_use())]
        choose(self.fields["about"], units)
        choose(self.fields["promised_unit"], units)
        choose(
            self.fields["heard_by"],
            [("", _("领导没有到，由记录人接待")), *((one.pk, named(one)) for one in hearers(slot))],
        )
        self.fields["asked"].widget.attrs |= {"data-beside": reverse("talk_known"), "data-beside-in": "known"}

    def clean_asked(self) -> str:
        return plain_lines(self.cleaned_data["asked"])

    def clean_told(self) -> str:
        return plain_lines(self.cleaned_data["told"])

    def clean_evidence(self) -> list[str]:
        return split_lines(self.cleaned_data["evidence"])

    def clean_paper_number(self) -> str:
        return " ".join(str(self.cleaned_data["paper_number"]).split())


class PaperForm(TalkForm):
    """补登纸表: the number and the times on the paper, who came, the talk and what came of it."""

    number = forms.IntegerField(
        label=_("号"),
        min_value=1,
        widget=forms.NumberInput({"inputmode": "numeric", "data-width": "short", "autofocus": True}),
        help_text=_("号条和纸表上的号。"),
        error_messages={
            "required": _("请填纸上的号。"),
            "invalid": _("号请填数字。"),
            "min_value": _("号从 1 开始。"),
        },
    )
    taken_at = forms.DateTimeField(
        label=_("取号的时间"),
        widget=moment_box(),
        help_text=_("照纸上写的填；现在的时间会另记在旁边。"),
        error_messages={
            "required": _("请照纸上写的填取号的时间。"),
            "invalid": _("时间不对，请按“年-月-日 时:分”填写。"),
        },
    )
    talked_at = forms.DateTimeField(
        label=_("接谈的时间"),
        required=False,
        widget=moment_box(),
        error_messages={"invalid": _("时间不对，请按“年-月-日 时:分”填写。")},
    )
    window = forms.TypedChoiceField(label=_("窗口"), coerce=int, required=False, empty_value=None)
    persons = WhoCame.base_fields["persons"]
    speakers = WhoCame.base_fields["speakers"]
    gone = forms.BooleanField(
        label=_("没等到就走了"), required=False, help_text=_("勾了就只登号和人数，下面的接谈不用填。")
    )

    def __init__(self, *args: Any, by: Actor, slot: Slot, **kwargs: Any) -> None:
        super().__init__(*args, by=by, slot=slot, **kwargs)
        choose(self.fields["window"], [("", "—"), *windows_of(slot)])
        self.fields["asked"].widget.attrs.pop("autofocus", None)
        if self.data.get("gone"):
            for name in ("asked", "signing", "outcome"):
                self.fields[name].required = False

    def clean_speakers(self) -> list[str]:
        return split_lines(str(self.cleaned_data["speakers"]))
