from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules

from lianxin.kernel.checks import check_tables


class KernelConfig(AppConfig):
    """County, policy, events, jobs, numbers, files: what every practice stands on."""

    name = "lianxin.kernel"
    label = "kernel"
    verbose_name = "内核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The rules of the data shape are part of `check`; every app's `chores` tells the worker its jobs,
        its `erasing` what erasing means for its tables, its `figures` what can be counted,
        its `prints` the forms it has, its `relocating` what a county has to make anew elsewhere.
        """
        checks.register(check_tables, checks.Tags.models)
        autodiscover_modules("chores", "erasing", "figures", "prints", "relocating")
        # Imports models, so not before they are loaded.
        checks.register(import_module("lianxin.kernel.erasure.coverage").check_coverage, checks.Tags.models)
        checks.register(import_module("lianxin.kernel.relocation.coverage").check_ties, checks.Tags.models)
