"""归档: closed matters whose time has come are put away, day by day; an incomplete file stays and says why."""

from lianxin.appeals.terms import archived_before
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.matters.act import BATCH, Ask, act_many
from lianxin.matters.models import Matter


def put_away() -> int:
    """Put the complete files of the current county into the archive; how many.

    A day's run goes through all closed matters once, slice by slice: what a guard holds back keeps nobody up.
    """
    before, by = archived_before(clock.now()), system(current_county())
    last, done = 0, 0
    while True:
        due = Matter.objects.filter(kind=APPEAL.code, state="closed", closed_at__lt=before, pk__gt=last)
        rows = list(due.select_related("appeal").order_by("pk")[:BATCH])
        if not rows:
            return done
        last = rows[-1].pk
        done += len(act_many(APPEAL, "archive", [Ask({}, row=row) for row in rows], by=by).done)
