"""What happened to appeals since a figure was frozen (变动原因): why one counts now and didn't, or the other way."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import following_states


def why(rows: Sequence[int], since: datetime) -> Mapping[int, str]:
    """The reason for each of these rows; one that nothing was written about since is left out."""
    states = dict(Matter.objects.filter(pk__in=rows).values_list("pk", "state"))
    told: dict[int, list[Event]] = {}
    for event in Event.objects.filter(row_kind="matter", row_id__in=rows, recorded_at__gt=since):
        told.setdefault(event.row_id, []).append(event)
    found = {key: reason(states.get(key, ""), events, since) for key, events in told.items()}
    return {key: words for key, words in found.items() if words}


def reason(state: str, events: Sequence[Event], since: datetime) -> str:
    """The one thing that explains most: void, merged, parted, corrected, entered late, written late, gone on."""
    moves = {event.move for event in events}
    known = (
        (state == "voided", _("作废")),
        (state in following_states() and "merge" in moves, _("并入了别的件")),
        ("unmerge" in moves, _("撤销并案")),
        ("approve_correction" in moves, _("更正")),
        (any(not event.source and event.target for event in events), _("补录：事情在前，登记在后")),
        (any(event.at <= since for event in events), _("事后补记")),
    )
    return next((words for holds, words in known if holds), _("后来办了"))
