from importlib import import_module

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Reception of the public: rota, numbers, talks, outcomes (群众接待)."""

    name = "lianxin.reception"
    label = "reception"
    verbose_name = "接待"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The tables by which slots and swaps move."""
        import_module("lianxin.reception.workflow")
        import_module("lianxin.reception.beside")
        import_module("lianxin.reception.desks")
