from importlib import import_module

from django.apps import AppConfig


class AppealsConfig(AppConfig):
    """The appeal: registered, dispatched, handled, answered, called back (诉求)."""

    name = "lianxin.appeals"
    label = "appeals"
    verbose_name = "诉求"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The notices of an appeal, and how its appellants want to be told."""
        import_module("lianxin.appeals.letters")
        import_module("lianxin.appeals.queries.ways")
