"""Addresses of the reception of the public."""

from lianxin.kernel.policy import anyone, staff
from lianxin.kernel.routes import route
from lianxin.matters.naming import caseworker
from lianxin.reception.pages import checks, counts, desk, public, sameday, sheets, talks, visits

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
    route("reception/visits/<int:key>/slip/", visits.slip, see=staff, name="visit_slip"),
    route("reception/visits/<int:key>/do/<slug:move>/", visits.make, see=staff, name="visit_move"),
    route("reception/visits/<int:key>/paper/<slug:what>/", visits.paper, see=staff, name="visit_paper"),
    route("matters/<str:number>/check/", checks.of_matter, see=caseworker, name="check_matter"),
    route("reception/visits/<int:visit>/check/", checks.of_visit, see=caseworker, name="check_visit"),
    route("checks/<int:fieldcheck>/", checks.show, see=caseworker, name="check"),
    route("checks/<int:fieldcheck>/do/<slug:move>/", checks.move, see=caseworker, name="check_move"),
    route("matters/<str:number>/same-day/", sameday.receive, see=caseworker, name="same_day_new"),
    route("same-day/<int:sameday>/", sameday.show, see=caseworker, name="same_day"),
    route("same-day/<int:sameday>/do/<slug:move>/", sameday.move, see=caseworker, name="same_day_move"),
]
