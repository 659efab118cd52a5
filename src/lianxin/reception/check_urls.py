"""Addresses of looks at the spot and of same-day disputes (实地查看、当日事)."""

from lianxin.kernel.routes import route
from lianxin.matters.naming import caseworker
from lianxin.reception.pages import checks, sameday

urlpatterns = [
    route("matters/<str:number>/check/", checks.of_matter, see=caseworker, name="check_matter"),
    route("visits/<int:visit>/check/", checks.of_visit, see=caseworker, name="check_visit"),
    route("checks/<int:fieldcheck>/", checks.show, see=caseworker, name="check"),
    route("checks/<int:fieldcheck>/do/<slug:move>/", checks.move, see=caseworker, name="check_move"),
    route("matters/<str:number>/same-day/", sameday.receive, see=caseworker, name="same_day_new"),
    route("same-day/<int:sameday>/", sameday.show, see=caseworker, name="same_day"),
    route("same-day/<int:sameday>/do/<slug:move>/", sameday.move, see=caseworker, name="same_day_move"),
]
