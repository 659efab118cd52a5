"""What waits of boxes on 今天我要办的: a box to open, an opening to finish, something broken, what lies sealed."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.boxes.queries.gates import HANDS
from lianxin.boxes.queries.openings import to_receive
from lianxin.boxes.queries.watch import Due, due, faults_waiting, openings_waiting
from lianxin.boxes.workflow.openings import OPENING_FLOW
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.waiting import Waiting, register


@register
def of_boxes(by: Actor) -> Iterable[Waiting]:
    """For whoever opens boxes, for their leader only what is late, for the discipline desk what it is to receive."""
    found: list[Waiting] = []
    if by.holds(*HANDS, Role.LEADER):
        rows = due(by)
        found += [late_box(row) for row in rows if row.late]
        if by.holds(*HANDS):
            found += [due_box(row) for row in rows if row.due_today and not row.late]
            found += openings(by)
            found += faults(by)
    if by.holds(Role.DISCIPLINE) and (sealed := to_receive(by).count()):
        label = _("密封的意见条，等您接收：%(n)d 条") % {"n": sealed}
        found.append(Waiting(label, reverse("slips_sealed")))
    return found


def late_box(row: Due) -> Waiting:
    """Not opened for longer than the office allows."""
    label = _("%(code)s 号意见箱（%(place)s）%(days)d 天没有开") % {
        "code": row.box.code,
        "place": row.box.place,
        "days": row.days,
    }
    return Waiting(label, address(row), late=True)


def due_box(row: Due) -> Waiting:
    """One of its fixed days."""
    label = _("今天开 %(code)s 号意见箱（%(place)s）") % {"code": row.box.code, "place": row.box.place}
    return Waiting(label, address(row))


def address(row: Due) -> str:
    """The page of a box."""
    return reverse("box", kwargs={"box": row.box.pk})


def openings(by: Actor) -> list[Waiting]:
    """What has been opened and isn't posted yet."""
    return [
        Waiting(
            _("%(code)s 号意见箱 %(day)s：%(state)s")
            % {
                "code": one.box.code,
                "day": one.day.isoformat(),
                "state": OPENING_FLOW.state(one.state).staff,
            },
            reverse("opening", kwargs={"opening": one.pk}),
        )
        for one in openings_waiting(by)
    ]


def faults(by: Actor) -> list[Waiting]:
    """Full, broken."""
    return [
        Waiting(
            _("%(code)s 号意见箱：%(fault)s") % {"code": one.box.code, "fault": one.get_kind_display()},
            reverse("fault_move", kwargs={"boxfault": one.pk, "move": "mend"}),
        )
        for one in faults_waiting(by)
    ]
