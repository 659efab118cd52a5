"""What an office sets about telling people: when and how often (通知时段), and in which words (通知用语)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel import letters, outbox
from lianxin.kernel.editions import Json
from lianxin.kernel.letters import Letter
from lianxin.kernel.pace import MOST_A_DAY
from lianxin.web.forms import LongText, name_what_is_missing
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm

CLOCK = forms.TimeInput(attrs={"type": "time", "data-width": "short"}, format="%H:%M")


class PeaceForm(SettingForm):
    """通知时段: from when to when, how many a day, and the days on which nothing is sent."""

    morning = forms.TimeField(
        label=gettext_lazy("早上几点起可以发"),
        widget=CLOCK,
        help_text=gettext_lazy("不能早于 08:00。夜里登记的，到这个时间再发。"),
    )
    evening = forms.TimeField(
        label=gettext_lazy("晚上几点以后不发"), widget=CLOCK, help_text=gettext_lazy("不能晚于 20:00。")
    )
    cap = forms.IntegerField(
        label=gettext_lazy("同一个号码一天最多几条"),
        min_value=1,
        max_value=MOST_A_DAY,
        widget=forms.NumberInput({"data-width": "short"}),
        help_text=gettext_lazy("再多的合成一条，第二天早上发。特急的不限。"),
    )
    digest = forms.TimeField(label=gettext_lazy("合成的那条几点发"), widget=CLOCK)
    days = forms.CharField(
        label=gettext_lazy("另外哪些天不发"),
        required=False,
        widget=LongText({"rows": 3}),
        help_text=gettext_lazy("一行一个日期，例如 2027-04-05。除夕本来就不发，不用填。"),
    )

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return {**value, "days": "\n".join(value["days"])}

    def clean_days(self) -> list[str]:
        """The days, in order. Raises ValidationError."""
        try:
            return sorted({date.fromisoformat(day).isoformat() for day in self.cleaned_data["days"].split()})
        except ValueError as fault:
            raise forms.ValidationError(_("日期不对，请一行写一个，例如 2027-04-05。")) from fault

    def value(self) -> Json:
        given = self.cleaned_data
        clock = {name: f"{given[name]:%H:%M}" for name in ("morning", "evening", "digest")}
        return {**clock, "cap": given["cap"], "days": given["days"]}


def peace_alters(before: Json, after: Json) -> list[Text]:
    """What a change of the hours touches at once: what waits already."""
    waiting = outbox.waiting_count()
    sample = _("晚上 %(evening)s 以后的事，到第二天 %(morning)s 再发。")
    lines: list[Text] = [sample % {"evening": after["evening"], "morning": after["morning"]}]
    if waiting:
        lines.append(_("现在等着发的 %(count)d 条，按新的时段发。") % {"count": waiting})
    return lines


class WordingForm(SettingForm):
    """通知用语: each letter in the office's own words, or in ours where its box is empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(self.declared())
        name_what_is_missing(self.fields.values())

    @classmethod
    def declared(cls) -> Iterable[tuple[str, forms.Field]]:
        """A box for each letter; those to residents first."""
        known = [letters.letter_named(code) for code in letters.codes()]
        known.sort(key=lambda letter: (bool(letter.topic), letter.code))
        return [(letter.code, box(letter)) for letter in known]

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return dict(value)

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """Each letter as it would be sent."""
        return [(str(field.label), value.get(code) or ours(code)) for code, field in cls.declared()]

    def clean(self) -> dict[str, Any]:
        """Each sentence can be sent with what its letter has."""
        data = super().clean() or self.cleaned_data
        for code, text in list(data.items()):
            data[code] = " ".join(str(text).split())
            fault = letters.fault_of(letters.letter_named(code), data[code])
            if fault:
                self.add_error(code, fault)
        return data

    def value(self) -> Json:
        return {code: text for code, text in self.cleaned_data.items() if text and text != ours(code)}


def ours(code: str) -> str:
    """The sentence we came with."""
    return str(letters.letter_named(code).text)


def box(letter: Letter) -> forms.CharField:
    """The box of one letter, with our own sentence beside it."""
    whom = _("给工作人员") if letter.topic else _("给群众")
    return forms.CharField(
        label=f"{whom}：{letter.label or letter.code}",
        required=False,
        max_length=letters.LONGEST,
        widget=LongText({"rows": 2}),
        help_text=_("不填就用：%(ours)s") % {"ours": ours(letter.code)},
    )


def wording_alters(before: Json, after: Json) -> list[Text]:
    """How each changed letter reads with invented values, and as how many text messages it is paid for."""
    changed = [code for code in letters.codes() if before.get(code) != after.get(code)]
    return [sentence for code in changed for sentence in seen(code, after.get(code) or ours(code))]


def seen(code: str, text: str) -> list[Text]:
    """A letter as somebody would read it, and what they would miss."""
    letter, sample = letters.letter_named(code), letters.sample(text)
    label = str(letter.label or code)
    facts = {"label": label, "sample": sample, "signs": len(sample), "parts": letters.parts(sample)}
    lines: list[Text] = [
        _("%(label)s：“%(sample)s”，%(signs)d 个字。") % facts
        if letter.topic
        else _("%(label)s：“%(sample)s”，%(signs)d 个字，按 %(parts)d 条短信发。") % facts
    ]
    missing = [name for name in letter.variables if name not in letters.VARIABLE.findall(text)]
    if missing:
        names = "、".join(f"%({name})s" for name in missing)
        lines.append(_("%(label)s里没有 %(names)s，收到的人看不到它。") % {"label": label, "names": names})
    return lines
