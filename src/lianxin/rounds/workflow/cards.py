"""The table of a card: 空白 → 已留 → 已兑现, or 作废 with a reason."""

from django.utils.translation import gettext_lazy as _

from lianxin.matters.workflow import Move, State, Workflow
from lianxin.rounds.actions import cards, guards
from lianxin.rounds.forms.cards import VoidForm
from lianxin.rounds.models import Card
from lianxin.rounds.queries.gate import cards_gate
from lianxin.rounds.rules.doors import walks

CARD = Workflow(
    code="rounds.card",
    edition="2026-12",
    label=_("联系卡"),
    model=Card,
    states=(
        State("held", _("空白"), ""),
        State("used", _("已留"), ""),
        State("kept", _("已兑现"), "", end=True),
        State("void", _("作废"), "", end=True),
    ),
    moves=(
        Move("issue", _("发号"), source=(), to=("held",), who=walks, effect=cards.issue),
        Move(
            "give",
            _("留卡"),
            source=("held",),
            to=("used",),
            who=walks,
            guards=(guards.same_team, guards.gives_a_promise_a_day, guards.promises_nothing_past),
            effect=cards.give,
            elsewhere=True,
        ),
        Move("keep", _("已兑现"), source=("used",), to=("kept",), who=walks),
        Move(
            "void",
            _("作废"),
            source=("held", "used"),
            to=("void",),
            who=walks,
            form=VoidForm,
            guards=(guards.says_why,),
            effect=cards.void,
        ),
    ),
    limits=(),
    gate=cards_gate,
)
