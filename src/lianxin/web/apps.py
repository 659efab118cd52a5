from django.apps import AppConfig


class WebConfig(AppConfig):
    """The face: base templates, components, assets."""

    name = "lianxin.web"
    label = "web"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"
