"""Addresses that only appeals have."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.pages import answers, calling, correcting, identity, joining, notice, triage
from lianxin.appeals.queries import REVEALS
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.matters.urls import reader
from lianxin.people.rules.residents import residents_desk
from lianxin.web.nav import Entry, register

decides = holds(Role.TRIAGE, Role.REVIEWER, Role.LEADER)

urlpatterns = [
    route("desk/callbacks/", calling.show, see=holds(Role.CALLBACK), name="callbacks"),
    route("desk/corrections/", correcting.waiting, see=decides, name="corrections_waiting"),
    route("matters/<str:number>/merge/", joining.show, see=holds(Role.TRIAGE), name="merge"),
    route("matters/<str:number>/corrections/", correcting.show, see=reader, name="corrections"),
    route(
        "matters/<str:number>/corrections/<int:correction>/",
        correcting.paper,
        see=reader,
        name="correction",
    ),
    route("matters/<str:number>/answer/<int:place>/", answers.show, see=reader, name="answer"),
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
register(
    Entry(_("回访清单"), "callbacks", holds(Role.CALLBACK), icon="telephone", order=22),
    Entry(_("待批更正"), "corrections_waiting", decides, icon="check-lg", order=45),
)
