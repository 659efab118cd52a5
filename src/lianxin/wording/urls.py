"""Addresses of what is read in texts."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.kernel.routes import route
from lianxin.web.nav import Entry, Heading, register
from lianxin.wording.pages import classes

keepers = holds(Role.TRIAGE, Role.ADMINISTRATOR)

urlpatterns = [
    route("suggestions/", classes.show, see=keepers, name="suggestions"),
    route("suggestions/train/", classes.train, see=keepers, name="suggestions_train"),
]

register(Entry(_("分类建议"), "suggestions", keepers, icon="bar-chart", order=39, under=Heading.SETTINGS))
