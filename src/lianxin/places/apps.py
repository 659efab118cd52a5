from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds
from lianxin.web import nav


class PlacesConfig(AppConfig):
    """Areas from county to building, and addresses (区域)."""

    name = "lianxin.places"
    label = "places"
    verbose_name = "地方"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The map in the rail; every app's `on_areas` says what hangs on an area, `exports` what leaves as a sheet."""
        keepers = holds(Role.ADMINISTRATOR, Role.CLERK, Role.TRIAGE)
        nav.register(
            nav.Entry(_("区划和地名"), "areas", keepers, "geo-alt", order=62, under=nav.Heading.PEOPLE)
        )
        autodiscover_modules("on_areas", "exports")
