from django.apps import AppConfig


class MattersConfig(AppConfig):
    """The head row every matter shares, and the one writer (事项)."""

    name = "lianxin.matters"
    label = "matters"
    verbose_name = "事项"
    default_auto_field = "django.db.models.BigAutoField"
