"""What an office types about its days: hours, a year's arrangement, local days, markets, the school year."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from lianxin.calendars.arrangement import (
    ArrangedDay,
    Arrangement,
    Unreadable,
    doubts,
    read_arrangement,
    spelled,
)
from lianxin.calendars.calendar import Year
from lianxin.calendars.days import next_days
from lianxin.calendars.hours import read_hours
from lianxin.calendars.local import Part, read_local
from lianxin.calendars.markets import read_markets
from lianxin.calendars.school import read_school
from lianxin.kernel import clock
from lianxin.kernel.editions import Json
from lianxin.kernel.timetables import arrangement_from, value_from
from lianxin.kernel.worktime import published
from lianxin.web.forms import LongText
from lianxin.web.parts import Text
from lianxin.web.settings_form import SettingForm

MOST_LINES = 60
MOST_WHOLE_DAYS = 60
YEAR_AHEAD = 366
UPLOAD_LIMIT = 1024 * 1024


class HoursForm(SettingForm):
    """Office hours, span by span."""

    spans = forms.CharField(
        label=gettext_lazy("办公时间"),
        max_length=120,
        help_text=gettext_lazy("例如 08:30-12:00, 14:00-17:30。冬夏时间不同的，到换季时填“从哪天起生效”。"),
    )

    def clean_spans(self) -> str:
        """The hours as they are kept. Raises ValidationError with a sentence."""
        try:
            return read_hours(self.cleaned_data["spans"], edition="").words
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class LinesForm(SettingForm):
    """One rule a line; each form says how a line is read."""

    text = forms.CharField(label=gettext_lazy("一行写一条"), required=False, max_length=4000, widget=LongText)

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        return {"text": value.get("lines", "")}

    def value(self) -> Json:
        return {"lines": self.cleaned_data["text"]}

    def clean_text(self) -> str:
        """The lines without empty ones. Raises ValidationError naming the line that can't be read."""
        text = "\n".join(line.strip() for line in self.cleaned_data["text"].splitlines() if line.strip())
        if text.count("\n") >= MOST_LINES:
            raise forms.ValidationError(_("最多写 %(n)d 行。") % {"n": MOST_LINES})
        try:
            self.judge(text)
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault
        return text

    def judge(self, text: str) -> None:
        """Read the text. Raises ValueError with a sentence."""
        raise NotImplementedError

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """Each line by its number, for comparing."""
        written = str(value.get("lines", "")).splitlines()
        return [(_("第 %(n)d 行") % {"n": at}, line) for at, line in enumerate(written, start=1)]


def day_words(day: date) -> str:
    """1月4日（星期一）."""
    return _("%(m)d月%(d)d日（%(week)s）") % {"m": day.month, "d": day.day, "week": date_format(day, "D")}


def next_words(days: list[date]) -> str:
    """The next days in a row."""
    return _("、").join(day_words(day) for day in days) or _("两年内没有")


class LocalForm(LinesForm):
    """Local holidays and half days."""

    def judge(self, text: str) -> None:
        """Raises ValueError for a line that can't be read, and for rules that close the office for good."""
        whole = [rule.days for rule in read_local(text).rules if rule.part is Part.ALL]
        taken = len(
            [day for day in next_days(whole, today(), YEAR_AHEAD) if (day - today()).days < YEAR_AHEAD]
        )
        if taken > MOST_WHOLE_DAYS:
            numbers = {"n": taken, "most": MOST_WHOLE_DAYS}
            raise ValueError(_("照这样写，一年有 %(n)d 天全天放假。最多 %(most)d 天，请核对。") % numbers)


class MarketsForm(LinesForm):
    """Market days."""

    def judge(self, text: str) -> None:
        read_markets(text)


class SchoolForm(LinesForm):
    """The school year."""

    def judge(self, text: str) -> None:
        read_school(text)


def today() -> date:
    """The office's day."""
    return timezone.localdate(clock.now())


def next_local(before: Json, after: Json) -> list[Text]:
    """The next days the rules mean, so that whoever wrote them sees whether they say it."""
    rules = [rule.days for rule in read_local(after["lines"]).rules]
    return [_("接下来的日子：%(days)s。") % {"days": next_words(next_days(rules, today()))}]


def next_markets(before: Json, after: Json) -> list[Text]:
    """The next ten market days."""
    days = list(read_markets(after["lines"]).upcoming(today()))
    return [_("接下来的十个赶场日：%(days)s。") % {"days": next_words(days)}]


def next_school(before: Json, after: Json) -> list[Text]:
    """Whether it is term, and when boarders go home next."""
    school = read_school(after["lines"])
    home = school.next_home(today())
    said: list[Text] = [_("今天在学期内。") if school.in_term(today()) else _("今天不在学期内。")]
    said.append(
        _("住校生下次回家：%(day)s。") % {"day": day_words(home)} if home else _("一年内没有回家的日子。")
    )
    return said


class YearForm(SettingForm):
    """The arrangement of one year; see `form_of_year`."""

    year: ClassVar[int]

    days = forms.CharField(
        label=gettext_lazy("放假和上班的日子"),
        required=False,
        max_length=20_000,
        widget=LongText(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "可以贴国务院办公厅通知的原文，也可以一行一天，例如 2027-01-01,off,元旦（放假）、"
            "2027-01-09,work（上班）。清空就是回到系统自带的；系统也没有，就是暂定。"
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("依据"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("通知的名称和文号。"),
    )

    @classmethod
    def told(cls, value: Json) -> Arrangement:
        """The arrangement of a value; of an empty one, what the software came with."""
        given = arrangement_from(cls.year, value)
        return given or of_package(cls.year, published().get(cls.year))

    @classmethod
    def typed(cls, value: Json) -> dict[str, Any]:
        told = cls.told(value)
        return {"days": spelled(told.days), "source": told.source}

    @classmethod
    def lines(cls, value: Json) -> list[tuple[Text, str]]:
        """Day by day, for comparing."""
        told = cls.told(value)
        days = [
            (str(one.day), _("放假 %(name)s") % {"name": one.name} if one.off else _("上班"))
            for one in told.days
        ]
        return [*days, (_("依据"), told.source)]

    def clean(self) -> dict[str, Any]:
        """Read the days. Raises ValidationError with a sentence for every bad line."""
        typed = super().clean() or {}
        text = typed.get("days", "")
        if text.strip():
            try:
                self.read = read_arrangement(text, year=self.year)
            except Unreadable as fault:
                self.add_error("days", [str(one) for one in fault.faults[:20]])
        return typed

    def value(self) -> Json:
        """What is kept: the days by date, or nothing at all."""
        read: Arrangement | None = getattr(self, "read", None)
        if read is None:
            return {}
        source = self.cleaned_data["source"] or read.source
        return value_from(Arrangement(self.year, read.days, source[:200]))


def of_package(year: int, known: Year | None) -> Arrangement:
    """What the software came with, as an arrangement; without days when it knows nothing of the year."""
    if known is None:
        return Arrangement(year, ())
    days = [ArrangedDay(day, off=True) for day in known.off] + [
        ArrangedDay(day, off=False) for day in known.made_up
    ]
    return Arrangement(year, tuple(sorted(days, key=lambda one: one.day)), known.source)


def form_of_year(year: int) -> type[YearForm]:
    """The form of one year's setting."""
    return type(f"YearForm{year}", (YearForm,), {"year": year})


def doubts_about(year: int) -> Callable[[Json, Json], list[Text]]:
    """What looks unusual in an arrangement, for its preview."""

    def doubted(before: Json, after: Json) -> list[Text]:
        told = arrangement_from(year, after)
        if told is None:
            return [] if year in published() else [_("%(year)d 年又成了暂定的。") % {"year": year}]
        return [_("请核对：%(doubt)s") % {"doubt": doubt} for doubt in doubts(told)]

    return doubted


class UploadForm(forms.Form):
    """A new year's arrangement: a file, or text pasted."""

    file = forms.FileField(
        label=gettext_lazy("上传文件"),
        required=False,
        help_text=gettext_lazy("CSV 表格（日期,off 或 work,名称），或者 holiday-cn 的 JSON 文件。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt"}),
    )
    text = forms.CharField(
        label=gettext_lazy("或者贴上通知"),
        required=False,
        max_length=20_000,
        widget=LongText,
        help_text=gettext_lazy("国务院办公厅通知的原文就行，例如：2027年10月1日至7日放假，10月9日上班。"),
    )
    source = forms.CharField(label=gettext_lazy("依据"), required=False, max_length=200)

    told: Arrangement | None = None

    def clean(self) -> dict[str, Any]:
        """Read what was handed in. Raises ValidationError with a sentence for every bad line."""
        typed = super().clean() or {}
        upload, text = typed.get("file"), typed.get("text", "")
        if upload and upload.size > UPLOAD_LIMIT:
            raise forms.ValidationError(_("文件太大了。一年的放假安排不到一兆，请核对。"))
        field = "file" if upload else "text"
        if not upload and not text.strip():
            raise forms.ValidationError(_("请选一个文件，或者贴上通知。"))
        try:
            self.told = read_arrangement(decoded(upload.read()) if upload else text)
        except Unreadable as fault:
            self.add_error(field, [str(one) for one in fault.faults[:20]])
        return typed


def decoded(raw: bytes) -> str:
    """A file as text: UTF-8, or GB 18030 as old spreadsheets write. Raises Unreadable."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable.of(_("文件的编码认不出。请另存为 UTF-8 的 CSV 再上传。"))
