"""What writing down small works does: 登记工程情况 (J16)."""

from typing import Any

from lianxin.appeals.models import Works
from lianxin.appeals.queries.works import works_of
from lianxin.matters.workflow import Acting


def record_works(acting: Acting) -> None:
    """登记工程情况: one record to a matter; what is written later stands in place of what stood there."""
    data = acting.data
    before, after = list(data.get("before") or ()), list(data.get("after") or ())
    told: dict[str, Any] = {
        "cost": data.get("cost"),
        "labour": data.get("labour"),
        "before": before,
        "after": after,
        "no_photos": data.get("no_photos") or "",
        "land": data.get("land") or "",
        "consent": data.get("consent") or "",
        "papers": list(data.get("papers") or ()),
        "written_at": acting.now,
        "account_id": acting.by.account,
    }
    works = works_of(acting.row)
    if works is None:
        acting.add(Works(matter=acting.row, **told))
    else:
        acting.change(works, **told)
    acting.facts["works"] = {"photos": [len(before), len(after)], "land": str(told["land"])}
