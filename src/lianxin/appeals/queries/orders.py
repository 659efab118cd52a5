"""A dispatch and the callbacks of a matter as their papers say them (交办单、回访记录)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.limits import HANDLING
from lianxin.appeals.models import Order
from lianxin.appeals.queries.case_papers import Folder, folder
from lianxin.appeals.queries.shielding import is_shielded, title_on_paper
from lianxin.kernel.actor import Actor
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter
from lianxin.matters.queries import clocks_of
from lianxin.people.queries import names_of_accounts, names_of_posts


@dataclass(frozen=True)
class Given:
    """One dispatch: to whom, what of the matter its paper says, by when, with whom, by whom."""

    order: Order
    title: str
    place: str
    until: datetime | None
    helpers: Sequence[str]
    secret: bool
    sender: str


def given(matter: Matter, key: int, *, by: Actor) -> Given | None:
    """One dispatch of a matter the actor sees; None when there is none."""
    papers = folder(matter, by=by)
    order = next((one for one in papers.orders if one.pk == key), None)
    if order is None:
        return None
    limits = [one for one in clocks_of(matter) if one.limit in HANDLING and one.stopped is None]
    made = history(matter).filter(move="dispatch", at=order.dispatched_at).first()
    post = made.post_id if made is not None else None
    return Given(
        order=order,
        title=title_on_paper(matter),
        place="，".join(
            one for one in (matter.area.name if matter.area else "", papers.appeal.address) if one
        ),
        until=limits[0].due if limits else None,
        helpers=[one.unit.name for one in papers.suborders],
        secret=is_shielded(matter),
        sender=names_of_posts([post]).get(post, "") if post else "",
    )


def calls(matter: Matter, *, by: Actor) -> tuple[str, list[list[str]]]:
    """What the matter is called on paper, and each callback as a line: when, by whom, who answered, what they said."""
    papers: Folder = folder(matter, by=by)
    names = names_of_accounts([one.account_id for one in papers.callbacks if one.account_id])
    lines = [
        [
            str(one.attempt),
            f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}",
            names.get(one.account_id or 0, ""),
            (_("家人代答") if one.proxy else _("本人")) if one.reached else _("没有打通"),
            str(one.get_resolved_display()) if one.resolved else "",
            str(one.get_satisfied_display()) if one.satisfied else "",
            one.words,
        ]
        for one in papers.callbacks
    ]
    return title_on_paper(matter), lines
