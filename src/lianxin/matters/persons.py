"""Finding matters by who speaks in them (按姓名或号码查找): each practice says who may; each look is on record."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.kernel.masking import mask_name, mask_phone
from lianxin.kernel.policy import Rule

NAMES = "names"  # what the access log calls it; it is about no row
LOG_REASON = "按姓名或号码查找：%s"


@dataclass(frozen=True)
class Finder:
    """How a practice finds its matters by a person: who may ask, and what a name or number (by ear) leaves over."""

    may: Rule
    narrow: Callable[[Actor, str, bool], Q]


_finders: dict[str, Finder] = {}


def find_with(kind: str, may: Rule, narrow: Callable[[Actor, str, bool], Q]) -> None:
    """Have matters of this kind found by persons with this function; twice does no harm."""
    _finders[kind] = Finder(may, narrow)


def may_find(by: Actor) -> bool:
    """Whether there are matters this actor may look for by a person."""
    return any(one.may(by, None) for one in _finders.values())


def spoken_by(by: Actor, typed: str, *, ear: bool) -> Q:
    """The matters somebody of this name or number speaks in, as far as the actor may know it."""
    found = Q(pk__in=[])
    for kind, one in _finders.items():
        if one.may(by, None):
            found |= Q(kind=kind) & one.narrow(by, typed, ear)
    return found


def asked_for(by: Actor, typed: str) -> None:
    """Put it on record that somebody was looked for, masked. Raises PermissionDenied for who may not."""
    if not may_find(by):
        raise PermissionDenied(_("按姓名或号码查找，只有能看身份的岗位可以。请找派单或回访的同事查。"))
    shown = mask_phone(typed) if any(sign.isdigit() for sign in typed) else mask_name(typed)
    looked(NAMES, 0, by=by, what=NAMES, reason=LOG_REASON % shown)
