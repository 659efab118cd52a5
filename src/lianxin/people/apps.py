from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, staff
from lianxin.web import nav


class PeopleConfig(AppConfig):
    """Units, posts, persons and accounts (单位、岗位、人员)."""

    name = "lianxin.people"
    label = "people"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The administrator's two lists, and everybody's own account."""
        autodiscover_modules("handover")
        administrator = holds(Role.ADMINISTRATOR)
        nav.register(
            nav.Entry(_("人员和账号"), "people", administrator, "people", order=60),
            nav.Entry(_("单位和岗位"), "units", administrator, "building", order=61),
            nav.Entry(
                _("待确认的授权"),
                "grants",
                holds(Role.SECURITY, Role.ADMINISTRATOR),
                "shield-check",
                order=62,
            ),
            nav.Entry(_("移交清单"), "handovers", staff, "clipboard-check", order=80),
            nav.Entry(_("我的账号"), "mine", staff, "person", order=90),
        )
