"""What roles, units and links mean, and when an appointment or a sign-in holds: no database here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import KEEPERS, Role

IDLE = timedelta(minutes=30)  # ASVS 7.3.1, quality B8
ABSOLUTE = timedelta(hours=12)  # ASVS 7.3.2, quality B8
HALF = timedelta(minutes=5)  # between the password and the second factor
LINK_LIFE = timedelta(hours=48)  # [DEF]
RECEIPT_LIFE = timedelta(hours=2)  # [DEF] a matter opened with number and code on a shared phone
RECEIPTS_KEPT = 20


class UnitKind(TextChoices):
    """What kind of office a unit is (单位类别), in the order of the lists."""

    LEADERSHIP = "leadership", _("领导班子")
    DESK = "desk", _("受理中心")
    OFFICE = "office", _("镇街内设机构")
    STATION = "station", _("站所")
    VILLAGE = "village", _("村（社区）")
    COUNTY = "county", _("县直部门")


class Purpose(TextChoices):
    """Why a one-time link was made (一次性链接)."""

    FIRST_ADMINISTRATOR = "first", _("首位管理员")
    INVITE = "invite", _("邀请")
    RESET = "reset", _("重设")


class How(TextChoices):
    """How somebody came in (登录方式)."""

    CODE = "code", _("密码和动态口令")
    RECOVERY = "recovery", _("密码和恢复码")
    PAPER = "paper", _("密码和口令单")
    LINK = "link", _("一次性链接")
    DEMO = "demo", _("演示")


class Grant(TextChoices):
    """What right is proposed (授权事项)."""

    APPOINTMENT = "appointment", _("任职")
    SUBSTITUTE = "substitute", _("代班")
    DUTIES = "duties", _("岗位职责和区域")


class Decision(TextChoices):
    """What became of a proposed right."""

    CONFIRMED = "confirmed", _("已确认")
    REFUSED = "refused", _("未同意")


@dataclass(frozen=True)
class RoleCard:
    """A role as an administrator reads it: its plain name and what it may do."""

    role: str
    name: str | Promise
    may: str | Promise


ROLE_CARDS: tuple[RoleCard, ...] = (
    RoleCard(Role.CLERK, _("登记员"), _("接待、接听，把群众说的登记下来；能看本辖区的诉求。")),
    RoleCard(Role.TRIAGE, _("派单员"), _("受理登记好的诉求，定类别，派给承办单位。")),
    RoleCard(Role.HANDLER, _("承办人"), _("签收派给本单位的诉求，记办理经过，申请办结。")),
    RoleCard(Role.REVIEWER, _("审核人"), _("看承办单位的答复，同意办结；不能审自己办的。")),
    RoleCard(Role.CALLBACK, _("回访员"), _("办结前问群众解决了没有、满不满意。")),
    RoleCard(Role.LEADER, _("领导"), _("看新收、在办、超期和每个数后面的清单。")),
    RoleCard(
        Role.DISCIPLINE,
        _("纪检岗"),
        _("受理对干部违纪违法的举报，自己核查、答复；举报只有纪检岗看得到，看不到别的诉求。"),
    ),
    RoleCard(Role.ADMINISTRATOR, _("系统管理员"), _("管单位、岗位和账号；看不到诉求内容。")),
    RoleCard(
        Role.SECURITY,
        _("安全管理员"),
        _("确认系统管理员提出的授权，管口令规则；看不到诉求内容，不能自己授权。"),
    ),
    RoleCard(Role.AUDITOR, _("审计员"), _("只读：看本辖区的诉求、统计和各种记录；什么都不能改。")),
)
CARDS: dict[str, RoleCard] = {card.role: card for card in ROLE_CARDS}
POST_ROLES = frozenset(CARDS)


def role_names(roles: Collection[str]) -> str:
    """The plain names of these roles in one line, in the order of the cards."""
    return _("、").join(str(card.name) for card in ROLE_CARDS if card.role in roles)


def role_choices() -> list[tuple[str, str]]:
    """Roles to tick, each with what it may do."""
    words = '{} <span class="choice-hint">{}</span>'
    return [(card.role, format_html(words, card.name, card.may)) for card in ROLE_CARDS]


def mixes_duties(roles: set[str]) -> bool:
    """Whether keeping accounts, keeping them safe, auditing or casework would meet in one hand (D.7)."""
    return len(roles) > 1 and not KEEPERS.isdisjoint(roles)


def is_idle(seen: datetime, *, at: datetime) -> bool:
    """Whether a sign-in has been left alone for too long."""
    return at - seen > IDLE


def is_worn_out(started: datetime, *, at: datetime) -> bool:
    """Whether a sign-in has lasted longer than a working day."""
    return at - started > ABSOLUTE


def clean_login(typed: str) -> str:
    """A login as it is stored and looked up: no blanks around it, no capitals."""
    return typed.strip().lower()


@dataclass(frozen=True)
class Period:
    """From when to when a post is held (任期); nothing said means from now, and for good."""

    since: datetime | None = None
    until: datetime | None = None


class Refused(Exception):
    """A change of units, posts or accounts that was not made; `field` is the box it concerns, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class TooMany(Exception):
    """Too many tries in too short a time; `wait` is how many seconds to leave it alone."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait
