"""Addresses of reception: the plan for everybody, the rota, the slots and the desk for staff."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds, staff
from lianxin.kernel.routes import route
from lianxin.matters.naming import caseworker
from lianxin.reception.pages import (
    checks,
    correcting,
    counts,
    desk,
    kept,
    kinds,
    leave,
    plan,
    public,
    rota,
    sameday,
    sheets,
    slots,
    swaps,
    talks,
    visits,
)
from lianxin.web.nav import Entry, Heading, Place, register

arranges = holds(Role.TRIAGE, Role.CLERK)
oversees = holds(Role.LEADER, Role.AUDITOR, Role.TRIAGE)

urlpatterns = [
    route("reception/numbers/", public.index, see=anyone, name="numbers"),
    route("reception/numbers/<int:key>/", public.take, see=anyone, name="draw_number"),
    route("reception/number/<str:token>/", public.number, see=anyone, name="own_number"),
    route("reception/screen/<str:token>/", public.screen, see=anyone, name="reception_screen"),
    route("reception/desk/", desk.index, see=staff, name="reception_desks"),
    route("reception/desk/<int:key>/<int:window>/", desk.show, see=staff, name="reception_desk"),
    route("reception/desk/<int:key>/<int:window>/call/", desk.call, see=staff, name="reception_call"),
    route(
        "reception/desk/<int:key>/<int:window>/do/<slug:move>/", desk.turn, see=staff, name="reception_turn"
    ),
    route("reception/desk/<int:key>/take/", desk.take, see=staff, name="reception_take"),
    route("reception/desk/<int:key>/paper/", talks.paper, see=staff, name="reception_paper"),
    route("reception/desk/<int:key>/pack/", sheets.pack, see=staff, name="reception_pack"),
    route("reception/desk/<int:key>/register/", sheets.ledger, see=staff, name="reception_register"),
    route("reception/talks/known/", talks.known, see=staff, name="talk_known"),
    route("reception/visits/", counts.rows, see=staff, name="visits"),
    route("reception/callbacks/", counts.calls, see=staff, name="reception_callbacks"),
    route("reception/counts/", counts.show, see=staff, name="reception_counts"),
    route("reception/visits/<int:key>/", visits.show, see=staff, name="visit"),
    route("reception/visits/<int:key>/talk/", talks.write, see=staff, name="visit_talk"),
    route("reception/visits/<int:key>/correct/", correcting.write, see=staff, name="visit_correct"),
    route("reception/visits/<int:key>/slip/", visits.slip, see=staff, name="visit_slip"),
    route("reception/visits/<int:key>/do/<slug:move>/", visits.make, see=staff, name="visit_move"),
    route("reception/visits/<int:key>/paper/<slug:what>/", visits.paper, see=staff, name="visit_paper"),
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
    route("matters/<str:number>/check/", checks.of_matter, see=caseworker, name="check_matter"),
    route("reception/visits/<int:visit>/check/", checks.of_visit, see=caseworker, name="check_visit"),
    route("checks/<int:fieldcheck>/", checks.show, see=caseworker, name="check"),
    route("checks/<int:fieldcheck>/do/<slug:move>/", checks.move, see=caseworker, name="check_move"),
    route("matters/<str:number>/same-day/", sameday.receive, see=caseworker, name="same_day_new"),
    route("same-day/<int:sameday>/", sameday.show, see=caseworker, name="same_day"),
    route("same-day/<int:sameday>/do/<slug:move>/", sameday.move, see=caseworker, name="same_day_move"),
]

register(
    Entry(_("接待排班"), "rota", staff, icon="calendar3", order=26, under=Heading.LISTENING),
    Entry(_("接待督查"), "slots_kept", oversees, icon="clipboard-check", order=27, under=Heading.LISTENING),
    Entry(_("接待安排"), "reception", anyone, place=Place.FOOT, order=15),
)
