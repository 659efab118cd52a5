"""The way of a slip: 登记 → 受理 / 不予受理 → 办理 → 反馈; an accusation leaves at once (BOX-02, BOX-05)."""

from django.utils.translation import gettext_lazy as _

from lianxin.boxes import guards
from lianxin.boxes.actions import slips
from lianxin.boxes.forms.slips import (
    AnswerForm,
    CorrectForm,
    DeclineForm,
    DeliverForm,
    FileForm,
    JoinForm,
    ReceiveForm,
    SealForm,
)
from lianxin.boxes.models import Slip
from lianxin.boxes.queries.gates import HANDS, WAITING, slip_gate
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, is_system
from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow

hands = holds(*HANDS)
UNDECIDED = ("registered", "accepted")
BEING_DEALT_WITH = (*UNDECIDED, "working")
AWAY = ("answered", "sealed", "to_higher")

STATES = (
    State("registered", _("已登记"), _("已收到")),
    State("accepted", _("已受理"), _("已受理")),
    State("working", _("办理中"), _("正在办理")),
    State("answered", _("已反馈"), _("已有结果"), end=True),
    State("followed", _("已反馈"), _("已有结果"), end=True),
    State("declined", _("不予受理"), _("不予受理"), end=True),
    # Whoever looks up a slip that waits sealed reads what everybody reads at first.
    State("sealed", _("已密封，等纪检岗接收"), _("已收到")),
    State("to_higher", _("已密封，等送上级纪检监察机构"), _("已收到")),
)

MOVES = (
    Move(
        "register",
        _("登记一张"),
        source=(),
        to=("registered",),
        who=hands,
        guards=(guards.room_for_one_more, guards.stub_is_free, guards.says_something),
        effect=slips.register,
    ),
    Move(
        "seal",
        _("登记一张举报"),
        source=(),
        to=AWAY,
        who=hands,
        guards=(guards.room_for_one_more, guards.stub_is_free, guards.says_something),
        effect=slips.seal_new,
    ),
    Move(
        "correct",
        _("更正转写"),
        source=UNDECIDED,
        to=(),
        who=hands,
        form=CorrectForm,
        guards=(guards.is_no_accusation, guards.says_something),
        effect=slips.correct,
        aside=True,
    ),
    Move(
        "file",
        _("转为诉求"),
        source=UNDECIDED,
        to=("working",),
        who=hands,
        form=FileForm,
        guards=(guards.asks_for_something,),
        effect=slips.join,
    ),
    Move(
        "join",
        _("并入已有的诉求"),
        source=UNDECIDED,
        to=("working",),
        who=hands,
        form=JoinForm,
        guards=(guards.asks_for_something,),
        effect=slips.join,
    ),
    Move("accept", _("受理"), ("registered",), ("accepted",), hands),
    Move(
        "answer",
        _("反馈"),
        source=BEING_DEALT_WITH,
        to=("answered",),
        who=hands,
        form=AnswerForm,
        guards=(guards.reason_is_given, guards.answer_is_given),
        effect=slips.decide,
    ),
    Move(
        "decline",
        _("不予受理"),
        source=UNDECIDED,
        to=("declined",),
        who=hands,
        form=DeclineForm,
        guards=(guards.reason_is_given,),
        effect=slips.decide,
    ),
    Move(
        "mark",
        _("这是举报"),
        source=UNDECIDED,
        to=AWAY,
        who=hands,
        form=SealForm,
        effect=slips.seal,
        aside=True,
    ),
    Move(
        "receive",
        _("接收"),
        source=("sealed",),
        to=("answered",),
        who=holds(Role.DISCIPLINE),
        form=ReceiveForm,
        effect=slips.pass_on,
    ),
    Move(
        "deliver",
        _("已送纪检监察机构"),
        source=WAITING,
        to=("answered",),
        who=hands,
        form=DeliverForm,
        effect=slips.pass_on,
    ),
    Move("follow", _("随诉求办结"), ("working",), ("followed",), is_system, effect=slips.follow),
    Move("go_on", _("诉求重启"), ("followed",), ("working",), is_system, effect=slips.go_on),
    Move("hand_over", _("随诉求移交"), ("working",), AWAY, is_system, effect=slips.seal),
)

SLIP_FLOW = register(
    Workflow(
        code="boxes.slip",
        edition="2026-12",
        label=_("意见条"),
        model=Slip,
        states=STATES,
        moves=MOVES,
        limits=(),
        gate=slip_gate,
    )
)
