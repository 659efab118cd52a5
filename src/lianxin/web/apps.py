from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import anyone
from lianxin.web import nav


class WebConfig(AppConfig):
    """The face: base templates, components, assets."""

    name = "lianxin.web"
    label = "web"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The two links at the foot of every page."""
        nav.register(
            nav.Entry(_("无障碍说明"), "accessibility", anyone, order=80, place=nav.Place.FOOT),
            nav.Entry(_("隐私说明"), "privacy", anyone, order=90, place=nav.Place.FOOT),
        )
