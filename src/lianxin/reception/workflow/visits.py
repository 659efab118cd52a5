"""The table of a visit (来访流程): 取号 → 叫号 → 接谈 → one of seven outcomes; who is not there is called again."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system, staff
from lianxin.matters.flows import register
from lianxin.matters.workflow import Effect, Guard, Move, State, Workflow
from lianxin.reception.actions import correcting, talks, visits
from lianxin.reception.actions.visits import receives
from lianxin.reception.forms.visits import HeardForm, NoteForm, WindowForm
from lianxin.reception.models import Visit
from lianxin.reception.queries.visits import gate
from lianxin.reception.rules.visits import OUTCOMES, VisitState

STATES = (
    State("waiting", VisitState.WAITING.label, _("请等候叫号")),
    State("called", VisitState.CALLED.label, _("叫到您了")),
    State("skipped", VisitState.SKIPPED.label, _("叫过您了，请到窗口说一声")),
    State("talking", VisitState.TALKING.label, _("正在接谈")),
    *(State(one.value, one.label, one.label, end=True) for one in OUTCOMES),
)
ON_HAND = (
    talks.something_asked,
    talks.promise_is_whole,
    talks.promise_lies_ahead,
    talks.signing_fits,
    talks.recorder_is_not_of_that_unit,
    talks.sheet_is_new,
)
"""What every talk record is looked at for."""


def outcome(state: VisitState, guard: Guard, effect: Effect = talks.conclude) -> Move:
    """One way in which a talk ends; it is made on the page of the talk."""
    return Move(
        state.value,
        state.label,
        source=("talking",),
        to=(state.value,),
        who=receives,
        guards=(*ON_HAND, guard),
        effect=effect,
        elsewhere=True,
    )


OPENING = (
    Move(
        "take",
        _("取号"),
        source=(),
        to=("waiting",),
        who=either(staff, is_system),
        guards=(
            visits.runs_the_slot,
            visits.slot_gives_numbers,
            visits.number_is_left,
            visits.number_is_free,
            visits.speakers_fit,
        ),
        effect=visits.take,
    ),
    Move(
        "draw",
        _("手机取号"),
        source=(),
        to=("waiting",),
        who=holds(Role.RESIDENT),
        guards=(
            visits.slot_gives_numbers,
            visits.one_number_a_phone,
            visits.number_is_left,
            visits.number_is_free,
        ),
        effect=visits.draw,
    ),
    Move(
        "enter_paper",
        _("补登纸表"),
        source=(),
        to=("talking", "left"),
        who=either(staff, is_system),
        guards=(
            visits.runs_the_slot,
            visits.slot_was_held,
            visits.number_is_left,
            visits.number_is_free,
            visits.taken_on_the_day,
            visits.speakers_fit,
            visits.group_has_speakers,
        ),
        effect=visits.enter_paper,
    ),
)
AT_THE_DESK = (
    Move(
        "call",
        _("叫号"),
        source=("waiting", "called", "skipped"),
        to=("called",),
        who=receives,
        form=WindowForm,
        guards=(visits.slot_is_open, visits.window_is_free),
        effect=visits.call,
    ),
    Move("skip", _("过号"), source=("called",), to=("skipped",), who=receives, effect=visits.skip),
    Move(
        "talk",
        _("开始接谈"),
        source=("called",),
        to=("talking",),
        who=receives,
        guards=(visits.slot_is_open, visits.window_is_free, visits.group_has_speakers),
        effect=visits.talk,
    ),
    Move(
        "move_window",
        _("换窗口"),
        source=("called", "talking"),
        to=(),
        who=receives,
        form=WindowForm,
        guards=(visits.another_window, visits.window_is_free),
        effect=visits.move_window,
        aside=True,
    ),
    Move(
        "note",
        _("补记来访人"),
        source=("waiting", "called", "skipped", "talking"),
        to=(),
        who=receives,
        form=NoteForm,
        guards=(visits.speakers_fit,),
        effect=visits.note,
        aside=True,
    ),
    Move(
        "leave",
        _("未等到"),
        source=("waiting", "called", "skipped"),
        to=("left",),
        who=receives,
        effect=visits.leave,
        aside=True,
    ),
    Move(
        "come_back",
        _("又来了"),
        source=("left",),
        to=("waiting",),
        who=receives,
        guards=(visits.slot_is_open,),
        effect=visits.come_back,
        aside=True,
        stops=(visits.slot_is_over,),
    ),
    Move(
        "heard",
        _("其实谈过，补记"),
        source=("left",),
        to=("talking",),
        who=receives,
        form=HeardForm,
        guards=(correcting.heard_in_time,),
        effect=correcting.heard,
        aside=True,
        stops=(visits.slot_goes_on,),
    ),
)
OUTCOME = (
    outcome(VisitState.SETTLED, talks.has_answer, talks.settle),
    outcome(VisitState.OPENED, talks.has_matter, talks.open_appeal),
    outcome(VisitState.JOINED, talks.has_matter, talks.join_appeal),
    outcome(VisitState.PASSED_ON, talks.has_body, talks.pass_on),
    outcome(VisitState.TOLD, talks.has_answer),
    outcome(VisitState.BOOKED, talks.has_day, talks.book),
)
CORRECTION = Move(
    "correct",
    _("更正结果"),
    source=tuple(one.value for one in OUTCOMES if one != VisitState.LEFT),
    to=tuple(correcting.NEEDS),
    who=receives,
    guards=(correcting.no_appeal_stands, correcting.another_outcome, correcting.is_whole),
    effect=correcting.put_right,
    aside=True,
    elsewhere=True,
)

VISIT = register(
    Workflow(
        code="reception.visit",
        edition="2026-12",
        label=_("来访"),
        model=Visit,
        states=STATES,
        moves=(*OPENING, *AT_THE_DESK, *OUTCOME, CORRECTION),
        limits=(),
        gate=gate,
        lists_with=("slot",),
    )
)
