"""What the callbacks say (回访) of the matters closed in a period."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from lianxin.appeals.calling_terms import content_from
from lianxin.appeals.figures.scope import Scope
from lianxin.appeals.models import Callback
from lianxin.appeals.rules import CallbackState, Resolved
from lianxin.kernel.figures.numbers import Rate, share
from lianxin.matters.models import Matter


@dataclass(frozen=True)
class Callbacks:
    """回访: of the matters closed in a period (件), how many were asked, helped and content.

    Only what the residents themselves said counts in the rates; who was not reached and who was answered for
    is shown beside them.
    """

    due: int
    reached: int
    proxy: int
    unreached: int
    resolved: int
    accepted: int
    rated: int
    content: int

    @property
    def coverage(self) -> Rate:
        """回访覆盖率: reached ÷ due."""
        return share(self.reached, self.due)

    @property
    def resolution(self) -> Rate:
        """解决率: resolved ÷ reached."""
        return share(self.resolved, self.reached)

    @property
    def satisfaction(self) -> Rate:
        """满意率: from the level the office set ÷ rated, among those reached."""
        return share(self.content, self.rated)


def callbacks(scope: Scope, start: datetime, end: datetime) -> Callbacks:
    """The callbacks of the matters closed in a period; merged, withdrawn and void ones are none of them."""
    ended = scope.matters().filter(
        state__in=("closed", "archived"), closed_at__gte=start, closed_at__lt=end, late_entered=False
    )
    by_state = ended.values("appeal__callback_state").annotate(times=Count("pk"))
    states = {one["appeal__callback_state"]: one["times"] for one in by_state.order_by()}
    said = last_words(ended.filter(appeal__callback_state=CallbackState.REACHED))
    least = content_from()
    rated = [satisfied for _resolved, satisfied in said if satisfied]
    return Callbacks(
        due=sum(states.values()),
        reached=states.get(CallbackState.REACHED, 0),
        proxy=states.get(CallbackState.PROXY, 0),
        unreached=states.get(CallbackState.UNREACHED, 0),
        resolved=sum(resolved == Resolved.YES for resolved, _satisfied in said),
        accepted=sum(resolved == Resolved.ACCEPTED for resolved, _satisfied in said),
        rated=len(rated),
        content=sum(satisfied >= least for satisfied in rated),
    )


def last_words(matters: QuerySet[Matter]) -> list[tuple[str, int | None]]:
    """What each resident answered in the end: resolved or not, and how satisfied."""
    answers = Callback.objects.filter(matter_id__in=matters.values("pk"), reached=True, proxy=False)
    told = answers.order_by("attempt").values_list("matter_id", "resolved", "satisfied")
    return list({matter: (resolved, satisfied) for matter, resolved, satisfied in told}.values())
