"""Addresses that only appeals have."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.pages import identity, notice, triage
from lianxin.appeals.queries import REVEALS
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.people.rules.residents import residents_desk
from lianxin.web.nav import Entry, register

urlpatterns = [
    route("desk/triage/", triage.show, see=holds(Role.TRIAGE), name="triage"),
    route("notice/<str:number>/", notice.show, see=anyone, name="notice_99"),
    route(
        "matters/<str:number>/who/<int:appellant>/",
        identity.show,
        see=holds(*REVEALS),
        name="identity",
    ),
    route(
        "matters/<str:number>/who/<int:appellant>/person/",
        identity.person,
        see=residents_desk,
        name="appellant_person",
    ),
    route(
        "matters/<str:number>/who/<int:appellant>/consent/",
        identity.consent,
        see=residents_desk,
        name="appellant_consent",
    ),
]

register(Entry(_("甄别派单"), "triage", holds(Role.TRIAGE), icon="inbox", order=20))
