"""What putting tags on and taking them off does: 加标签."""

from lianxin.appeals.models import MatterTag
from lianxin.appeals.queries.tags import tags_on
from lianxin.matters.workflow import Acting


def tag(acting: Acting) -> None:
    """加标签: the matter has from now on the tags that are ticked, and no others; codes go into the log."""
    wanted = list(acting.data["tags"])
    on = {row.tag: row for row in tags_on(acting.row)}
    for code in wanted:
        if code not in on:
            acting.add(MatterTag(matter=acting.row, tag=code, at=acting.now, by=acting.by.account))
    for code, row in on.items():
        if code not in wanted:
            acting.change(row, removed_at=acting.now)
    acting.facts["tags"] = {
        "on": sorted(set(wanted) - set(on)),
        "off": sorted(set(on) - set(wanted)),
    }
