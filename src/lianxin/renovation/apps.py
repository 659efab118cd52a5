from importlib import import_module

from django.apps import AppConfig


class RenovationConfig(AppConfig):
    """A renovation with objections: plan, consultation, objections, promises (小区改造)."""

    name = "lianxin.renovation"
    label = "renovation"
    verbose_name = "小区改造"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The table, the guard of the files, and what other pages show of it."""
        import_module("lianxin.renovation.workflow")
        import_module("lianxin.renovation.papers")
        import_module("lianxin.renovation.panels")
