"""Moves that end, reopen, join, part and put right: 并案 … 作废 (D.3, moves 8, 31–33, 35, 36, 38)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals import guards
from lianxin.appeals.actions import correcting, ending, joining
from lianxin.appeals.forms.asked import AddForm, ObjectForm, ReopenForm, WithdrawForm
from lianxin.appeals.forms.correcting import CorrectForm, DecideForm, VoidForm
from lianxin.appeals.forms.joining import MergeForm
from lianxin.appeals.guards import correcting as right, ending as end, joining as join
from lianxin.appeals.workflow.states import ADDABLE, EVERY, MERGEABLE, OPEN
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds, is_system
from lianxin.matters.workflow import Move

NOT_VOID = tuple(code for code in EVERY if code != "voided")

MOVES = (
    Move(
        "add",
        _("补充说明"),
        source=ADDABLE,
        to=(),
        who=end.own,
        form=AddForm,
        guards=(end.something_said,),
        effect=ending.add,
        aside=True,
    ),
    Move(
        "merge",
        _("并案"),
        source=MERGEABLE,
        to=("merged",),
        who=holds(Role.TRIAGE),
        form=MergeForm,
        guards=(join.main_lives, join.no_circle, join.nothing_sealed, end.not_by_a_handler),
        effect=joining.merge,
        others=joining.with_main,
        aside=True,
    ),
    Move(
        "unmerge",
        _("不同意并案"),
        source=("merged",),
        to=MERGEABLE,
        who=either(end.own_or_triage, is_system),
        form=ObjectForm,
        guards=(end.said_or_found, end.not_by_a_handler),
        effect=joining.unmerge,
        aside=True,
    ),
    Move(
        "reopen",
        _("重启"),
        source=("closed",),
        to=("to_dispatch", "sealed"),
        who=end.own_desk_or_auditor,
        form=ReopenForm,
        guards=(end.said_or_found, end.soon_enough, end.not_by_a_handler),
        effect=ending.reopen,
        aside=True,
    ),
    Move(
        "withdraw",
        _("撤回"),
        source=OPEN,
        to=("withdrawn",),
        who=end.own_or_desk,
        form=WithdrawForm,
        guards=(
            end.no_accusation_withdrawn,
            end.said_by_the_resident,
            end.not_by_a_handler,
            join.nobody_follows,
        ),
        effect=ending.withdraw,
        aside=True,
    ),
    Move(
        "archive",
        _("归档"),
        source=("closed",),
        to=("archived",),
        who=is_system,
        guards=(end.file_complete,),
    ),
    Move(
        "correct",
        _("更正"),
        source=NOT_VOID,
        to=(),
        who=right.may_propose,
        form=CorrectForm,
        guards=(
            right.by_the_desk_if_sealed,
            right.names_a_change,
            right.accusation_stays,
            right.somebody_known,
            guards.not_from_the_future,
            right.proposed_once,
        ),
        effect=correcting.propose,
        aside=True,
    ),
    Move(
        "approve_correction",
        _("批准更正"),
        source=NOT_VOID,
        to=(),
        who=right.may_decide,
        form=DecideForm,
        guards=(
            right.by_the_desk_if_sealed,
            right.proposal_stands,
            right.decided_by_another,
            end.not_by_a_handler,
        ),
        effect=correcting.approve,
        elsewhere=True,
    ),
    Move(
        "refuse_correction",
        _("不批准更正"),
        source=NOT_VOID,
        to=(),
        who=right.may_decide,
        form=DecideForm,
        guards=(right.by_the_desk_if_sealed, right.proposal_stands, right.decided_by_another),
        effect=correcting.refuse,
        elsewhere=True,
    ),
    Move(
        "ask_void",
        _("申请作废"),
        source=NOT_VOID,
        to=(),
        who=holds(Role.TRIAGE, Role.DISCIPLINE),
        form=VoidForm,
        guards=(right.says_why, join.nobody_follows, right.proposed_once),
        effect=correcting.ask_void,
        aside=True,
    ),
    Move(
        "void",
        _("作废"),
        source=NOT_VOID,
        to=("voided",),
        who=right.may_decide,
        form=DecideForm,
        guards=(
            right.by_the_desk_if_sealed,
            right.proposal_stands,
            right.decided_by_another,
            end.not_by_a_handler,
            join.nobody_follows,
        ),
        effect=correcting.void,
        elsewhere=True,
    ),
    Move(
        "undo_import",
        _("撤销导入"),
        source=("registered", "closed"),
        to=("voided",),
        who=is_system,
        guards=(right.untouched,),
        effect=correcting.undo_import,
        elsewhere=True,
    ),
)
