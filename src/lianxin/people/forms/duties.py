"""What people type about posts held for a period: from when to when, who stands in, who takes over."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.people.forms import AS_TYPED, LOGIN_PATTERN, PersonForm, PostChoiceForm
from lianxin.people.rules import Period, clean_login


def begins(day: date) -> datetime:
    """The first moment of a day, by the office's clock."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # made aware here


class DayField(forms.DateField):
    """One day; what can't be read as one says how to write it."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("日期写成 2026-12-31 的样子。"), "required": _("请填日期。")}
        super().__init__(widget=forms.DateInput(attrs={"type": "date", "data-width": "short"}), **kwargs)
        self.error_messages |= said


class PeriodForm(forms.Form):
    """From which day to which; empty means from now, and for good."""

    since = DayField(label=_("从哪天起"), required=False, help_text=_("不填就是现在起。"))
    until = DayField(label=_("到哪天止（含当天）"), required=False, help_text=_("不知道就不填。"))

    def period(self, *, now: datetime) -> Period:
        """The period typed: a last day counts to its end."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return Period(
            since=max(begins(since), now) if since else None,
            until=begins(until + timedelta(days=1)) if until else None,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("结束日期要晚于开始日期，请核对。"))
        return data


class AppointForm(PeriodForm, PostChoiceForm):
    """A post, from when to when."""

    field_order: Sequence[str] = ("unit_words", "post", "since", "until")


class MemberForm(PersonForm, AppointForm):
    """A new member of staff: the person, a login, a post, and from when to when."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=32,
        help_text=_("3 到 32 个小写字母、数字、点或横线，例如姓名拼音。定了不能改。"),
        error_messages={"required": _("请填登录名。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("name", "login", "unit_words", "post", "phone", "since", "until")

    def clean_login(self) -> str:
        login = clean_login(str(self.cleaned_data["login"]))
        if not LOGIN_PATTERN.fullmatch(login):
            raise forms.ValidationError(_("登录名是 3 到 32 个小写字母、数字、点或横线，字母或数字开头。"))
        return login


class SubstituteForm(PeriodForm):
    """Who stands in, by login or name, from when to when."""

    who = forms.CharField(
        label=_("代班人"),
        max_length=64,
        help_text=_("填登录名；没有重名的，填姓名也行。"),
        error_messages={"required": _("请填代班人的登录名或姓名。")},
        widget=forms.TextInput(attrs=AS_TYPED),
    )
    field_order = ("who", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = True
        self.fields["until"].help_text = ""
        self.fields["until"].error_messages["required"] = _("代班要有结束日期。")


class EndForm(forms.Form):
    """On which day somebody leaves a post; empty means now."""

    on = DayField(
        label=_("最后一天"), required=False, help_text=_("不填就是现在。填了，当天还能办事，第二天起收回。")
    )

    def moment(self) -> datetime | None:
        """When the right ends: with the end of the last day, None for now."""
        on = self.cleaned_data.get("on")
        return begins(on + timedelta(days=1)) if on else None


class SuccessorForm(forms.Form):
    """Who takes over, of those on the post, and who watches."""

    successor = forms.TypedChoiceField(
        label=_("接收人"),
        coerce=int,
        error_messages={"required": _("请选接收人。"), "invalid_choice": _("这个人不在这个岗位上，请重选。")},
    )
    watcher = forms.CharField(
        label=_("监交人"),
        max_length=64,
        required=False,
        help_text=_("填登录名或姓名，一般是单位负责人。移交人已经离开的，由监交人代签。"),
        widget=forms.TextInput(attrs=AS_TYPED),
    )

    def __init__(self, *args: Any, heirs: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", _("请选择")), *heirs]
