"""Moves by which the work stands still, goes on, or takes longer: 挂起, 恢复, 转项目, 延期 (D.3, moves 20 to 23)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.actions import pausing
from lianxin.appeals.forms import pausing as forms
from lianxin.appeals.guards import handling, pausing as when
from lianxin.appeals.queries.pausing import standing_suspension
from lianxin.appeals.rules.pausing import IN_HAND, NEWS, SUSPENDED
from lianxin.appeals.workflow.states import STATES
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, is_system
from lianxin.matters.limits import ahead
from lianxin.matters.workflow import Acting, Move, Timer

# As far as the table knows them: what is handled jointly may stand still, too.
HANDLED = tuple(state.code for state in STATES if state.code in IN_HAND)


def on_the_day(acting: Acting) -> datetime | None:
    """In the morning of the day on which it goes on; what waits for a project has none."""
    one = standing_suspension(acting.row)
    if one is None or one.until is None:
        return None
    return acting.calendar.opening(acting.calendar.on_or_after(one.until))


def while_there_is_time(acting: Acting) -> datetime | None:
    """When the light of the next news turns yellow."""
    limit = acting.flow.limit_for(NEWS, acting.row, acting.now)
    for running in acting.running():
        if running.limit == NEWS:
            return running.due - ahead(limit.yellow, running.due - running.started)
    return None


MOVES = (
    Move(
        "tell_news",
        _("进展告知"),
        source=(SUSPENDED,),
        to=(),
        who=when.keeps_the_resident_told,
        form=forms.NewsForm,
        guards=(when.something_told, when.next_news_in_time),
        effect=pausing.tell_news,
    ),
    Move(
        "go_on",
        _("恢复"),
        source=(SUSPENDED,),
        to=HANDLED,
        who=when.lets_it_go_on,
        form=forms.GoOnForm,
        guards=(when.says_what_happened,),
        effect=pausing.go_on,
        aside=True,
    ),
    Move(
        "ask_suspend",
        _("申请挂起"),
        source=HANDLED,
        to=(),
        who=handling.of_holder,
        form=forms.SuspendForm,
        guards=(
            when.suspension_asked_once,
            when.names_what_is_waited_for,
            when.until_lies_ahead,
            when.news_lies_ahead,
            when.not_too_long,
            when.not_too_long_in_all,
        ),
        effect=pausing.ask_to_suspend,
        aside=True,
    ),
    Move(
        "suspend",
        _("批准挂起"),
        source=HANDLED,
        to=(SUSPENDED,),
        who=when.decides,
        form=forms.PauseDecisionForm,
        guards=(
            when.suspension_stands,
            when.suspension_decided_by_another,
            when.days_still_ahead,
            when.not_too_long,
            when.not_too_long_in_all,
        ),
        effect=pausing.suspend,
        elsewhere=True,
    ),
    Move(
        "refuse_suspend",
        _("不批准挂起"),
        source=HANDLED,
        to=(),
        who=when.decides,
        form=forms.PauseRefusalForm,
        guards=(when.suspension_stands, when.suspension_decided_by_another, when.says_why_not),
        effect=pausing.refuse_to_suspend,
        elsewhere=True,
    ),
    Move(
        "make_project",
        _("转项目"),
        source=HANDLED,
        to=(SUSPENDED,),
        who=holds(Role.LEADER),
        form=forms.ProjectForm,
        guards=(
            when.suspension_asked_once,
            when.says_how_it_stands,
            when.news_lies_ahead,
            when.project_heard_of,
        ),
        effect=pausing.make_a_project,
        aside=True,
    ),
    Move(
        "ask_extend",
        _("申请延期"),
        source=HANDLED,
        to=(),
        who=handling.of_holder,
        form=forms.ExtendForm,
        guards=(
            when.extension_asked_once,
            when.time_left_to_ask,
            when.says_why_longer,
            when.not_longer_than_before,
        ),
        effect=pausing.ask_for_longer,
        aside=True,
    ),
    Move(
        "extend",
        _("批准延期"),
        source=HANDLED,
        to=(),
        who=when.decides,
        form=forms.ExtensionDecisionForm,
        guards=(when.extension_stands, when.extension_decided_by_another, when.its_clock_still_runs),
        effect=pausing.extend,
        elsewhere=True,
    ),
    Move(
        "refuse_extend",
        _("不批准延期"),
        source=HANDLED,
        to=(),
        who=when.decides,
        form=forms.ExtensionRefusalForm,
        guards=(when.extension_stands, when.extension_decided_by_another, when.says_why_not),
        effect=pausing.refuse_to_extend,
        elsewhere=True,
    ),
    Move(
        "go_on_by_itself",
        _("到期恢复"),
        source=(SUSPENDED,),
        to=HANDLED,
        who=is_system,
        effect=pausing.go_on_by_itself,
        after=(Timer(at=on_the_day),),
        aside=True,
    ),
    Move(
        "news_soon",
        _("快到告知进展的日子"),
        source=(SUSPENDED,),
        to=(),
        who=is_system,
        effect=pausing.remind,
        after=(Timer(at=while_there_is_time),),
    ),
    Move(
        "news_late",
        _("过了告知进展的日子"),
        source=(SUSPENDED,),
        to=(),
        who=is_system,
        effect=pausing.ring,
        after=(Timer(NEWS),),
    ),
)
