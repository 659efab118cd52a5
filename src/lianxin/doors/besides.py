"""What the page of one's own matter says apart from the reply: what was said at the callback, what others found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.models import Callback, Panel
from lianxin.appeals.queries.numbers import put_back
from lianxin.matters.models import Matter

Text = str | Promise


@dataclass(frozen=True)
class Besides:
    """What the office said apart from its reply: on a request to the level above, after a bad rating."""

    title: Text
    at: datetime
    text: str


def said_besides(matter: Matter, made: Collection[str]) -> list[Besides]:
    """What this resident was asked and answered apart from the reply, oldest first.

    What they said at the callback, what the level above answered them, what was put right, what a panel found;
    `made` are the moves of its log, so that nobody asks for what isn't there.
    """
    requests = list(matter.upward_requests.exclude(replied_at=None).filter(asked_by=None))
    mended = list(matter.bad_ratings.exclude(mended_at=None))
    put_back(matter, [*requests, *mended], clear=True)
    said = [Besides(_("上级的答复"), at, one.reply) for one in requests if (at := one.replied_at)]
    said += [Besides(_("按您的评价作的整改"), at, one.mended) for one in mended if (at := one.mended_at)]
    calls = calls_answered(matter) if "call_back" in made else ()
    said += [Besides(_("回访时您说的"), call.at, words_of_call(call)) for call in calls]
    panels = matter.panels.exclude(decided_at=None) if "vote" in made else ()
    said += [Besides(_("评议的结论"), at, found_by(one)) for one in panels if (at := one.decided_at)]
    return sorted(said, key=lambda one: one.at)


def calls_answered(matter: Matter) -> QuerySet[Callback]:
    """The callbacks they answered themselves."""
    return matter.callbacks.filter(reached=True, proxy=False)


def words_of_call(call: Callback) -> str:
    """What they said, as it is kept."""
    said = [call.get_resolved_display(), call.get_satisfied_display() if call.satisfied else ""]
    return _now("%(said)s。这是原样记下的，谁也改不了。") % {"said": _now("；").join(filter(None, said))}


def found_by(panel: Panel) -> str:
    """What a panel found, and what is open to the resident all the same."""
    words = {"size": panel.size, "verdict": panel.get_verdict_display()}
    return (
        _now("%(size)d 位没有经手的人看过：%(verdict)s。您的评价不改；还不同意，可以申请上级协调。") % words
    )
