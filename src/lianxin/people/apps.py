from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Units, posts, persons and accounts (单位、岗位、人员)."""

    name = "lianxin.people"
    label = "people"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"
