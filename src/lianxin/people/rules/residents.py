"""Residents, households and their tags as codes (居民、户、标签)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import holds

residents_desk = holds(Role.CLERK, Role.TRIAGE)
"""Who keeps the residents' records, each of their own area (D.7)."""


class Sex(TextChoices):
    """As written on the ID card (性别)."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Kin(TextChoices):
    """How a member stands to the head of the household (与户主关系)."""

    HEAD = "head", _("户主")
    SPOUSE = "spouse", _("配偶")
    CHILD = "child", _("子女")
    PARENT = "parent", _("父母")
    GRANDCHILD = "grandchild", _("孙辈")
    GRANDPARENT = "grandparent", _("祖辈")
    SIBLING = "sibling", _("兄弟姐妹")
    IN_LAW = "in_law", _("女婿儿媳")
    OTHER = "other", _("其他")


@dataclass(frozen=True)
class ResidentFacts:
    """What is known of a resident; everything but the name may be missing. None leaves a sealed value alone."""

    name: str
    former: Sequence[str] = ()
    sex: str = ""
    born: date | None = None
    id_number: str | None = ""
    phone: str | None = ""
    other_phone: str | None = ""
    area: int | None = None
    address: str = ""


@dataclass(frozen=True)
class TagKind:
    """One kind of tag: its levels, the roles for whom it exists at all, whether a restricted circle sees it."""

    code: str
    label: str | Promise
    seen_by: frozenset[str]
    levels: tuple[tuple[str, str | Promise], ...] = (("watch", _("一般关注")), ("close", _("重点关注")))


@dataclass(frozen=True)
class TagList:
    """The tags of an office (标签目录) with their edition; an office changes it in its settings."""

    kinds: tuple[TagKind, ...]
    edition: str = "2026-11"

    def seen_by(self, roles: Collection[str]) -> tuple[TagKind, ...]:
        """The kinds that exist for somebody with these roles."""
        return tuple(kind for kind in self.kinds if not kind.seen_by.isdisjoint(roles))

    def kind(self, code: str) -> TagKind | None:
        """The kind of this code."""
        return next((kind for kind in self.kinds if kind.code == code), None)


DESKS = frozenset({Role.CLERK, Role.TRIAGE})

TAGS = TagList(
    (
        TagKind("lone_elder", _("独居老人"), DESKS | {Role.CALLBACK}),
        TagKind("left_child", _("留守儿童"), DESKS),
        TagKind("child_in_need", _("困境儿童"), frozenset({Role.CLERK})),
        TagKind("disabled", _("残疾"), DESKS | {Role.CALLBACK}),
        TagKind("allowance", _("低保"), DESKS),
        TagKind("extreme_poverty", _("特困"), DESKS),
        TagKind("released", _("安置帮教"), frozenset({Role.TRIAGE})),
    )
)
"""[DEF] source: D.2, D.7 and the glossary."""


def age_on(born: date, on: date) -> int:
    """Full years on a day (周岁): counted from the day after the birthday (民法典 2020 版第 201 条，请核对原文).

    Somebody born on 29 February completes the year on the last day of February.
    """
    years = on.year - born.year
    return years if on > birthday(born, on.year) else years - 1


def birthday(born: date, year: int) -> date:
    """The birthday in a year; 29 February becomes 28 where there is none (民法典第 202 条，请核对原文)."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def overlaps(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two stays, each from its first day up to but not including its last, share a day."""
    return (until is None or other_since < until) and (other_until is None or since < other_until)
