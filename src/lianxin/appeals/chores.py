"""What the worker does for appeals: clocks follow a new table of limits (时限调整), old files are put away (归档)."""

from itertools import islice

from lianxin.appeals.actions.likening import mark_unmarked
from lianxin.appeals.actions.relimit import SLICE, altered_rows
from lianxin.appeals.actions.searched import texts_of
from lianxin.appeals.intake import write_back
from lianxin.appeals.intake.archive import put_away
from lianxin.appeals.intake.late import urge_late
from lianxin.appeals.limits import FOLLOW, limits_at
from lianxin.appeals.queries.speakers import MATTER
from lianxin.kernel import clock, search
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.jobs import Work, every, handler
from lianxin.matters.act import Ask, act_many
from lianxin.matters.flows import flow_named


@handler(FOLLOW)
def follow(work: Work) -> None:
    """Move every running clock that the table in force would set otherwise; what is done stays done."""
    now = clock.now()
    by, seen = system(current_county()), altered_rows(limits_at(now), now)
    while slice_of := list(islice((row for row, _ in seen), SLICE)):
        for edition in {row.edition for row in slice_of}:
            flow = flow_named("appeal", edition)
            asks = [Ask(data={}, row=row) for row in slice_of if row.edition == edition]
            if flow.move("relimit") is not None:
                act_many(flow, "relimit", asks, by=by)


search.source(MATTER, texts_of)
every(24 * 60, "appeals.archive")(put_away)
every(30, "appeals.late_helpers")(urge_late)
every(60, "appeals.alike")(mark_unmarked)
every(24 * 60, "appeals.originals")(write_back.forget_originals)
