"""The table of a round: 计划 → 进行中 → 结束."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.workflow import Move, State, Workflow
from lianxin.rounds.actions import guards, rounds
from lianxin.rounds.forms.rounds import LastDayForm, MergeForm, PlanForm, ThemesForm
from lianxin.rounds.models import Round
from lianxin.rounds.queries.gate import rounds_gate
from lianxin.rounds.rules.doors import LIVE, walks

ROUND = Workflow(
    code="rounds.round",
    edition="2026-12",
    label=_("敲门行动"),
    model=Round,
    states=(
        State("planned", _("计划中"), ""),
        State("running", _("进行中"), ""),
        State("ended", _("已结束"), "", end=True),
        State("merged", _("已并入"), "", end=True),
        State("dropped", _("已取消"), "", end=True),
    ),
    moves=(
        Move("plan", _("立项"), source=(), to=("planned",), who=walks, form=PlanForm, effect=rounds.plan),
        Move(
            "start",
            _("开始"),
            source=("planned",),
            to=("running",),
            who=walks,
            guards=(guards.has_doors, guards.has_team),
        ),
        Move(
            "postpone",
            _("改日期"),
            source=LIVE,
            to=(),
            who=walks,
            form=LastDayForm,
            guards=(guards.ends_after_it_began,),
            effect=rounds.set_last_day,
        ),
        Move(
            "add_themes",
            _("并入主题"),
            source=LIVE,
            to=(),
            who=walks,
            form=ThemesForm,
            effect=rounds.add_themes,
        ),
        Move(
            "merge",
            _("并入另一次行动"),
            source=("planned",),
            to=("merged",),
            who=walks,
            form=MergeForm,
            guards=(guards.merges_with_another,),
            effect=rounds.merge_into,
        ),
        Move(
            "end",
            _("结束"),
            source=("running",),
            to=("ended",),
            who=walks,
            guards=(guards.every_door_has_a_result,),
            effect=rounds.end,
        ),
        Move("drop", _("取消"), source=("planned",), to=("dropped",), who=walks),
    ),
    limits=(),
    gate=rounds_gate,
)
