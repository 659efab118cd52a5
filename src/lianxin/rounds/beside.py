"""What the page of a matter shows of the round on which it was taken down (来自敲门)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.panels import Beside, Near, show_beside
from lianxin.rounds.models import Need
from lianxin.rounds.queries.rounds import need_of_matter
from lianxin.rounds.rules.doors import looks_on
from lianxin.web.dates import day


@show_beside(Need)
def from_a_door(matter: Matter, by: Actor, near: Near) -> Iterator[Beside]:
    """The round and the day, to who may look at it; not the door: who asked not to be named lives behind it."""
    if Need not in near or not looks_on(by, None):
        return
    need = need_of_matter(matter, by=by)
    if need is not None:
        said = {"round": need.door.round.name, "day": day(need.device_at or need.recorded_at)}
        address = reverse("round", kwargs={"key": need.door.round_id})
        yield Beside(_("来自敲门"), _now("%(round)s，%(day)s") % said, address)
