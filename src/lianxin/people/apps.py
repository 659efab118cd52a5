from django.apps import AppConfig
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
        administrator = holds(Role.ADMINISTRATOR)
        nav.register(
            nav.Entry(_("人员和账号"), "people", administrator, "people", order=60),
            nav.Entry(_("单位和岗位"), "units", administrator, "building", order=61),
            nav.Entry(_("我的账号"), "mine", staff, "person", order=90),
        )
