"""Which units serve an area, for whoever is about to change the map."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.people.models import Unit
from lianxin.places.checkpoints import Checkpoint, Touch, on_area_change
from lianxin.places.models import Area

SERVE = _("管辖这里的单位")


def touched(areas: Sequence[Area]) -> list[Touch]:
    """Units in use that serve these very areas."""
    count = Unit.objects.filter(area__in=[area.pk for area in areas], active=True).count()
    then = _("单位和人员都不动，原来看得到的照旧。请办完后到“单位和岗位”改管辖区域或停用。")
    return [Touch(SERVE, count, then, reverse("units"))]


def since(areas: Sequence[Area], at: datetime) -> list[Touch]:
    """Units that have come to serve these areas: an area just made had none before."""
    count = Unit.objects.filter(area__in=[area.pk for area in areas if area.valid_from is not None]).count()
    return [Touch(SERVE, count, "")]


on_area_change(Checkpoint("people.units", touched, since))
