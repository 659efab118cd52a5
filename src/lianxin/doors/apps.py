from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """Every way in: the web form, the desk (受理渠道)."""

    name = "lianxin.doors"
    label = "doors"
    verbose_name = "渠道"
    default_auto_field = "django.db.models.BigAutoField"
