from django.apps import AppConfig


class ShapeConfig(AppConfig):
    """Orchards of an invented county: self key, one-to-one as key and beside it, many to many, cascades."""

    name = "tests.shape"
    label = "shape"
    default_auto_field = "django.db.models.BigAutoField"
