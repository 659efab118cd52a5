"""The rows pages are about: what an actor may not know of answers as what never was."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from lianxin.boxes.queries import gates, openings
from lianxin.kernel.routes import Request

if TYPE_CHECKING:
    from lianxin.boxes.models import Box, BoxFault, Opening, Slip


def find_box(request: Request, key: int) -> "Box":
    """A box. Raises Http404."""
    found = openings.box_of(key, by=request.actor)
    if found is None:
        raise Http404(_("没有这个意见箱，或者不归您看。"))
    return found


def find_opening(request: Request, key: int) -> "Opening":
    """An opening. Raises Http404."""
    found = openings.opening_of(key, by=request.actor)
    if found is None:
        raise Http404(_("没有这次开箱，或者不归您看。"))
    return found


def find_fault(request: Request, key: int) -> "BoxFault":
    """What is wrong with a box. Raises Http404."""
    found = openings.fault_of(key, by=request.actor)
    if found is None:
        raise Http404(_("没有这条箱体问题，或者不归您看。"))
    return found


def find_slip(request: Request, key: int) -> "Slip":
    """A slip this actor may read. Raises Http404."""
    found = gates.slip_of(key, by=request.actor)
    if found is None:
        raise Http404(_("没有这张意见条，或者不归您看。"))
    return found
