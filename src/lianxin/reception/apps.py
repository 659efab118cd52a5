from importlib import import_module

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Reception of the public: rota, numbers, talks, outcomes (群众接待)."""

    name = "lianxin.reception"
    label = "reception"
    verbose_name = "接待"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The tables, the desk, what those in a slot are told, and what waits for them."""
        import_module("lianxin.reception.workflow")
        import_module("lianxin.reception.bell")
        import_module("lianxin.reception.beside")
        import_module("lianxin.reception.desks")
        import_module("lianxin.reception.today")
