from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Areas from county to building, and addresses (区域)."""

    name = "lianxin.places"
    label = "places"
    verbose_name = "地方"
    default_auto_field = "django.db.models.BigAutoField"
