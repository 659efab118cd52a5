"""What the triage desk does: 受理, 派单."""

from lianxin.appeals import letters
from lianxin.appeals.models import Order
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def accept(acting: Acting) -> None:
    """受理: class, area and urgency are set by a person."""
    matter, data = acting.row, acting.data
    matter.area_id, matter.urgency = data.get("area"), data["urgency"]
    acting.change(matter.appeal, type=data["type"], category_id=data["category"])
    acting.facts |= {"type": data["type"], "category": data["category"], "area": data.get("area")}


def dispatch(acting: Acting) -> None:
    """派单: the order goes to a unit, with the basis on record."""
    order = Order(
        matter=acting.row,
        unit_id=acting.data["unit"],
        demand=acting.data.get("demand") or "",
        basis=acting.data["basis"],
        dispatched_at=acting.now,
    )
    acting.add(order)
    acting.hold(order.unit_id)
    acting.tell_staff(letters.TO_SIGN, unit=order.unit_id, roles=(Role.HANDLER,))
