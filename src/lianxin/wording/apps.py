from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WordingConfig(AppConfig):
    """What a text is about (文本研判): proposals with their reasons; a person decides."""

    name = "lianxin.wording"
    label = "wording"
    verbose_name = "文本研判"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every practice hands in what there is to learn from."""
        autodiscover_modules("corpora")
