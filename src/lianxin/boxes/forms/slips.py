"""What is typed about a slip: what stands on it, what is to become of it, what its writer is told (意见条)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.classes import class_choices
from lianxin.appeals.rules import AppealType
from lianxin.boxes.forms.boxes import DAY
from lianxin.boxes.queries.slips import stub_of
from lianxin.boxes.rules import NOT_TAKEN, Kind, Outcome
from lianxin.doors.forms.fields import LONGEST_TEXT, accused_field, plain_lines
from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.matters.queries import matter_by_number
from lianxin.people.forms import clean_phone
from lianxin.web.forms import CodeInput, LongText, PhoneInput, PhotosField

USUAL_TYPE = {
    Kind.APPEAL: AppealType.HELP,
    Kind.SUGGESTION: AppealType.SUGGESTION,
    Kind.COMPLAINT: AppealType.COMPLAINT,
    Kind.THANKS: AppealType.PRAISE,
}
ANSWER_HELP = _("凭撕条上的条号和查询码来查的人看得到。不写人名、电话。")


class TypeForm(MoveForm):
    """登记一张: slip after slip, by keyboard."""

    text = forms.CharField(
        label=_("条上写了什么"),
        widget=LongText({"rows": 8, "autofocus": True}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("照原样打，错字也照打；认不出的字打“□”。"),
    )
    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices, widget=forms.RadioSelect)
    stub_number = forms.CharField(
        label=_("条号"),
        max_length=40,
        required=False,
        widget=CodeInput({"inputmode": "numeric"}),
        help_text=_("印在意见条上的编号；自己带来的纸没有，就空着。"),
    )
    language = forms.CharField(
        label=_("用什么话写的"), max_length=30, required=False, help_text=_("汉语的空着。")
    )
    name = forms.CharField(
        label=_("署名"), max_length=64, required=False, help_text=_("没写就空着，是匿名。")
    )
    phone = forms.CharField(label=_("留的电话"), max_length=32, required=False, widget=PhoneInput)
    wants_answer = forms.BooleanField(label=_("条上要答复"), required=False, initial=True)
    photos = PhotosField(label=_("纸条照片"), most=2, help_text=_("正反两面；可以不传。"))

    def offer(self) -> None:
        """Whose unit an accusation is about, so that it is kept from it from the first moment on."""
        self.fields["accused"] = accused_field()
        self.order_fields(("photos", "text", "kind", "accused", "stub_number"))

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"]).strip()

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_stub_number(self) -> str:
        """A number that was printed here."""
        typed = str(self.cleaned_data["stub_number"]).strip()
        if typed and stub_of(typed) is None:
            raise forms.ValidationError(_("没有这个条号，请对照纸条一位一位核对；不是我们印的纸条，请空着。"))
        return typed

    def clean(self) -> dict[str, Any]:
        """The stub itself."""
        data = super().clean() or self.cleaned_data
        data["stub"] = stub_of(data["stub_number"]) if data.get("stub_number") else None
        return data


class CorrectForm(MoveForm):
    """更正转写: what was typed wrongly."""

    text = forms.CharField(
        label=_("条上写了什么"), widget=LongText({"rows": 8}), max_length=LONGEST_TEXT, required=False
    )
    kind = forms.ChoiceField(label=_("类型"))

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"text": row.transcript.text, "kind": row.kind}

    def offer(self) -> None:
        self.choose_from("kind", [pair for pair in Kind.choices if pair[0] != Kind.ACCUSATION])

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"]).strip()


class SealForm(MoveForm):
    """这是举报: found out after it was registered."""

    accused = forms.TypedChoiceField(label="", coerce=int, required=False, empty_value=None)

    def offer(self) -> None:
        self.fields["accused"] = accused_field()


class ReceiveForm(SealForm):
    """接收: the discipline desk takes what waited sealed."""


class DeliverForm(MoveForm):
    """已送纪检监察机构: the paper went there, sealed."""

    body = forms.CharField(
        label=_("送到哪里"), max_length=80, help_text=_("例如：县纪委监委信访室。要对方签收。")
    )
    delivered_on = forms.DateField(label=_("哪天送的"), widget=DAY)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"delivered_on": clock.today()}

    def clean_delivered_on(self) -> Any:
        day = self.cleaned_data["delivered_on"]
        if day > clock.today():
            raise forms.ValidationError(_("这一天还没有到；送到、对方签收以后再填。"))
        return day


class FileForm(MoveForm):
    """转为诉求: its type and class; the words go along as they are."""

    type = forms.ChoiceField(label=_("诉求类型"))
    category = forms.TypedChoiceField(
        label=_("事项分类"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("例如农村低保、修路、退耕还林。拿不准可以不选，由派单员定。"),
    )

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"type": USUAL_TYPE.get(row.kind, AppealType.HELP)}

    def offer(self) -> None:
        self.choose_from("type", [pair for pair in AppealType.choices if pair[0] != AppealType.REPORT])
        self.choose("category", class_choices(), empty=_("待定"))


class JoinForm(MoveForm):
    """并入已有的诉求: it was said before by another door (XC-01)."""

    number = forms.CharField(
        label=_("那一件的编号"),
        max_length=64,
        widget=CodeInput({"inputmode": "numeric"}),
        help_text=_("在办的才能并入；这张条会记作又来反映。"),
    )

    def clean_number(self) -> str:
        """A matter this actor may know of."""
        found = matter_by_number(self.cleaned_data["number"].strip(), by=self.by)
        if found is None:
            raise forms.ValidationError(_("没有这个编号，或者不归您看。请核对。"))
        return found.number


class DeclineForm(MoveForm):
    """不予受理: which of the three, and why."""

    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[(one.value, one.label) for one in NOT_TAKEN],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("理由"), max_length=200, required=False, help_text=ANSWER_HELP)


class AnswerForm(MoveForm):
    """反馈: what became of it."""

    outcome = forms.ChoiceField(label=_("结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("不采纳的理由"), max_length=200, required=False)
    answer = forms.CharField(
        label=_("答复"), max_length=1000, required=False, widget=LongText({"rows": 4}), help_text=ANSWER_HELP
    )
    answer_public = forms.BooleanField(
        label=_("答复也贴出来（公示栏和网页）"),
        required=False,
        help_text=_("看得出是谁写的，就不要贴。"),
    )


class AskForm(forms.Form):
    """条号和查询码: what the writer tore off."""

    number = forms.CharField(
        label=_("条号"),
        max_length=64,
        widget=CodeInput({"inputmode": "numeric"}),
        error_messages={"required": _("请填撕条上的条号。"), "max_length": _("条号太长了，请对照撕条重填。")},
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=64,
        widget=CodeInput({"inputmode": "numeric"}),
        help_text=_("16 位数字，四个一组。"),
        error_messages={
            "required": _("请填撕条上的查询码。"),
            "max_length": _("查询码太长了，请对照撕条重填。"),
        },
    )
