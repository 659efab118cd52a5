"""What asking for a look at the spot and looking do (实地查看)."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import barred_units
from lianxin.matters.workflow import Acting, Sentence
from lianxin.reception.models import CheckQuantity


def not_by_the_accused(acting: Acting) -> Sentence:
    """The unit it is said against, and its line, don't look into it."""
    matter = acting.data.get("matter")
    if matter is None or acting.data["unit"] not in barred_units(matter):
        return None
    return _("这件事反映的就是这个单位或它的上下级，不能请它去看。请改请别的单位。")


def ask(acting: Acting) -> None:
    """请人去看."""
    row, data = acting.row, acting.data
    row.matter, row.visit = data.get("matter"), data.get("visit")
    about = row.matter or row.visit
    row.area_id = about.area_id
    row.asked, row.due_on, row.asked_at = data["asked"], data["due_on"], acting.now
    acting.hold(data["unit"])


def see(acting: Acting) -> None:
    """记实地查看."""
    row, data = acting.row, acting.data
    row.seen_at, row.cost = data["seen_at"], data.get("cost")
    written = {name: data.get(name) or "" for name in ("place", "present", "found", "cost_basis")}
    acting.change(row, **written)
    for one in data.get("quantities") or ():
        acting.add(CheckQuantity(check_of=row, **vars(one)))
    acting.facts["quantities"] = len(data.get("quantities") or ())


def call_off(acting: Acting) -> None:
    """不用看了."""
    acting.change(acting.row, called_off_why=acting.data["why"])
