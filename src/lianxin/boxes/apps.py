from django.apps import AppConfig


class BoxesConfig(AppConfig):
    """The opinion box: openings, slips, public answers (群众意见箱)."""

    name = "lianxin.boxes"
    label = "boxes"
    verbose_name = "意见箱"
    default_auto_field = "django.db.models.BigAutoField"
