"""The wording of papers in the office's own words (用语): a setting with editions, within the variables there are.

A variable is written by its words in braces: `{编号}`. A text with one the form hasn't is not saved (FRM-09).
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _, override

from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Json, Setting, edition_of, name_of, register as register_setting, value_of
from lianxin.kernel.paper.layout import NAMED, Form, Wording

LONGEST = 2000
_settings: dict[str, Setting[dict[str, str]]] = {}


def setting_of(form: Form) -> Setting[dict[str, str]]:
    """The setting that holds a form's own wording; made known when it is first asked for."""
    if form.code not in _settings:
        code = f"paper.{form.code.lower()}"
        setting = Setting(code, form.title, default={}, read=reader(form), edition=form.edition)
        _settings[form.code] = register_setting(setting)
    return _settings[form.code]


def reader(form: Form) -> Callable[[Json], dict[str, str]]:
    """Reads the texts of one form. It raises ValueError, in a sentence, for a text that can't be filled in."""

    def read(value: Json) -> dict[str, str]:
        texts = {code: str(text) for code, text in dict(value).items()}
        faults = [fault_of(form, text) for text in texts.values()]
        if any(faults):
            raise ValueError(next(fault for fault in faults if fault))
        return texts

    return read


def names_of(form: Form) -> dict[str, str]:
    """The code of each variable by the words it is written by."""
    with override("zh-hans"):
        return {str(variable.label): variable.code for variable in form.variables}


def fault_of(form: Form, text: str) -> str:
    """Why a text can't stand on this form; empty when it can."""
    if len(text) > LONGEST:
        return _("太长了：最多 %(most)d 个字，现在 %(now)d 个。") % {"most": LONGEST, "now": len(text)}
    names = names_of(form)
    strange = [name for name in NAMED.findall(text) if name not in names]
    if strange:
        known = "、".join(f"{{{name}}}" for name in names) or _("没有")
        sentence = _("这张表里没有 %(name)s。可以用的：%(known)s。")
        return sentence % {"name": f"{{{strange[0]}}}", "known": known}
    if set(NAMED.sub("", text)) & set("{}"):
        return _("花括号要成对，里面写变量的名字，例如 %(example)s。") % {"example": "{编号}"}
    return ""


def value_at(form: Form, at: datetime | None) -> dict[str, str]:
    """The office's own texts in force; none where no county is being worked for."""
    try:
        return value_of(setting_of(form), at=at)
    except NoCounty:
        return {}


def text_of(form: Form, code: str, *, at: datetime | None = None) -> str:
    """One piece of wording with its variables by code: the office's own at that moment, else ours."""
    text = value_at(form, at).get(code) or wording_of(form, code).text
    names = names_of(form)
    return NAMED.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", text)


def sample(form: Form, text: str) -> str:
    """A text filled in with invented values, to look at."""
    with override("zh-hans"):
        values = {str(variable.label): variable.sample for variable in form.variables}
    return NAMED.sub(lambda found: values.get(found[1], ""), text)


def wording_of(form: Form, code: str) -> Wording:
    """One piece of a form's wording, as we wrote it. Raises LookupError."""
    return next(filter(lambda one: one.code == code, form.wordings))


def edition_of_form(form: Form, *, at: datetime | None = None) -> str:
    """The edition of the form, with that of the office's own wording where it has one."""
    try:
        row = edition_of(setting_of(form), at=at) if form.wordings else None
    except NoCounty:
        row = None
    return form.edition if row is None else f"{form.edition} {name_of(row)}"
