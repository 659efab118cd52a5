from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.web import nav


class DoorsConfig(AppConfig):
    """Every way in: the web form, the desk (受理渠道)."""

    name = "lianxin.doors"
    label = "doors"
    verbose_name = "渠道"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The guard of the papers of matters, and the desk's entry in the rail."""
        import_module("lianxin.doors.papers")
        see = holds(Role.CLERK, Role.TRIAGE, Role.DISCIPLINE)
        nav.register(
            nav.Entry(
                _("登记一件"), "desk_new", see, icon="pencil-square", order=20, under=nav.Heading.APPEALS
            ),
            nav.Entry(_("意见建议"), "file", anyone, place=nav.Place.FOOT, order=10),
        )
