from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.web import nav


class BoxesConfig(AppConfig):
    """The opinion box: openings, slips, public answers (群众意见箱)."""

    name = "lianxin.boxes"
    label = "boxes"
    verbose_name = "意见箱"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits, what things are called, who fetches photos, where matters came from; entries of rail and foot."""
        for room in ("waiting", "naming", "papers", "beside"):
            import_module(f"lianxin.boxes.{room}")
        see = holds(Role.CLERK, Role.TRIAGE, Role.REVIEWER, Role.LEADER, Role.AUDITOR)
        nav.register(
            nav.Entry(_("意见箱"), "boxes", see, icon="inbox", order=34, under=nav.Heading.LISTENING),
            nav.Entry(_("意见箱反馈"), "box_answers", anyone, place=nav.Place.FOOT, order=15),
        )
