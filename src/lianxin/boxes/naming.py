"""What boxes, openings and slips are called where a log mentions them (称谓)."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.boxes.models import Box, Opening, Slip
from lianxin.kernel.actor import Actor
from lianxin.kernel.naming import Named, name_with
from lianxin.matters.queries import visible


def boxes(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Boxes by their number and place."""
    rows = visible(by, Box).filter(pk__in=keys)
    return {one.pk: Named(str(one), reverse("box", kwargs={"box": one.pk})) for one in rows}


def openings(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Openings by box and day."""
    rows = visible(by, Opening).filter(pk__in=keys).select_related("box")
    return {one.pk: Named(words_of(one), reverse("opening", kwargs={"opening": one.pk})) for one in rows}


def words_of(opening: Opening) -> str:
    """`03 号箱 2026-11-04 开箱`."""
    return _("%(code)s 号箱 %(day)s 开箱") % {"code": opening.box.code, "day": opening.day.isoformat()}


def slips(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Slips by their opening and number; those the reader may not know of are left out."""
    rows = visible(by, Slip).filter(pk__in=keys).select_related("opening__box")
    return {one.pk: Named(called(one), reverse("slip", kwargs={"slip": one.pk})) for one in rows}


def called(slip: Slip) -> str:
    """`03 号箱 2026-11-04 开箱 第 3 张`."""
    return _("%(opening)s 第 %(n)d 张") % {"opening": words_of(slip.opening), "n": slip.number}


name_with("box", boxes)
name_with("opening", openings)
name_with("slip", slips)
