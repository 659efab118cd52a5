"""The slot or the visit an address means, for who runs it or may read it; 404 for everybody else."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from lianxin.kernel.routes import Request
from lianxin.reception.queries.rights import runs
from lianxin.reception.queries.visits import slot_by_key, visit_by_key

if TYPE_CHECKING:
    from lianxin.reception.models import Slot, Visit


def slot_run(request: Request, key: int) -> "Slot":
    """A slot whose desk this actor works at. Raises Http404."""
    slot = slot_by_key(key, by=request.actor)
    if slot is None or not runs(request.actor, slot):
        raise Http404(_("没有这场接待，或者不由您接待。"))
    return slot


def visit_seen(request: Request, key: int) -> "Visit":
    """A visit this actor may know of. Raises Http404."""
    visit = visit_by_key(key, by=request.actor)
    if visit is None:
        raise Http404(_("没有这次来访，或者不归您看。"))
    return visit


def visit_run(request: Request, key: int) -> "Visit":
    """A visit of a slot whose desk this actor works at. Raises Http404."""
    visit = visit_seen(request, key)
    if not runs(request.actor, visit.slot):
        raise Http404(_("没有这次来访，或者不归您看。"))
    return visit
