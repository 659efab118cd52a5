"""Finding what an address names; what somebody may not know of answers 404."""

from typing import TypeVar

from django.http import Http404
from django.utils.translation import gettext as _

T = TypeVar("T")


def found(row: T | None) -> T:
    """The row. Raises Http404."""
    if row is None:
        raise Http404(_("没有这一条，或者不归您看。请从敲门行动的清单里点开。"))
    return row
