"""Addresses of renovations: for everybody, and for who works here (小区改造)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import anyone
from lianxin.kernel.routes import route
from lianxin.renovation.pages import projects, public
from lianxin.renovation.queries.projects import sees_projects
from lianxin.web.nav import Entry, Heading, Place, register

urlpatterns = [
    route("projects/", public.index, see=anyone, name="projects"),
    route("projects/<int:project>/", public.show, see=anyone, name="project"),
    route("projects/<int:project>/object/", public.object_now, see=anyone, name="project_object"),
    route("desk/projects/", projects.index, see=sees_projects, name="projects_desk"),
    route("desk/projects/new/", projects.new, see=sees_projects, name="project_new"),
    route("desk/projects/<int:project>/", projects.show, see=sees_projects, name="project_desk"),
    route("desk/projects/<int:project>/notice/", projects.notice, see=sees_projects, name="project_notice"),
    route(
        "desk/projects/<int:project>/do/<slug:move>/", projects.move, see=sees_projects, name="project_move"
    ),
]

register(
    Entry(_("小区改造"), "projects_desk", sees_projects, icon="building", order=55, under=Heading.LISTENING),
    Entry(_("小区改造"), "projects", anyone, place=Place.FOOT, order=30),
)
