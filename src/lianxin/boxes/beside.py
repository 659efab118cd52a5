"""What the page of a matter shows of the slips that say the same: which box, which opening, which of its slips."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.boxes.models import Slip
from lianxin.boxes.naming import called
from lianxin.boxes.queries.slips import slips_of_matter
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Channel, Matter
from lianxin.matters.panels import Beside, Near, show_beside


@show_beside(Slip)
def from_the_box(matter: Matter, by: Actor, near: Near) -> Iterator[Beside]:
    """The slips a matter came from or that were joined to it, to who may read them; never who wrote one."""
    if by.account is None or Slip not in near:
        return
    channels = [one.channel for one in sorted(matter.contacts.all(), key=lambda one: (one.at, one.pk))]
    first = channels[:1] == [Channel.BOX]
    for slip in slips_of_matter(matter, by=by):
        came = first and slip.opening.opened_at == matter.filed_at
        label = _("来自意见箱") if came else _("意见箱里又有人反映")
        yield Beside(label, called(slip), reverse("slip", kwargs={"slip": slip.pk}))
