"""The words of returned orders and of disputes about whose duty something is (退单、裁定): codes, pure questions."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BEFORE_ADJUDICATION = 1
"""After so many refusals the next one is no longer the desk's to make: it goes to the adjudicator (J8)."""


class Ground(models.TextChoices):
    """Why a unit gives an order back (退单理由): counted, so that a bad catalogue shows (D.6, figure 8)."""

    DUTY = "duty", _("不是本单位的职责")
    AREA = "area", _("不在本单位管的地方")
    CLASSED = "classed", _("事项分类错了")
    CATALOGUE = "catalogue", _("派单目录写错了或过时了")
    LEAD = "lead", _("本单位只能协办，要别的单位主办")


def pair(one: int, other: int | None) -> tuple[int, int | None]:
    """Two units that dispute, the lower key first: whoever of them began it."""
    if other is None or other == one:
        return one, None
    return min(one, other), max(one, other)


def months_back(moment: datetime, months: int) -> datetime:
    """The same hour of the same day so many months before, or of the month's last day."""
    local = timezone.localtime(moment)
    whole = local.year * 12 + local.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    day = local.day
    while True:
        try:
            return local.replace(year=year, month=month, day=day)
        except ValueError:
            day -= 1
