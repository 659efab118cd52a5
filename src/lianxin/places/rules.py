"""What an area code says: its level, its place in the tree, and who is inside whose scope (区划代码).

Codes are the official statistical ones, twelve digits from county to village: six for the county, three for
the township, three for the village, zeros to the right. Three digits more name a group, three more a grid or
a building. An actor's scope is a prefix: `990101102` is a township with everything in it.
"""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

OFFICIAL_LENGTH = 12
COUNTY_LENGTH = 6
STEP = 3
LONGEST = 18


class AreaKind(TextChoices):
    """What sort of place an area is."""

    COUNTY = "county", _("县（市、区）")
    TOWN = "town", _("乡镇")
    STREET = "street", _("街道")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    GROUP = "group", _("组")
    GRID = "grid", _("网格")
    BUILDING = "building", _("楼栋")


PREFIX_LENGTHS = {
    AreaKind.COUNTY: COUNTY_LENGTH,
    AreaKind.TOWN: 9,
    AreaKind.STREET: 9,
    AreaKind.VILLAGE: 12,
    AreaKind.COMMUNITY: 12,
    AreaKind.GROUP: 15,
    AreaKind.GRID: 18,
    AreaKind.BUILDING: 18,
}


def prefix(code: str, kind: str) -> str:
    """The digits every area inside this one begins with; the scope of a post that serves this area."""
    return code[: PREFIX_LENGTHS[AreaKind(kind)]]


def code_fault(code: str, kind: str) -> str | None:
    """Why this can't be the code of such an area, in words for a person; None when it can."""
    length = PREFIX_LENGTHS[AreaKind(kind)]
    if not code.isascii() or not code.isdigit():
        return str(_("区划代码只能是数字，请核对。"))
    if len(code) != max(length, OFFICIAL_LENGTH):
        return str(_("%(kind)s的区划代码应为 %(length)d 位数字，请核对。")) % {
            "kind": AreaKind(kind).label,
            "length": max(length, OFFICIAL_LENGTH),
        }
    if code[length:].strip("0") or not code[length - STEP : length].strip("0"):
        return str(_("这个区划代码不是%(kind)s一级的代码，请核对。")) % {"kind": AreaKind(kind).label}
    return None


def parent_prefix(code: str, kind: str) -> str | None:
    """The prefix of the area one step up; None above a county."""
    length = PREFIX_LENGTHS[AreaKind(kind)]
    return None if length == COUNTY_LENGTH else code[: length - STEP]


def series(code: str) -> str:
    """The township's three digits, which begin the numbers of its matters; 000 for what is the county's."""
    return code[COUNTY_LENGTH : COUNTY_LENGTH + STEP].ljust(STEP, "0")


def inside(code: str, scopes: tuple[str, ...]) -> bool:
    """Whether this code lies in one of these scopes."""
    return any(code.startswith(scope) for scope in scopes)


def within(scopes: tuple[str, ...], path: str = "code") -> Q:
    """`inside` as a filter on the code at `path`; no scopes, no rows.

    A range instead of LIKE: one index serves it whatever the database's collation.
    """
    if not scopes:
        return Q(pk__in=[])
    found = Q()
    for scope in scopes:
        found |= Q(**{f"{path}__gte": scope, f"{path}__lt": after(scope)})
    return found


def after(scope: str) -> str:
    """The smallest prefix of the same length that is larger. Raises ValueError when there is none."""
    following = str(int(scope) + 1).zfill(len(scope))
    if len(following) > len(scope):
        raise ValueError(f"no scope comes after {scope}")
    return following
