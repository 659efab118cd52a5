"""Addresses of the leader's pages."""

from django.utils.translation import gettext_lazy as _

from lianxin.insight import pages
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.kernel.routes import route
from lianxin.web.nav import Entry, register

urlpatterns = [
    route("leader/", pages.show, see=holds(Role.LEADER, Role.AUDITOR), name="leader"),
    route("leader/villages/", pages.villages, see=holds(Role.LEADER, Role.AUDITOR), name="leader_villages"),
]

register(Entry(_("领导看板"), "leader", holds(Role.LEADER, Role.AUDITOR), icon="bar-chart", order=15))
