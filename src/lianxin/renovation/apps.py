from django.apps import AppConfig


class RenovationConfig(AppConfig):
    """A renovation with objections: plan, consultation, objections, promises (小区改造)."""

    name = "lianxin.renovation"
    label = "renovation"
    verbose_name = "小区改造"
    default_auto_field = "django.db.models.BigAutoField"
