"""Addresses of the desk and of every matter."""

from lianxin.kernel.policy import staff
from lianxin.kernel.routes import route
from lianxin.matters.pages import desk, listing, matter, move

urlpatterns = [
    route("desk/", desk.show, see=staff, name="today"),
    route("matters/", listing.show, see=staff, name="matters"),
    route("matters/<str:number>/", matter.show, see=staff, name="matter"),
    route("matters/<str:number>/do/<slug:move>/", move.make, see=staff, name="move"),
]
