from django.apps import AppConfig


class WordingConfig(AppConfig):
    """What a text is about (文本研判): proposals with their reasons; a person decides."""

    name = "lianxin.wording"
    label = "wording"
    verbose_name = "文本研判"
    default_auto_field = "django.db.models.BigAutoField"
