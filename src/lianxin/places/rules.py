"""What an area code says: its level, its place in the tree, and who is inside whose scope (区划代码).

Codes are the official statistical ones, twelve digits from county to village: six for the county, three for
the township, three for the village, zeros to the right. Three digits more name a group, three more a grid or
a building. An actor's scope is a prefix: `990101102` is a township with everything in it.
"""

import re

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

OFFICIAL_LENGTH = 12
COUNTY_LENGTH = 6
STEP = 3
LONGEST = 18


class Refused(Exception):
    """A change of places that was not made; `field` is the box it concerns, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


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


class ChangeKind(TextChoices):
    """How the map changed (变更方式)."""

    MERGE = "merge", _("合并")
    SPLIT = "split", _("拆分")
    RENAME = "rename", _("更名")
    CONVERT = "convert", _("村改居")
    MOVE = "move", _("改属")
    END = "end", _("撤销")


TOWNSHIPS = (AreaKind.TOWN, AreaKind.STREET)
VILLAGES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)
BELOW = (AreaKind.GROUP, AreaKind.GRID, AreaKind.BUILDING)
"""What an office makes itself; everything above comes from the official table."""
SERVED = (AreaKind.COUNTY, *TOWNSHIPS, *VILLAGES)
"""What a unit may serve."""
INSIDE: dict[str, tuple[AreaKind, ...]] = {
    AreaKind.COUNTY: TOWNSHIPS,
    **dict.fromkeys(TOWNSHIPS, VILLAGES),
    **dict.fromkeys(VILLAGES, BELOW),
    AreaKind.GROUP: (AreaKind.GRID, AreaKind.BUILDING),
}
"""What lies directly below what."""

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


def codes_over(scope: str) -> list[str]:
    """The codes of the areas that contain the area of this scope, its own among them.

    >>> codes_over("990101101201")
    ['990101000000', '990101101000', '990101101201']
    """
    steps = range(COUNTY_LENGTH, len(scope) + 1, STEP)
    return [scope[:length].ljust(OFFICIAL_LENGTH, "0") for length in steps]


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


def letters(text: str, path: str) -> Q:
    """What begins with these small letters or digits, as a range like `within`, whatever the collation.

    >>> letters("zy", "initials")
    <Q: (AND: ('initials__gte', 'zy'), ('initials__lt', 'zz'))>
    """
    found = Q(**{f"{path}__gte": text})
    end = text.rstrip("z")  # after "az" comes "b"; after "zz" nothing that is made of letters
    if end:
        following = "a" if end[-1] == "9" else chr(ord(end[-1]) + 1)
        found &= Q(**{f"{path}__lt": end[:-1] + following})
    return found


def plain(name: str) -> str:
    """A place's name without the office that governs it: 樟荫村村民委员会, 樟荫村委会 → 樟荫村.

    The official table names committees; people, papers and signposts name the place.
    """
    name = "".join(name.split()).replace("(", "（").replace(")", "）")
    committee = re.fullmatch(r"(.+?)(村民|居民|村|居)(?:民)?(?:委员会|委会)", name)
    if committee is None:
        return re.sub(r"(?<=街道)办事处$", "", name)
    place, whose = committee[1], committee[2]
    if place.endswith(("村", "社区", "嘎查")):
        return place
    return place + ("村" if whose.startswith("村") else "居委会")


def village_kind(code: str, name: str) -> AreaKind:
    """Village or community: by the committee's name, else by the official range of its last three digits.

    Source: 统计用区划代码和城乡划分代码编制规则, 001–199 居委会, 200–399 村委会, 400–499 and 500–599 the like.
    """
    if re.search(r"(?:村民委员会|村委会|牧委会|村|嘎查|生产队|农场|林场|队|连)$", name):
        return AreaKind.VILLAGE
    if re.search(r"(?:居民委员会|居委会|社区)$", name):
        return AreaKind.COMMUNITY
    return AreaKind.COMMUNITY if code[9] in "014" else AreaKind.VILLAGE


def township_kind(code: str, name: str) -> AreaKind:
    """Street or town: by name, else by the official range of its three digits (001–099 街道)."""
    if name.endswith(("街道", "街道办事处", "街道办")):
        return AreaKind.STREET
    if name.endswith(("镇", "乡", "苏木")):
        return AreaKind.TOWN
    return AreaKind.STREET if code[6] == "0" else AreaKind.TOWN
