"""What is typed to stand still, to go on, to take longer, and to decide on it (挂起、恢复、转项目、延期)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.pausing import EVENT_LENGTH, EVENTS, pausing
from lianxin.appeals.queries.pausing import (
    handling_clock,
    latest_end,
    latest_news,
    most_more,
    standing_suspension,
)
from lianxin.kernel import clock
from lianxin.kernel.editions import Json
from lianxin.kernel.worktime import calendar_in_force
from lianxin.matters.forms import MoveForm
from lianxin.matters.ledger import running_clocks
from lianxin.matters.limits import amount_words
from lianxin.matters.workflow import area_of
from lianxin.web.dates import day as in_words, when
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm

LONG = forms.Textarea(attrs={"rows": 4})


def day_box() -> forms.DateInput:
    """The box of a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PauseForm(MoveForm):
    """What the forms of standing still share: days are told with the last one that may be chosen."""

    row: Any

    def latest_end(self) -> date:
        """The last day until which it may stand still."""
        return latest_end(self.row, clock.now(), calendar_in_force(area_of(self.row)))

    def latest_news(self, *, project: bool) -> date:
        """The last day on which the resident has to hear."""
        by = calendar_in_force(area_of(self.row))
        return latest_news(self.row, clock.now(), project=project, by=by)

    def hint(self, name: str, sentence: str, day: date) -> None:
        """Say beside a box which day is the last."""
        self.fields[name].help_text = sentence % {"day": in_words(day)}


class SuspendForm(PauseForm):
    """申请挂起: what is waited for, until when, and when the resident hears of it next."""

    event = forms.ChoiceField(label=_("等什么事"))
    words = forms.CharField(
        label=_("具体等什么"),
        widget=LONG,
        max_length=500,
        help_text=_("写给群众看：等谁、等什么、现在到哪一步。"),
    )
    until = forms.DateField(label=_("哪天恢复办理"), widget=day_box())
    news_at = forms.DateField(
        label=_("哪天前告知进展"),
        required=False,
        widget=day_box(),
        help_text=_("不填就是恢复办理那天。到那天没有告知，会提醒单位负责人。"),
    )

    def offer(self) -> None:
        events = pausing().events
        self.choose("event", [(code, _now(words)) for code, words in events.items()], empty=_("请选择"))
        sentence = _now("到那天自动恢复，时限接着走；等的事提前有了结果，随时可以恢复。最晚 %(day)s。")
        self.hint("until", sentence, self.latest_end())

    def clean(self) -> dict[str, Any]:
        """Who names no day for the news tells them when it goes on."""
        data = super().clean() or self.cleaned_data
        return {**data, "news_at": data.get("news_at") or data.get("until")}


class ProjectForm(PauseForm):
    """转项目: which project, where it stands, who has it in hand, and when the resident hears of it next."""

    words = forms.CharField(
        label=_("什么项目"),
        widget=LONG,
        max_length=500,
        help_text=_("写给群众看：什么项目、办到哪一步、谁在管。"),
    )
    news_at = forms.DateField(label=_("哪天前告知进展"), widget=day_box())

    def offer(self) -> None:
        sentence = _now("每次告知以后要再约一天，直到办成。最晚 %(day)s。")
        self.hint("news_at", sentence, self.latest_news(project=True))


class NewsForm(PauseForm):
    """进展告知: what the resident is told, and when they hear again."""

    text = forms.CharField(
        label=_("告诉群众什么"),
        widget=LONG,
        max_length=1000,
        help_text=_("写给群众看：办到哪一步、还等什么。"),
    )
    next_at = forms.DateField(label=_("哪天前再告知"), widget=day_box())

    def offer(self) -> None:
        standing = standing_suspension(self.row)
        latest = self.latest_news(project=standing is not None and standing.project)
        if standing is not None and standing.until is not None:
            latest = min(latest, standing.until)
        self.hint("next_at", _now("最晚 %(day)s。"), latest)


class GoOnForm(MoveForm):
    """恢复: what came of that which was waited for."""

    words = forms.CharField(
        label=_("等的事有了什么结果"),
        widget=LONG,
        max_length=500,
        help_text=_("没有等到也要恢复的，写明为什么。"),
    )


class ExtendForm(MoveForm):
    """申请延期: how much more, why, on what basis."""

    row: Any

    amount = forms.IntegerField(label=_("延多久"), min_value=1)
    reason = forms.CharField(
        label=_("为什么延期"),
        widget=LONG,
        max_length=500,
        help_text=_("写给群众看：卡在哪里、还要做什么。"),
    )
    basis = forms.CharField(
        label=_("依据"),
        required=False,
        max_length=200,
        help_text=_("按哪个文件可以延，例如信访工作条例的有关条文，请核对原文。没有就空着。"),
    )

    def offer(self) -> None:
        running = handling_clock(running_clocks([self.row])[self.row.pk])
        if running is None:
            return
        most = amount_words(running.kind, most_more(self.row, running, clock.now()))
        due = when(running.due)
        sentence = _now("现在的时限到 %(due)s，只能延一次，最多延 %(most)s；单位和原时限一样。")
        self.fields["amount"].help_text = sentence % {"due": due, "most": most}


class PauseDecisionForm(MoveForm):
    """批准挂起: which request."""

    page = "pauses"

    suspension = forms.IntegerField(widget=forms.HiddenInput)


class PauseRefusalForm(PauseDecisionForm):
    """不批准挂起: which request, and why not."""

    why = forms.CharField(label=_("为什么不批准"), widget=LONG, max_length=500)


class ExtensionDecisionForm(MoveForm):
    """批准延期: which request."""

    page = "pauses"

    extension = forms.IntegerField(widget=forms.HiddenInput)


class ExtensionRefusalForm(ExtensionDecisionForm):
    """不批准延期: which request, and why not."""

    why = forms.CharField(label=_("为什么不批准"), widget=LONG, max_length=500)


class PausingForm(SettingForm):
    """挂起和转项目: what may be waited for, one a line; how long in all."""

    events = forms.CharField(
        label=_("可以等的事"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一种：代码｜等什么事，例如 weather｜等天气。申请挂起时从这里选，群众看得到。"),
    )
    most_days = forms.IntegerField(
        label=_("挂起合计最多几天"),
        min_value=1,
        help_text=_("一件事几次挂起合起来的自然日；转项目的不算。一次最多多久在“办理时限”里定。"),
    )
    project_days = forms.IntegerField(label=_("转项目最多几天要有一次进展"), min_value=1)

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        lines = [f"{code}｜{_now(words)}" for code, words in value["events"].items()]
        return {**value, "events": "\n".join(lines)}

    def clean_events(self) -> dict[str, str]:
        """One event a line; a default of ours stays what it is, in whatever language the page was."""
        ours = {_now(words): words for words in EVENTS.values()}
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["events"].splitlines())):
            code, mark, words = (part.strip() for part in line.replace("|", "｜").partition("｜"))
            if not mark or not code or not code.isascii() or not 0 < len(words) <= EVENT_LENGTH:
                raise forms.ValidationError(
                    _("“%(line)s”看不懂。请写成：代码｜等什么事，代码用字母，事情最多 40 个字。")
                    % {"line": line}
                )
            found[code] = ours.get(words, words)
        return found

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """The events one a line, then the numbers."""
        events: list[tuple[Text, str]] = [(code, _now(words)) for code, words in value["events"].items()]
        return [*events, *super().lines(value)[1:]]
