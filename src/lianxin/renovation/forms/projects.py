"""What is typed about a project: 登记项目, 改方案, 上传材料, 公示, 撤下, 开工 … 移交 (小区改造)."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.places.forms.picker import area_field
from lianxin.places.rules import VILLAGES
from lianxin.renovation.forms.fields import (
    NO_PEOPLE,
    SHORT,
    count_box,
    day_box,
    hour_box,
    paper_box,
    past_day_box,
    photo_box,
    text_box,
)
from lianxin.renovation.queries.projects import unit_choices
from lianxin.renovation.rules.codes import FileKind

LONGEST_BUILDING = 40
MOST_BUILDINGS = 200


class PlanForm(MoveForm):
    """登记项目: what is renovated where, by whom."""

    name = text_box(_("项目名称"), most=60, help_text=_("例如：樟荫小区老旧管网改造。"))
    area = forms.TypedChoiceField(label=_("哪个村（社区）"), coerce=int)
    unit = forms.TypedChoiceField(label=_("责任单位"), coerce=int)
    plan = text_box(
        _("改什么、怎么改"),
        most=3000,
        long=True,
        help_text=_("写居民看得懂的：改哪里、占不占绿地、哪些要拆、什么时候完。所有人都看得到。"),
    )
    buildings = forms.CharField(
        label=_("涉及的楼栋"),
        widget=SHORT,
        max_length=4000,
        help_text=_("一行一栋，例如“1 栋”。居民提意见时从这里选。"),
    )
    contractor = text_box(_("施工单位"), most=60, required=False)
    phone = forms.CharField(
        label=_("项目的联系电话"),
        max_length=30,
        required=False,
        help_text=_("写单位的电话，公示里会印出来。"),
    )

    def offer(self) -> None:
        """The areas and units there are."""
        if "area" in self.fields:
            self.fields["area"] = area_field(
                self.by.scopes,
                label=self.fields["area"].label,
                required=True,
                kinds=VILLAGES,
                required_message=_("请选项目在哪个村（社区）。"),
            )
        self.choose("unit", unit_choices(self.by), empty=_("请选择"))

    def clean_buildings(self) -> list[str]:
        """The names of the buildings, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["buildings"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        long = [name for name in names if len(name) > LONGEST_BUILDING]
        if long:
            raise forms.ValidationError(_now("“%(name)s”太长，楼栋名最多 40 个字。") % {"name": long[0]})
        if len(names) > MOST_BUILDINGS:
            raise forms.ValidationError(_now("最多写 200 栋，请把项目分开登记。"))
        return names


class AmendForm(PlanForm):
    """改方案: the same boxes, filled with what stands there; where it lies stays."""

    def first_values(self, row: Any) -> dict[str, Any]:
        return {
            "name": row.name,
            "unit": row.holder_id,
            "plan": row.plan,
            "buildings": "\n".join(row.buildings),
            "contractor": row.contractor,
            "phone": row.phone,
        }

    def offer(self) -> None:
        """Where it lies isn't asked again."""
        del self.fields["area"]
        super().offer()


class FilesForm(MoveForm):
    """上传材料: plan, drawings, photographs; everybody sees them."""

    kind = forms.ChoiceField(label=_("是什么材料"), choices=FileKind.choices, widget=forms.RadioSelect)
    papers = paper_box(
        _("文件或照片"), required=True, help_text=_("所有人都看得到。图纸、照片里不要有谁的姓名电话。")
    )


class ConsultForm(MoveForm):
    """记征求意见: who was asked, when, how many were for it."""

    day = past_day_box(_("哪一天"))
    how = text_box(_("怎么问的、问了哪些人"), most=120, help_text=_("例如：1—4 栋逐户上门；居民议事会。"))
    asked = count_box(_("问了几户"))
    agreed = count_box(_("同意的几户"))
    against = count_box(_("不同意的几户"))
    silent = count_box(_("没有表态的几户"))
    words = text_box(
        _("主要的意见"), most=500, required=False, help_text=_("写意见，不写是谁说的。这一格不公开。")
    )

    def clean(self) -> dict[str, Any]:
        """The parts are the whole."""
        data = super().clean() or self.cleaned_data
        numbers = [data.get(name) for name in ("asked", "agreed", "against", "silent")]
        if all(number is not None for number in numbers):
            asked, *parts = (int(number or 0) for number in numbers)
            if asked != sum(parts):
                sentence = _now("问了 %(asked)d 户，三种加起来是 %(sum)d 户，对不上。请核对。")
                self.add_error("asked", sentence % {"asked": asked, "sum": sum(parts)})
            elif not asked:
                self.add_error("asked", _now("一户也没有问，就不用记了。"))
        return data


class PostForm(MoveForm):
    """公示: from when to when, where it hangs, and what it looked like on the first day."""

    since = day_box(_("公示从哪天起"))
    until = day_box(_("到哪天止"))
    where = text_box(_("贴在哪里"), most=120, help_text=_("例如：小区东门公告栏、各单元门口。"))
    photos = photo_box(_("公示贴出的照片"), help_text=NO_PEOPLE)
    no_photo = text_box(_("没有照片的，为什么"), most=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A photograph, or why there is none; the end is after the beginning."""
        data = super().clean() or self.cleaned_data
        if "photos" in data and not data["photos"] and not data.get("no_photo"):
            self.add_error("photos", _now("请传公示贴出的照片；没有照片的，在下面写一句为什么。"))
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _now("公示结束的日子要在开始以后。"))
        return data


class TakeDownForm(MoveForm):
    """记公示期满: what it looked like on the last day."""

    photos = photo_box(_("公示期满时的照片"), help_text=NO_PEOPLE)
    no_photo = text_box(_("没有照片的，为什么"), most=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A photograph, or why there is none."""
        data = super().clean() or self.cleaned_data
        if "photos" in data and not data["photos"] and not data.get("no_photo"):
            self.add_error("photos", _now("请传公示期满时的照片；没有照片的，在下面写一句为什么。"))
        return data


class WhyForm(MoveForm):
    """停下: why."""

    why = text_box(_("为什么"), most=300, help_text=_("居民看得到这句话。"))


class StartForm(MoveForm):
    """开工: from which day, and when noise may be heard."""

    day = day_box(_("哪天开工"))
    noise_from = hour_box(_("有噪声的活，几点开始"), required=False)
    noise_until = hour_box(_("几点以前停"), required=False)
    rest_from = hour_box(_("中午从几点起不施工"), required=False)
    rest_until = hour_box(_("到几点"), required=False)

    def first_values(self, row: Any) -> dict[str, Any]:
        """The hours as they are, or the usual ones."""
        usual = {"noise_from": "08:00", "noise_until": "18:00", "rest_from": "12:00", "rest_until": "14:00"}
        return {"day": clock.today()} | {name: getattr(row, name) or hour for name, hour in usual.items()}

    def clean(self) -> dict[str, Any]:
        """Each beginning before its end; both or neither."""
        data = super().clean() or self.cleaned_data
        for since, until in (("noise_from", "noise_until"), ("rest_from", "rest_until")):
            start, end = data.get(since), data.get(until)
            if (start is None) != (end is None):
                self.add_error(until, _now("几点到几点要一起填，或者都空着。"))
            elif start and end and end <= start:
                self.add_error(until, _now("结束的时间要在开始以后。"))
        return data


class HoursForm(StartForm):
    """改施工时段: the hours alone."""

    def offer(self) -> None:
        """The day of the beginning stays."""
        del self.fields["day"]


class ResumeForm(MoveForm):
    """恢复: whether the plan is changed, which has to be posted anew."""

    changed = forms.ChoiceField(
        label=_("方案改不改"),
        choices=[("no", _("不改，接着做")), ("yes", _("要改：退回拟定，改好重新公示"))],
        widget=forms.RadioSelect,
    )


class AcceptForm(MoveForm):
    """居民验收: the day it was found good."""

    day = past_day_box(_("哪天验收"))


class HandOverForm(MoveForm):
    """移交管护: who looks after it from now on."""

    day = day_box(_("哪天移交"))
    keeper = text_box(_("移交给谁管"), most=60, help_text=_("例如：物业服务企业、社区居委会。"))
    keeper_phone = forms.CharField(label=_("坏了打哪个电话"), max_length=30, help_text=_("写单位的电话。"))
    warranty_until = day_box(_("保修到哪天"))
    papers = paper_box(_("移交清单、图纸"), required=False)

    def clean(self) -> dict[str, Any]:
        """The warranty outlasts the handover."""
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("warranty_until") and data["warranty_until"] <= data["day"]:
            self.add_error("warranty_until", _now("保修期要在移交以后。"))
        return data
