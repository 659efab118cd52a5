"""Planning a round, moving its last day, adding themes, merging it (敲门行动)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.places.forms.picker import area_field
from lianxin.places.rules import AreaKind
from lianxin.rounds.queries.rounds import merges_into
from lianxin.rounds.queries.teams import teams
from lianxin.rounds.rules.doors import Pairs
from lianxin.rounds.terms import terms

WHERE = (AreaKind.TOWN, AreaKind.STREET, AreaKind.VILLAGE, AreaKind.COMMUNITY, AreaKind.GROUP, AreaKind.GRID)


def day_input() -> forms.DateInput:
    """A box for a day."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PlanForm(MoveForm):
    """立项: one visit serves several themes."""

    name = forms.CharField(
        label=_("行动名称"), max_length=60, help_text=_("例如：冬季用电安全敲门。不写住户的名字。")
    )
    themes = forms.MultipleChoiceField(
        label=_("主题"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一次上门把几件事一起说完，不要一个部门敲一遍。"),
    )
    team = forms.TypedChoiceField(label=_("服务队"), coerce=int)
    area = forms.TypedChoiceField(label=_("走哪里"), coerce=int)
    starts_on = forms.DateField(label=_("从哪天"), widget=day_input())
    ends_on = forms.DateField(label=_("到哪天"), widget=day_input())
    target = forms.IntegerField(
        label=_("目标走访率（%）"),
        min_value=1,
        max_value=100,
        initial=90,
        help_text=_("已访户 ÷（名单上的户 − 无人居住 − 地址不存在）。只算敲开门的，打电话不算。"),
    )
    pairs = forms.ChoiceField(label=_("两人上门"), choices=Pairs.choices, initial=Pairs.NONE)

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def offer(self) -> None:
        self.teams = {team.pk: team for team in teams(self.by)}
        self.choose_from("themes", terms().choices)
        self.choose("team", [(pk, team.name) for pk, team in self.teams.items()], empty=_("请选择"))
        self.fields["area"] = area_field(
            self.by.scopes, label=_("走哪里"), required=True, kinds=WHERE, empty=_("请选择")
        )

    def clean_team(self) -> Any:
        """The team itself."""
        return self.teams[self.cleaned_data["team"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("结束日期不能早于开始日期。"))
        return data


class LastDayForm(MoveForm):
    """改日期."""

    ends_on = forms.DateField(label=_("到哪天"), widget=day_input())

    def first_values(self, row: Any) -> dict[str, Any]:
        return {"ends_on": row.ends_on}


class ThemesForm(MoveForm):
    """并入主题: another campaign's, in the same visit."""

    themes = forms.MultipleChoiceField(
        label=_("加上哪些主题"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("还没访到的户，上门时一起说；不久前拒绝过这个主题的户除外。"),
    )

    def offer(self) -> None:
        row: Any = self.row
        self.choose_from("themes", [one for one in terms().choices if one[0] not in row.themes])


class MergeForm(MoveForm):
    """并入另一次行动."""

    main = forms.TypedChoiceField(
        label=_("并入哪一次"),
        coerce=int,
        help_text=_("主题和户都并到那张名单上，这一张不再单独走。"),
    )

    def offer(self) -> None:
        row: Any = self.row
        found = [(one.pk, f"{one.name}（{one.team.name}）") for one in merges_into(row, by=self.by)]
        self.choose("main", found, empty=_("请选择"))


class AddressForm(forms.Form):
    """A door that isn't in the records of households (加一户)."""

    address = forms.CharField(
        label=_("地址"),
        max_length=200,
        help_text=_("写到门牌或能找到的记号，不写名字和电话。"),
        error_messages={"required": _("请填地址。")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
