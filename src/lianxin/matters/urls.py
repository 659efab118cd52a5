"""Addresses of the desk and of every matter."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import both, holds, staff
from lianxin.kernel.routes import route
from lianxin.matters.naming import OVERSEERS
from lianxin.matters.pages import desk, listing, looks, matter, move, telling
from lianxin.web.nav import Entry, register

caseworker = both(
    staff,
    holds(Role.CLERK, Role.TRIAGE, Role.HANDLER, Role.REVIEWER, Role.CALLBACK, Role.LEADER),
)
overseer = holds(*OVERSEERS)
telephone = holds(Role.CLERK, Role.TRIAGE, Role.CALLBACK)

urlpatterns = [
    route("desk/", desk.show, see=staff, name="today"),
    route("desk/tell/", telling.show, see=telephone, name="telling"),
    route("desk/tell/<int:key>/", telling.one, see=telephone, name="tell"),
    route("matters/", listing.show, see=caseworker, name="matters"),
    route("matters/<str:number>/", matter.show, see=caseworker, name="matter"),
    route("matters/<str:number>/looks/", looks.show, see=overseer, name="matter_looks"),
    route("matters/<str:number>/do/<slug:move>/", move.make, see=caseworker, name="move"),
]

register(
    Entry(_("今天我要办的"), "today", staff, icon="house", order=10),
    Entry(_("全部事项"), "matters", caseworker, icon="list-ul", order=30),
    Entry(_("待电话告知"), "telling", telephone, icon="telephone", order=40),
)
