"""Pages about the whole of a matter: for who assists there is none (J13)."""

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from lianxin.appeals.queries import helping_of
from lianxin.kernel.routes import Request
from lianxin.matters.pages.matter import find

if TYPE_CHECKING:
    from lianxin.matters.models import Matter


def find_whole(request: Request, number: str) -> "Matter":
    """The matter, if this actor may know all of it. Raises Http404, the same as for one that never was."""
    matter = find(request, number)
    if helping_of(matter, by=request.actor) is not None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    return matter
