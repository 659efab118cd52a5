"""The words of small works as codes (小型工程的要素), and what a record of them still lacks."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST = Decimal("9999999999.99")
MOST_LABOUR = Decimal("99999.9")


class Land(models.TextChoices):
    """Whether somebody's land, trees or structures are touched, and who agreed (土地情况, WRK-02)."""

    NONE = "none", _("不占别人的地，不动别人的树木、附着物")
    AGREED = "agreed", _("占用或动到了，对方已经同意")
    PAPER = "paper", _("占用或动到了，有书面同意或补偿协议")


def lacking(
    *,
    cost: Decimal | None,
    labour: Decimal | None,
    before: Sequence[str],
    after: Sequence[str],
    no_photos: str,
    land: str,
) -> list[str | Promise]:
    """What is still to be written down before works may be closed (J16); photographs, or why there are none."""
    asked = (
        (cost is None, _("花了多少钱")),
        (labour is None, _("用了多少工")),
        (not before and not no_photos, _("施工前的照片（没有的写明原因）")),
        (not after and not no_photos, _("施工后的照片（没有的写明原因）")),
        (not land, _("占不占别人的地")),
    )
    return [words for missing, words in asked if missing]
