from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MattersConfig(AppConfig):
    """The head row every matter shares, and the one writer (事项)."""

    name = "lianxin.matters"
    label = "matters"
    verbose_name = "事项"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every app's `workflow` registers its table, and its `panel` what the pages of matters show of it."""
        autodiscover_modules("workflow", "panel")
        import_module("lianxin.matters.naming")
        import_module("lianxin.matters.bell")
        import_module("lianxin.matters.scans")
