"""The appeal's table (诉求流程), edition 2026-12: from D.3 of the domain model, as far as it is built.

Matters begun under an earlier edition go on by its table: see `edition_2026_11`.
"""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.limits import STANDARD, limit_for
from lianxin.appeals.queries import conflicting, gate, to_be_asked
from lianxin.appeals.queries.dissatisfied import (
    to_ask_by,
    to_be_asked_why,
    to_be_judged,
    to_be_put_right,
    to_put_right_by,
)
from lianxin.appeals.queries.own_days import own_days
from lianxin.appeals.queries.pausing import extension_asked, news_due, suspension_asked
from lianxin.appeals.queries.supervision import (
    answers_overdue,
    asked_upward,
    owing_an_answer,
    to_answer_by,
)
from lianxin.appeals.workflow import (
    answering,
    discipline,
    dissatisfied,
    edition_2026_11,
    ending,
    filing,
    handling,
    joint,
    papers,
    pausing,
    returning,
    speaking,
    supervising,
    tagging,
    telling,
    triage,
    upkeep,
    whistle,
)
from lianxin.appeals.workflow.states import STATES
from lianxin.matters.flows import register
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Pile, Workflow
from lianxin.places.queries import series_of

APPEAL = register(
    Workflow(
        code="appeal",
        edition="2026-12",
        label=_("诉求"),
        model=Matter,
        states=STATES,
        moves=(
            *filing.MOVES,
            *triage.MOVES,
            *handling.MOVES,
            *returning.MOVES,
            *pausing.MOVES,
            *joint.MOVES,
            *whistle.MOVES,
            *answering.MOVES,
            *dissatisfied.MOVES,
            *triage.ANYTIME,
            *tagging.MOVES,
            *papers.MOVES,
            *upkeep.MOVES,
            *telling.MOVES,
            *ending.MOVES,
            *supervising.MOVES,
            *speaking.MOVES,
            *discipline.MOVES,
        ),
        limits=STANDARD,
        gate=gate,
        series=series_of,
        avoided=conflicting,
        find_limit=limit_for,
        lists_with=("appeal",),
        own_days=own_days,
        piles=(
            Pile("to_ask", _("转出的，该问结果了"), "record_result", to_be_asked),
            Pile("to_answer", _("督办单，等本单位答复"), "answer_supervision", owing_an_answer, to_answer_by),
            Pile("unanswered", _("督办单过了日子没有答复"), "urge", answers_overdue, to_answer_by),
            Pile("to_ask_why", _("差评，还没问原因"), "ask_why", to_be_asked_why, to_ask_by),
            Pile("to_put_right", _("差评，等整改"), "put_right", to_be_put_right, to_put_right_by),
            Pile("to_judge", _("等评议"), "vote", to_be_judged),
            Pile("upward", _("申请上级协调，等答复"), "answer_upward", asked_upward),
            Pile("suspension_asked", _("申请挂起，等您批"), "suspend", suspension_asked),
            Pile("extension_asked", _("申请延期，等您批"), "extend", extension_asked),
            Pile("news_due", _("挂起的，该告知进展了"), "tell_news", news_due),
        ),
    )
)

# Rows that began under it are still moved and shown by it.
EARLIER = register(edition_2026_11.APPEAL)
