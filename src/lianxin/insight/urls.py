"""Addresses of the leader's pages, of the auditor's notes, and of what everybody may see."""

from django.utils.translation import gettext_lazy as _

from lianxin.insight.pages import (
    analysis,
    claims,
    contacts,
    front,
    frozen,
    monday,
    months,
    public,
    quality,
    stories,
    topics,
    wall,
)
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.web.nav import Entry, Heading, Place, register

overlooks = holds(Role.LEADER, Role.AUDITOR)
leads = holds(Role.LEADER)
tells = holds(Role.LEADER, Role.TRIAGE)

urlpatterns = [
    route("leader/", front.show, see=overlooks, name="leader"),
    route("leader/villages/", front.villages, see=overlooks, name="leader_villages"),
    route("leader/monday/", monday.show, see=overlooks, name="monday"),
    route("leader/wall/", wall.show, see=overlooks, name="wall"),
    route("leader/contacts/", contacts.show, see=overlooks, name="contacts"),
    route("leader/months/", months.index, see=overlooks, name="months"),
    route("leader/months/<str:code>/", months.show, see=overlooks, name="month"),
    route("leader/months/<str:code>/again/", months.again, see=leads, name="month_again"),
    route("leader/months/<str:code>/analysis/", analysis.show, see=overlooks, name="month_analysis"),
    route("leader/topics/new/", topics.new, see=leads, name="topic_new"),
    route("leader/topics/<int:key>/review/", topics.review, see=leads, name="topic_review"),
    route("leader/frozen/", frozen.index, see=overlooks, name="figures_frozen"),
    route("leader/frozen/new/", frozen.freeze, see=leads, name="figures_freeze"),
    route("leader/frozen/<int:key>/", frozen.show, see=overlooks, name="figure_frozen"),
    route("leader/claims/", claims.index, see=overlooks, name="claims"),
    route("leader/claims/new/", claims.new, see=leads, name="claim_new"),
    route("leader/claims/<int:key>/withdraw/", claims.withdraw, see=leads, name="claim_withdraw"),
    route("leader/quality/", quality.show, see=overlooks, name="quality"),
    route("stories/", stories.index, see=tells, name="stories"),
    route("stories/new/", stories.new, see=tells, name="story_new"),
    route("stories/<int:key>/", stories.show, see=tells, name="story"),
    route("stories/<int:key>/publish/", stories.publish, see=leads, name="story_publish"),
    route("open/", public.show, see=anyone, name="open"),
    route("open/<str:area>/", public.show, see=anyone, name="open_area"),
]

register(
    Entry(_("领导看板"), "leader", overlooks, icon="bar-chart", order=15),
    Entry(_("每周一页"), "monday", overlooks, icon="calendar3", order=16, under=Heading.FIGURES),
    Entry(_("典型案例"), "stories", tells, icon="journal-text", order=60, under=Heading.FIGURES),
    Entry(_("办了什么"), "open", anyone, place=Place.FOOT, order=20),
)
