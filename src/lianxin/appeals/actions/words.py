"""Writing down what was said when somebody asks for a move (原话)."""

from lianxin.appeals.forms.asked import OFFICE
from lianxin.appeals.models import Handling
from lianxin.matters.models import Channel, Contact
from lianxin.matters.workflow import Acting


def take_down(acting: Acting) -> None:
    """What was said becomes a contact with channel, time and words; what the office found, a record (XC-01)."""
    data = acting.data
    words, how = str(data.get("words") or ""), str(data.get("how") or Channel.WEB)
    acting.facts["how"] = how
    if not words:
        return
    if how == OFFICE:
        given = {"at": acting.now, "written_at": acting.now, "account_id": acting.by.account}
        acting.add(Handling(matter=acting.row, kind="other", text=words, **given))
        return
    who = str(data.get("who") or "")
    acting.add(
        Contact(
            matter=acting.row,
            channel=how,
            at=data.get("at") or acting.now,
            taker_id=acting.by.account,
            words=f"{who}：{words}" if who else words,
        )
    )
