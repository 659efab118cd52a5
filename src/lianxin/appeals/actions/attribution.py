"""评价归到单位: the rating stays the appeal's, and is put down to units by what the resident said (D.5, J14)."""

from lianxin.appeals.models import Attribution
from lianxin.appeals.queries.involved import not_attributed, rating_of
from lianxin.matters.workflow import Acting


def attribute(acting: Acting) -> None:
    """One row for each unit that was chosen."""
    level, chosen = rating_of(acting.row), set(acting.data["units"])
    assert level is not None  # noqa: S101  # the guard looked
    said = {"satisfied": level, "why": acting.data["why"], "at": acting.now, "account_id": acting.by.account}
    units = [unit.pk for unit in not_attributed(acting.row) if unit.pk in chosen]
    for unit in units:
        acting.add(Attribution(matter=acting.row, unit_id=unit, **said))
    acting.facts |= {"units": units, "satisfied": level}
