from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import anyone
from lianxin.web import catalogue, nav


class WebConfig(AppConfig):
    """The face: base templates, components, assets."""

    name = "lianxin.web"
    label = "web"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The English sentences, and the two links at the foot of every page."""
        catalogue.compile_if_stale()
        nav.register(
            nav.Entry(_("无障碍说明"), "accessibility", anyone, order=80, place=nav.Place.FOOT),
            nav.Entry(_("隐私说明"), "privacy", anyone, order=90, place=nav.Place.FOOT),
        )
