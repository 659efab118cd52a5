"""What people type about accounts, units and posts; each fault names the field and the remedy."""

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.people import passwords, rules
from lianxin.people.queries.posts import Choices
from lianxin.people.terms import terms
from lianxin.places.forms.picker import Picking, area_field
from lianxin.places.models import Area
from lianxin.places.queries import scopes_named
from lianxin.places.rules import SERVED

AS_TYPED = {"autocapitalize": "none", "spellcheck": "false"}
LOGIN_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")
PHONE_PATTERN = re.compile(r"(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{3,8})")


class SignInForm(forms.Form):
    """Login and password: the first factor."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=64,
        error_messages={"required": _("请填登录名。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=passwords.LONGEST,
        strip=False,
        error_messages={"required": _("请填密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_login(self) -> str:
        return rules.clean_login(str(self.cleaned_data["login"]))


class CodeForm(forms.Form):
    """The second factor: six digits from the telephone, or a recovery code."""

    code = forms.CharField(
        label=_("动态口令"),
        max_length=24,
        error_messages={"required": _("请填手机上显示的 6 位数字。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", **AS_TYPED}),
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("新密码"),
        help_text=_("至少 12 个字。可以是一句自己记得住的话，中文也行，不必有数字和符号。"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("请填新密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再填一次"),
        max_length=1024,
        strip=False,
        error_messages={"required": _("请把新密码再填一次。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, login: str, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login, self.name = login, name
        if terms().dengbao:
            self.fields["password"].help_text = _(
                "至少 12 个字，大写字母、小写字母、数字、其他字符（中文也算）里至少有三种。"
            )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        kinds = terms().kinds if terms().dengbao else 0
        fault = passwords.fault_of(password, login=self.login, name=self.name, kinds=kinds)
        if fault:
            raise forms.ValidationError(fault)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", _("两次填的不一样，请重填。"))
        return data


class ChangePasswordForm(PasswordForm):
    """One's own password changed by oneself: the old one first."""

    current = forms.CharField(
        label=_("现在的密码"),
        max_length=passwords.LONGEST,
        strip=False,
        error_messages={"required": _("请填现在的密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password", "again")


def clean_phone(typed: str) -> str:
    """A telephone number without blanks; full-width digits become plain ones.

    Raises ValidationError when it is no Chinese mobile, landline or short number.
    """
    phone = re.sub(r"[\s　]", "", typed).translate(str.maketrans("０１２３４５６７８９－", "0123456789-"))
    if phone and not PHONE_PATTERN.fullmatch(phone):
        raise forms.ValidationError(_("电话号码不对。请填 11 位手机号、带区号的座机或短号。"))
    return phone


class PersonForm(forms.Form):
    """A member of staff: the name and a telephone."""

    name = forms.CharField(label=_("姓名"), max_length=64, error_messages={"required": _("请填姓名。")})
    phone = forms.CharField(
        label=_("电话"),
        max_length=32,
        required=False,
        help_text=_("可以不填。加密保存，名单上只露一部分。"),
    )

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))


class CorrectionForm(PersonForm):
    """A name or a telephone put right; an empty telephone stays what it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("新电话")
        self.fields["phone"].help_text = _("留空就不改。")


class UnitFinder(forms.TextInput):
    """A box for words about a unit, and the button that brings its posts; nothing else typed is lost."""

    template_name = "people/widgets/unit_finder.html"


class PostChoiceForm(forms.Form):
    """Which post somebody takes up; where posts are many, their unit is found first."""

    unit_words = forms.CharField(
        label=_("哪个单位的岗位"),
        required=False,
        max_length=60,
        help_text=_("填单位名称的几个字、拼音首字母或代码，按“查找”，再选岗位。"),
        widget=UnitFinder,
    )
    post = forms.TypedChoiceField(
        label=_("岗位"),
        coerce=int,
        error_messages={"required": _("请选一个岗位。"), "invalid_choice": _("没有这个岗位，请重选。")},
    )

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = _("请选择") if posts.groups else _("没有找到岗位，请先查找单位")
        cast(forms.TypedChoiceField, self.fields["post"]).choices = [("", nothing), *posts.groups]
        if not posts.long:
            del self.fields["unit_words"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("unit_words", None)  # a means of choosing, not a fact
        return data


class UnitForm(Picking):
    """A unit: name, code, kind, the area it serves, its public telephone."""

    name = forms.CharField(
        label=_("单位名称"), max_length=64, error_messages={"required": _("请填单位名称。")}
    )
    code = forms.RegexField(
        regex=r"[A-Za-z0-9-]{1,16}",
        label=_("单位代码"),
        max_length=16,
        help_text=_("字母、数字或横线，本县不重复。打印在编号里，定了不要改。"),
        error_messages={"required": _("请填单位代码。"), "invalid": _("单位代码只用字母、数字和横线。")},
    )
    kind = forms.ChoiceField(label=_("类别"), choices=rules.UnitKind.choices)
    area = forms.Field(label=_("管辖区域"))
    phone = forms.CharField(label=_("对外电话"), max_length=32, required=False)
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, county: int, besides: Area | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = area_field(
            (str(county),),
            label=_("管辖区域"),
            required=True,
            kinds=SERVED,
            besides=besides,
            empty=_("请选择"),
            help_text=_("本单位的人只看得到这个区域的事。"),
            required_message=_("请选管辖区域。"),
        )

    def clean_phone(self) -> str:
        return clean_phone(str(self.cleaned_data["phone"]))


NOTHING_KEPT: Mapping[str, str] = {}


class PostForm(forms.Form):
    """A post: its name and what whoever holds it may do."""

    name = forms.CharField(
        label=_("岗位名称"), max_length=64, error_messages={"required": _("请填岗位名称。")}
    )
    roles = forms.MultipleChoiceField(
        label=_("职责"),
        choices=rules.role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少勾选一项职责。"), "invalid_choice": _("没有这项职责，请重选。")},
    )
    scopes = forms.CharField(
        label=_("所管区域"),
        max_length=400,
        required=False,
        help_text=_("不填就是单位的管辖区域。要管别处或只管几个村的，填区域名称或代码，用顿号隔开。"),
        widget=forms.TextInput(attrs=AS_TYPED),
    )
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, kept: Mapping[str, str] = NOTHING_KEPT, **options: Any) -> None:
        """`kept` are the areas the post lists already, {prefix: name}: they stay, though they may have ended."""
        super().__init__(*args, **options)
        self.kept: dict[str, list[str]] = {}
        for scope, name in kept.items():
            self.kept.setdefault(name, []).append(scope)
            self.kept.setdefault(scope, [scope])

    def clean_scopes(self) -> list[str]:
        words = [word for word in re.split(r"[、，,\s]+", str(self.cleaned_data["scopes"])) if word]
        kept = {scope for word in words for scope in self.kept.get(word, ())}
        words = [word for word in words if word not in self.kept]
        found = scopes_named(words, on=clock.today())
        for word in words:
            if not found[word]:
                raise forms.ValidationError(
                    _("没有叫“%(name)s”的区域，请核对名称或填代码。") % {"name": word}
                )
            if len(found[word]) > 1:
                raise forms.ValidationError(_("有几个区域叫“%(name)s”，请改填代码。") % {"name": word})
        return sorted({*kept, *(found[word][0] for word in words)})

    def clean_roles(self) -> list[str]:
        roles = list(self.cleaned_data["roles"])
        if rules.mixes_duties(set(roles)):
            raise forms.ValidationError(
                _("系统管理、安全管理、审计要各设一个岗位，也不能兼办件职责：请另设一个岗位。")
            )
        return roles
