from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.erasure import hands
from lianxin.kernel.imports.registry import brings_in
from lianxin.kernel.policy import anyone, holds
from lianxin.web import catalogue, nav


class WebConfig(AppConfig):
    """The face: base templates, components, assets."""

    name = "lianxin.web"
    label = "web"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The English sentences, the links of every page; every app's `settable` lists what an office
        may set, its `importers` what may be brought in by a sheet."""
        catalogue.compile_if_stale()
        nav.register(
            nav.Entry(_("导入"), "imports", brings_in, "upload", order=65, under=nav.Heading.SETTINGS),
            nav.Entry(
                _("设置"),
                "settings",
                holds(Role.ADMINISTRATOR, Role.SECURITY),
                "gear",
                order=70,
                under=nav.Heading.SETTINGS,
            ),
            nav.Entry(_("到期删除"), "erasure", hands.sees, "archive", order=48, under=nav.Heading.PEOPLE),
            nav.Entry(
                _("删除申请"), "erasure_ask", hands.asks, "x-circle", order=47, under=nav.Heading.PEOPLE
            ),
            nav.Entry(_("无障碍说明"), "accessibility", anyone, order=80, place=nav.Place.FOOT),
            nav.Entry(_("隐私说明"), "privacy", anyone, order=90, place=nav.Place.FOOT),
        )
        import_module("lianxin.web.import_naming")
        autodiscover_modules("settable", "importers")
