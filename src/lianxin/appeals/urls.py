"""Addresses that only appeals have."""

from lianxin.appeals.pages import identity, triage
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.kernel.routes import route

urlpatterns = [
    route("desk/triage/", triage.show, see=holds(Role.TRIAGE), name="triage"),
    route(
        "matters/<str:number>/who/<int:appellant>/",
        identity.show,
        see=holds(Role.TRIAGE, Role.CALLBACK, Role.HANDLER),
        name="identity",
    ),
]
