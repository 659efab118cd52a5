from django.apps import AppConfig
from django.core import checks

from lianxin.kernel.checks import check_tables


class KernelConfig(AppConfig):
    """County, policy, events, jobs, numbers, files: what every practice stands on."""

    name = "lianxin.kernel"
    label = "kernel"
    verbose_name = "内核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the data shape are part of `check`."""
        checks.register(check_tables, checks.Tags.models)
