"""What the triage desk types: 受理, 派单, 要求补充, 补充, 当场办结, 不予受理, 转出, 紧急升级."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.choices import checklist_of, reasons
from lianxin.appeals.forms.checked_reply import CheckedReplyForm
from lianxin.appeals.forms.shielding import ShieldingForm
from lianxin.appeals.limits import class_code, limit_for
from lianxin.appeals.queries import classes
from lianxin.appeals.queries.accused import units_to_ask
from lianxin.appeals.queries.duty import proposal
from lianxin.appeals.queries.returning import let_go
from lianxin.appeals.queries.signs import hints_of
from lianxin.appeals.queries.suggested import can_suggest, suggested
from lianxin.appeals.rules import AppealType, Outcome, Track
from lianxin.calendars.limits import due
from lianxin.kernel import clock
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.forms import MoveForm
from lianxin.matters.models import Channel, Matter, Urgency
from lianxin.matters.workflow import area_of
from lianxin.places.forms.picker import area_field

LONG = forms.Textarea(attrs={"rows": 5})
SHORT = forms.Textarea(attrs={"rows": 3})
MOST_ITEMS = 20


class FindInput(forms.TextInput):
    """A search box with its own button, for lists too long to walk through; works without a script."""

    template_name = "appeals/widgets/find.html"
    input_type = "search"


class AcceptForm(MoveForm):
    """受理: what it is about, where, how fast; by which rule of time; a long list has a box to search.

    What the words say of type and urgency stands above the boxes; it sets none of them.
    """

    # The class that is proposed stands above with its words; it is taken by a key or a tap, never filled in before.
    template_name = "appeals/forms/accept.html"

    type = forms.ChoiceField(label=_("诉求类型"), choices=AppealType.choices)
    find = forms.CharField(
        label=_("找分类"),
        required=False,
        max_length=40,
        widget=FindInput,
        help_text=_("打名称、关键词或拼音首字母，例如“gs”，按“找”，下面只留合的。"),
    )
    category = forms.TypedChoiceField(label=_("事项分类"), coerce=int)
    area = forms.TypedChoiceField(label=_("所属村（社区）"), coerce=int, required=False, empty_value=None)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=Urgency.choices, help_text=_("特急的先打电话处置，再补记录。")
    )
    track = forms.ChoiceField(
        label=_("办理期限"),
        choices=Track.choices,
        required=False,
        help_text=_("不选就按一般事项；写信、走访要求按信访办的，选信访事项。"),
    )

    def first_values(self, row: Matter) -> dict[str, Any]:
        """What the resident or the taker said already; a class of an older edition by what it became."""
        appeal = row.appeal
        known = classes.as_in_force(appeal.category_id)
        return {
            "type": appeal.type,
            "category": known.pk if known is not None else None,
            "area": row.area_id,
            "urgency": row.urgency,
            "track": appeal.track,
        }

    def offer(self) -> None:
        assert isinstance(self.row, Matter)  # noqa: S101  # for the type checker
        self.suggested = suggested(self.row)
        self.learning = self.suggested is None and not can_suggest()
        long = classes.many()
        words = str(self.initial.get("find") or "") if long and not self.is_bound else ""
        offered = classes.found_choices(words) if long else classes.class_choices()
        hits = [key for _group, rows in offered for key in rows] if words else []
        if words and not hits:
            self.fields["find"].help_text = _("没有合“%(words)s”的分类，下面是全部。") % {"words": words}
            offered = classes.found_choices("")
        if len(hits) == 1:
            self.initial["category"] = hits[0][0]
        if not long:
            del self.fields["find"]
        self.hints = hints_of(self.row)
        self.choose("category", offered, empty=_("请选择"))
        self.fields["area"] = area_field(
            self.by.scopes, label=self.fields["area"].label, besides=self.row.area
        )

    def clean_track(self) -> str:
        return self.cleaned_data["track"] or str(Track.ORDINARY)

    @property
    def looking(self) -> bool:
        """Whether the search button was pressed, not the move's."""
        return "look" in self.data


class DispatchForm(ShieldingForm):
    """派单: to which unit, what is demanded of it, and on what basis; begun with what the catalogue proposes."""

    template_name = "appeals/forms/dispatch.html"

    unit = forms.TypedChoiceField(label=_("承办单位"), coerce=int)
    basis = forms.CharField(
        label=_("派单依据"), max_length=200, help_text=_("为什么派给这个单位，例如职责清单第几条。")
    )
    demand = forms.CharField(label=_("办理要求"), widget=LONG, required=False)
    field_order = ("unit", "basis", "demand")

    def first_values(self, row: Matter) -> dict[str, Any]:
        """The unit that was suggested when the last one gave it back; else what the line that fits says.

        The backstop's where none does.
        """
        self.proposal, self.returned = proposal(row), let_go(row)
        if self.returned is not None and self.returned.suggested_id is not None:
            return {"unit": self.returned.suggested_id, "basis": self.returned.basis}
        line = self.proposal.line if self.proposal is not None else None
        return {"unit": line.unit, "basis": line.basis} if line is not None else {}

    def offer(self) -> None:
        """The units that take work, but for those the matter is said against and their line."""
        super().offer()
        self.choose("unit", units_to_ask(self.matter), empty=_("请选择"))


def category_of(row: Any) -> int | None:
    """The key of a matter's class."""
    key: int | None = row.appeal.category_id
    return key


class NeedInfoForm(MoveForm):
    """要求补充: one list of all that is missing; the checklist of the class, and lines of one's own."""

    usual = forms.MultipleChoiceField(
        label=_("这类事一般要的材料，缺哪些"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.CharField(
        label=_("还缺什么"),
        widget=LONG,
        required=False,
        max_length=1000,
        help_text=_("一行写一样，一次说全：群众只该跑这一次。"),
    )

    def offer(self) -> None:
        usual = checklist_of(class_code(self.row)) or classes.checklist_of(category_of(self.row))
        if usual:
            field = self.fields["usual"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
            field.choices = [(item, item) for item in usual]
        else:
            del self.fields["usual"]

    def clean(self) -> dict[str, Any]:
        """Both lists in one."""
        data = super().clean() or self.cleaned_data
        lines = [line.strip() for line in data.get("more", "").splitlines() if line.strip()]
        items = [*data.get("usual", []), *lines]
        if not items:
            self.add_error("more", _("请勾选或写下缺什么，一次说全。"))
        if len(items) > MOST_ITEMS:
            self.add_error("more", _("最多列 20 样，请合并几样。"))
        return {**data, "items": items}


class SupplyForm(MoveForm):
    """补充: what the resident said or brought, written down by the desk."""

    channel = forms.ChoiceField(
        label=_("怎么补的"), choices=[pair for pair in Channel.choices if pair[0] != Channel.WEB]
    )
    text = forms.CharField(label=_("补充了什么"), widget=LONG, max_length=5000)


AT_ONCE = (
    ("one_owner", _("只归一家管，归谁管是清楚的")),
    ("in_catalogue", _("在派单目录和职责范围以内")),
    ("no_dispute", _("事实没有争议")),
    ("no_ruling", _("不用定钱数，不用作法律上的决定，已当场办完")),
)
SETTLED_AS = [(one.value, one.label) for one in (Outcome.RESOLVED, Outcome.EXPLAINED)]
CONTENT = [("yes", _("当场认可，不用再回访")), ("no", _("没能当面确认，留给回访"))]
SHORTEST_ANSWER = 15
TOO_SHORT = _("答复太短。请写清怎么答的、还有疑问找谁（至少 15 个字）。")


def meets_all(ticked: Iterable[str]) -> bool:
    """Simple is what all four questions say yes to (DSP-01)."""
    return {code for code, _label in AT_ONCE} <= set(ticked)


class AnswerNowForm(CheckedReplyForm):
    """当场办结: the answer, and whether the resident was content with it."""

    outcome = forms.ChoiceField(label=_("办理结果"), choices=SETTLED_AS)
    reply = forms.CharField(
        label=_("答复内容"),
        widget=LONG,
        min_length=SHORTEST_ANSWER,
        help_text=_("怎么答的、依据是什么、还有疑问找谁。群众凭编号和查询码看得到。"),
        error_messages={"min_length": TOO_SHORT},
    )
    confirmed = forms.TypedChoiceField(
        label=_("诉求人认可吗"),
        choices=CONTENT,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    at_once = forms.MultipleChoiceField(
        label=_("求助要当场办结，四条都要符合"),
        choices=AT_ONCE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("有一条不符合，就受理以后派单；要几家一起办的派给主办单位。咨询、建议、表扬不用勾。"),
    )

    def clean(self) -> dict[str, Any]:
        """Whether it is simple."""
        data = super().clean() or self.cleaned_data
        data["simple"] = meets_all(data.get("at_once") or ())
        return data


class RejectForm(MoveForm):
    """提出不予受理: the reason, and where the resident is to go."""

    reason = forms.ChoiceField(label=_("理由"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("结合这件事说明"),
        widget=SHORT,
        max_length=500,
        help_text=_("写给群众看：这件事为什么属于这种情况。"),
    )
    earlier = forms.CharField(
        label=_("原来那件的编号"),
        max_length=40,
        required=False,
        help_text=_("只有“再次反映、没有新的情况”要填：原来那件要是同一人反映的，并且已经答复。"),
    )
    body = forms.CharField(
        label=_("该去哪里"), max_length=80, required=False, help_text=_("不填就按这条理由的一般去处。")
    )
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)

    def offer(self) -> None:
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        said = reasons().values()
        field.choices = [(one.code, f"{_now(one.words)} · {_now(one.body)} {one.phone}") for one in said]


class ReasonForm(MoveForm):
    """Why, in a sentence or two."""

    reason = forms.CharField(label=_("理由"), widget=SHORT, max_length=500)


class ReferForm(ShieldingForm):
    """转出: to whom, by which number, and on which day we ask how it went."""

    body = forms.CharField(label=_("转给哪个单位"), max_length=80)
    reference = forms.CharField(label=_("对方或转办函的编号"), max_length=60, required=False)
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    basis = forms.CharField(
        label=_("转出依据"), max_length=200, help_text=_("为什么归对方管，写进给群众的告知书。")
    )
    remind_at = forms.DateField(
        label=_("哪天问结果"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("到那天这件事会回到“今天我要办的”。"),
    )
    template_name = "appeals/forms/refer.html"
    field_order = ("body", "reference", "address", "phone", "basis", "remind_at")

    def first_values(self, row: Matter) -> dict[str, Any]:
        """By the limit for asking (T2r)."""
        now = clock.now()
        limit = limit_for("T2r", row, now)
        if limit is None:
            return {}
        end = due(limit.kind, limit.amount, now, calendar_in_force(area_of(row)))
        return {"remind_at": timezone.localdate(end)}

    def clean_remind_at(self) -> datetime:
        """That morning, when the office opens."""
        day = self.cleaned_data["remind_at"]
        if day <= timezone.localdate(clock.now()):
            raise forms.ValidationError(_("问结果的日期要在今天以后，请改一下。"))
        return calendar_in_force(area_of(self.row)).opening(day)


class ResultForm(MoveForm):
    """登记转办结果, 已联系诉求人: what was said."""

    text = forms.CharField(label=_("对方怎么答复的"), widget=LONG, max_length=5000)


class ReachForm(MoveForm):
    """已联系诉求人: what was said in the talk."""

    text = forms.CharField(label=_("怎么说的"), widget=LONG, max_length=2000)


class EscalateForm(MoveForm):
    """紧急升级: phone first, record after."""

    reason = forms.CharField(
        label=_("为什么特急"),
        widget=SHORT,
        max_length=500,
        help_text=_(
            "先打电话处置，再来这里记：有危险打 110、119、120；水电气热打抢修电话，并直接打给承办单位。"
        ),
    )
