"""What waits for whoever goes to doors: rounds that end, promises that fall due (今天我要办的)."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.waiting import Waiting, register
from lianxin.rounds.queries.cards import promises_due
from lianxin.rounds.queries.rounds import ending
from lianxin.rounds.rules.doors import walks

SOON = timedelta(days=3)


@register
def waiting(by: Actor) -> Iterator[Waiting]:
    """Rounds of one's own that end soon with doors still to visit, and one's own promises."""
    if not walks(by, None):
        return
    today = clock.today()
    for row, left in ending(by, until=today + SOON):
        words = _("敲门行动“%(name)s”%(day)s结束，还有 %(n)d 户没有结果")
        label = words % {"name": row.name, "day": f"{row.ends_on:%m-%d}", "n": left}
        yield Waiting(label, reverse("round", kwargs={"key": row.pk}), late=row.ends_on < today)
    for card in promises_due(by, on=today):
        words = _("联系卡 %(number)s 答应的事到日子了（%(day)s）")
        label = words % {"number": card.number, "day": f"{card.by_when:%m-%d}"}
        late = card.by_when is not None and card.by_when < today
        yield Waiting(label, reverse("card", kwargs={"card": card.pk}), late=late)
