from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds, staff
from lianxin.people.rules.confidentiality import audit_hand, security_hand
from lianxin.people.rules.residents import residents_desk
from lianxin.web import nav


class PeopleConfig(AppConfig):
    """Units, posts, persons and accounts (单位、岗位、人员)."""

    name = "lianxin.people"
    label = "people"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The administrator's lists, the residents' desk, the audit hand, and everybody's own pages."""
        autodiscover_modules("handover")
        import_module("lianxin.people.naming")
        import_module("lianxin.people.pieces")
        import_module("lianxin.people.letters")
        administrator = holds(Role.ADMINISTRATOR)
        nav.register(
            nav.Entry(_("人员和账号"), "people", administrator, "people", order=60, under=nav.Heading.PEOPLE),
            nav.Entry(
                _("单位和岗位"), "units", administrator, "building", order=61, under=nav.Heading.PEOPLE
            ),
            nav.Entry(
                _("待确认的授权"),
                "grants",
                holds(Role.SECURITY, Role.ADMINISTRATOR),
                "shield-check",
                order=62,
                under=nav.Heading.PEOPLE,
            ),
            nav.Entry(_("移交清单"), "handovers", staff, "clipboard-check", order=80, under=nav.Heading.OWN),
            nav.Entry(
                _("居民"), "residents", residents_desk, "person-badge", order=45, under=nav.Heading.PEOPLE
            ),
            nav.Entry(_("户"), "households", residents_desk, "house", order=46, under=nav.Heading.PEOPLE),
            nav.Entry(_("谁看过"), "looks", audit_hand, "eye", order=70, under=nav.Heading.WATCH),
            nav.Entry(
                _("回避申报清单"), "avoidances", audit_hand, "shield-check", order=71, under=nav.Heading.WATCH
            ),
            nav.Entry(
                _("接口令牌"), "tokens", security_hand, "shield-lock", order=73, under=nav.Heading.WATCH
            ),
            nav.Entry(
                _("告警"), "alarms", audit_hand, "exclamation-triangle", order=72, under=nav.Heading.WATCH
            ),
            nav.Entry(
                _("导出的文件"), "exports", staff, "file-earmark-text", order=85, under=nav.Heading.OWN
            ),
            nav.Entry(
                _("我的回避申报"), "avoidances_mine", staff, "shield-lock", order=89, under=nav.Heading.OWN
            ),
            nav.Entry(_("我的账号"), "mine", staff, "person", order=90, under=nav.Heading.OWN),
        )
