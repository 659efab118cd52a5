"""Places people know by name (地名), kept so that the next clerk can pick them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor, Role
from lianxin.places.actions.record import record
from lianxin.places.coordinates import Given, to_wgs84
from lianxin.places.models import Address, Area
from lianxin.places.rules import AreaKind, Refused, inside

KEEPERS = (Role.CLERK, Role.TRIAGE, Role.ADMINISTRATOR)


@transaction.atomic
def remember(
    area: Area, *, name: str, building: Area | None, room: str, given: Given | None, by: Actor, at: datetime
) -> Address:
    """Keep a place of a village; one that was forgotten before comes back. Raises Refused."""
    require_keeper(area, by=by)
    if building is not None and (building.kind != AreaKind.BUILDING or building.valid_to is not None):
        raise Refused(_("没有这栋楼，请重选。"), field="building")
    address = Address.objects.filter(area=area, name=name, room=room).first()
    if address is not None and address.active:
        raise Refused(_("“%(name)s”已经记下了。") % {"name": name}, field="name")
    address = address or Address(area=area, name=name, room=room)
    address.building, address.active = building, True
    put(address, given)
    address.save()
    record([area], "place_kept", by=by, at=at, address=address.pk)
    return address


def put(address: Address, given: Given | None) -> None:
    """Write where it is: WGS-84, with the pair as it was given."""
    if given is None:
        address.latitude = address.longitude = address.given_north = address.given_east = None
        address.given_system = ""
        return
    real = to_wgs84(given.point, given.system)
    address.latitude, address.longitude = real.latitude, real.longitude
    address.given_north, address.given_east = given.point.latitude, given.point.longitude
    address.given_system = given.system


@transaction.atomic
def forget(address: Address, *, by: Actor, at: datetime) -> None:
    """Offer a place no more; what was filed under it keeps its words. Raises Refused."""
    require_keeper(address.area, by=by)
    address.active = False
    address.save()
    record([address.area], "place_dropped", by=by, at=at, address=address.pk)


def require_keeper(area: Area, *, by: Actor) -> None:
    """Clerks, the triage desk and administrators keep the places of their own area. Raises Refused."""
    if not by.holds(Role.SYSTEM) and not (by.holds(*KEEPERS) and inside(area.code, by.scopes)):
        raise Refused(_("这个村（社区）的地名不归您维护。"))
