"""What a renovation has on other pages: the matter that objects to it, what waits on the desk (来自、今天的事)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.matters.models import Matter
from lianxin.matters.panels import Beside, Near, show_beside
from lianxin.matters.waiting import Waiting, register
from lianxin.renovation.models import Objection
from lianxin.renovation.queries.board import late_promises
from lianxin.renovation.queries.objections import project_of_matter
from lianxin.renovation.queries.projects import kept_projects, sees_projects

MOST = 10


@show_beside(Objection)
def objected_to(matter: Matter, by: Actor, near: Near) -> Iterator[Beside]:
    """The project an appeal speaks of."""
    found = project_of_matter(matter) if Objection in near else None
    if found is not None:
        name = "project_desk" if sees_projects(by, None) else "project"
        address = reverse(name, kwargs={"project": found.project_id})
        words = " · ".join(filter(None, (found.project.name, found.building, found.get_about_display())))
        yield Beside(_("小区改造"), words, address)


def waiting(by: Actor) -> Iterator[Waiting]:
    """Promises past their day, and postings that are over and not looked at."""
    today = clock.today()
    for one in late_promises(by=by, today=today)[:MOST]:
        words = _now("承诺过了日子：%(what)s（%(project)s）") % {
            "what": one.what,
            "project": one.project.name,
        }
        yield Waiting(words, reverse("project_desk", kwargs={"project": one.project_id}), late=True)
    over = kept_projects(by).filter(state="posted", posted_until__lt=today, taken_down_at=None)
    for row in over[:MOST]:
        words = _now("公示期满，去看一看、拍一张：%(project)s") % {"project": row.name}
        yield Waiting(words, reverse("project_desk", kwargs={"project": row.pk}))


register(waiting)
