from importlib import import_module

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Door rounds and service teams: doors, results, cards left (敲门行动)."""

    name = "lianxin.rounds"
    label = "rounds"
    verbose_name = "入户走访"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits, what rows are called, where a matter came from; the rail's entry is in `urls`."""
        import_module("lianxin.rounds.beside")
        import_module("lianxin.rounds.desk")
        import_module("lianxin.rounds.naming")
