from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """What a leader looks at: new, open, overdue (研判)."""

    name = "lianxin.insight"
    label = "insight"
    verbose_name = "研判"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What the auditor is told of doubtful figures, and the figures declared here."""
        import_module("lianxin.insight.letters")
        import_module("lianxin.insight.figures.records")
        import_module("lianxin.insight.figures.topics")
