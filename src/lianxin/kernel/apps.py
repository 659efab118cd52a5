from django.apps import AppConfig


class KernelConfig(AppConfig):
    """County, policy, events, jobs, numbers, files: what every practice stands on."""

    name = "lianxin.kernel"
    label = "kernel"
    verbose_name = "内核"
    default_auto_field = "django.db.models.BigAutoField"
