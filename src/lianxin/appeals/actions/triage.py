"""What the triage desk does: 受理, 派单."""

from lianxin.appeals.models import Order
from lianxin.appeals.queries.duty import proposal
from lianxin.matters.workflow import Acting


def accept(acting: Acting) -> None:
    """受理: class, area and urgency are set by a person."""
    matter, data = acting.row, acting.data
    matter.area_id, matter.urgency = data.get("area"), data["urgency"]
    acting.change(matter.appeal, type=data["type"], category_id=data["category"])
    acting.facts |= {"type": data["type"], "category": data["category"], "area": data.get("area")}


def dispatch(acting: Acting) -> None:
    """派单: the order goes to a unit, with the basis and what the duty catalogue proposed on record."""
    found = proposal(acting.row)
    line = found.line if found is not None else None
    order = Order(
        matter=acting.row,
        unit_id=acting.data["unit"],
        demand=acting.data.get("demand") or "",
        basis=acting.data["basis"],
        line_id=line.key if line is not None else None,
        followed=acting.data["unit"] == line.unit if line is not None else None,
        dispatched_at=acting.now,
    )
    acting.add(order)
    acting.hold(order.unit_id)
    if found is not None:
        acting.facts["catalogue"] = {
            "edition": found.edition.number,
            "line": line.key if line is not None else None,
            "proposed": line.unit if line is not None else None,
            "followed": order.followed,
        }
