"""Addresses of reception: the plan for everybody, the rota and the slots for staff."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds, staff
from lianxin.kernel.routes import route
from lianxin.reception.pages import kept, kinds, leave, plan, rota, slots, swaps
from lianxin.web.nav import Entry, Place, register

arranges = holds(Role.TRIAGE, Role.CLERK)
oversees = holds(Role.LEADER, Role.AUDITOR, Role.TRIAGE)

urlpatterns = [
    route("reception/", plan.show, see=anyone, name="reception"),
    route("reception/calendar/<str:code>.ics", plan.calendar, see=anyone, name="reception_calendar"),
    route("reception/rota/", rota.index, see=staff, name="rota"),
    route("reception/rota/publish/", rota.publish, see=arranges, name="rota_publish"),
    route("reception/kinds/new/", kinds.new, see=arranges, name="reception_kind_new"),
    route("reception/kinds/<int:kind>/", kinds.show, see=arranges, name="reception_kind"),
    route("reception/kinds/<int:kind>/turns/", kinds.add_turn, see=arranges, name="reception_turn_new"),
    route(
        "reception/kinds/<int:kind>/turns/<int:turn>/end/",
        kinds.end_turn,
        see=arranges,
        name="reception_turn_end",
    ),
    route("reception/kinds/<int:kind>/rota/", rota.arrange, see=arranges, name="rota_arrange"),
    route("reception/kinds/<int:kind>/notice/", rota.notice, see=arranges, name="rota_notice"),
    route("reception/slots/new/", slots.new, see=arranges, name="slot_new"),
    route("reception/slots/<int:slot>/", slots.show, see=staff, name="slot"),
    route("reception/slots/<int:slot>/do/<slug:move>/", slots.make, see=staff, name="slot_move"),
    route("reception/leave/", leave.index, see=staff, name="leave"),
    route("reception/leave/<int:leave>/end/", leave.end, see=staff, name="leave_end"),
    route("reception/swaps/", swaps.index, see=staff, name="swaps"),
    route("reception/swaps/new/", swaps.new, see=staff, name="swap_new"),
    route("reception/swaps/<int:swap>/do/<slug:move>/", swaps.make, see=staff, name="swap_move"),
    route("reception/kept/", kept.show, see=oversees, name="slots_kept"),
]

register(
    Entry(_("接待排班"), "rota", staff, icon="calendar3", order=34),
    Entry(_("接待督查"), "slots_kept", oversees, icon="clipboard-check", order=35),
    Entry(_("接待安排"), "reception", anyone, place=Place.FOOT, order=15),
)
