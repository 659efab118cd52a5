"""Giving a matter to somebody without who speaks in it, or with it for a reason (身份屏蔽)."""

from collections.abc import Mapping
from typing import Any

from lianxin.appeals.models import Passing
from lianxin.appeals.queries.shielding import TITLE_MOST, is_shielded, telling
from lianxin.appeals.rules.selfwords import without
from lianxin.matters.workflow import Acting
from lianxin.people.rules.confidentiality import reason_in_log

PASSED = "passed"


def pass_on(
    acting: Acting, *, unit: int | None = None, body: str = "", what: Mapping[str, Any] | None = None
) -> None:
    """Put on record what the one who gets it is shown; the title, which is on every list, tells nothing from now on.

    `what` says so where the form of the move has other names for it. Nothing to do for a matter that isn't shielded.
    What was passed on of who speaks is in the access log.
    """
    if not is_shielded(acting.row):
        return
    data, found = acting.data if what is None else what, telling(acting.row)
    shown = [one for one in data.get("pass_words") or () if one in found]
    hidden = [*(one for one in found if one not in shown), *(data.get("hide_more") or ())]
    identity = bool(data.get("pass_identity"))
    given = identity or bool(shown)
    acting.add(
        Passing(
            matter=acting.row,
            unit_id=unit,
            body=body,
            hidden=hidden,
            shown=shown,
            identity=identity,
            ground=data["pass_ground"] if given else "",
            reason=data["pass_reason"] if given else "",
            at=acting.now,
            account_id=acting.by.account,
        )
    )
    acting.row.title = without(acting.row.title, hidden)[:TITLE_MOST]
    acting.facts["passed"] = {"identity": identity, "shown": len(shown), "hidden": len(hidden)}
    if given:
        acting.pass_on(PASSED, reason_in_log(data["pass_ground"], data["pass_reason"]))
