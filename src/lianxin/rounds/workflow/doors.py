"""The table of a door: 待访 → 已访, 未遇, 拒访, 无人居住, 地址不存在."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.workflow import Move, State, Workflow
from lianxin.rounds.actions import doors, guards
from lianxin.rounds.forms.doors import LostForm, MendForm, MissForm, RefuseForm, VisitForm
from lianxin.rounds.models import Door
from lianxin.rounds.queries.gate import doors_gate
from lianxin.rounds.rules.doors import TO_GO, Result, walks

ENDED = ("visited", "refused", "vacant", "missing")

DOOR = Workflow(
    code="rounds.door",
    edition="2026-12",
    label=_("走访的户"),
    model=Door,
    states=(
        State("to_visit", _("待访"), ""),
        State("visited", Result.VISITED.label, ""),
        State("not_met", Result.NOT_MET.label, ""),
        State("refused", Result.REFUSED.label, ""),
        State("vacant", Result.VACANT.label, ""),
        State("missing", Result.MISSING.label, ""),
    ),
    moves=(
        Move(
            "list",
            _("列入名单"),
            source=(),
            to=("to_visit",),
            who=walks,
            guards=(guards.round_is_open, guards.something_to_say),
            effect=doors.put_on_list,
        ),
        Move(
            "visit",
            _("已访"),
            source=TO_GO,
            to=("visited",),
            who=walks,
            form=VisitForm,
            guards=(guards.round_is_on, guards.two_went_in, guards.themes_of_the_door),
            effect=doors.visit,
        ),
        Move(
            "miss",
            _("未遇"),
            source=TO_GO,
            to=("not_met",),
            who=walks,
            form=MissForm,
            guards=(guards.round_is_on,),
            effect=doors.knock,
        ),
        Move(
            "refuse",
            _("拒访"),
            source=TO_GO,
            to=("refused",),
            who=walks,
            form=RefuseForm,
            guards=(guards.round_is_on, guards.themes_of_the_door),
            effect=doors.refuse,
        ),
        Move(
            "vacate",
            _("无人居住"),
            source=TO_GO,
            to=("vacant",),
            who=walks,
            form=MissForm,
            guards=(guards.round_is_on,),
            effect=doors.knock,
        ),
        Move(
            "lose",
            _("地址不存在"),
            source=TO_GO,
            to=("missing",),
            who=walks,
            form=LostForm,
            guards=(guards.round_is_on, guards.says_what_is_wrong),
            effect=doors.lose,
        ),
        Move(
            "mend",
            _("更正地址"),
            source=("missing",),
            to=("to_visit",),
            who=walks,
            form=MendForm,
            guards=(guards.round_is_on,),
            effect=doors.mend,
        ),
        Move(
            "take_back",
            _("登错了，重登"),
            source=("not_met", *ENDED),
            to=("to_visit",),
            who=walks,
            guards=(guards.round_is_on,),
            effect=doors.take_back,
        ),
    ),
    limits=(),
    gate=doors_gate,
)
