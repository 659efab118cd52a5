"""Which matters lie in an area, for whoever is about to change the map (XC-09)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from lianxin.matters.models import Matter
from lianxin.matters.queries import open_states
from lianxin.places.checkpoints import Checkpoint, Touch, on_area_change
from lianxin.places.models import Area
from lianxin.places.rules import within


def touched(areas: Sequence[Area]) -> list[Touch]:
    """Open and closed matters in these areas and all they have absorbed."""
    scopes = tuple(scope for area in areas for scope in area.scopes)
    here = Matter.objects.filter(within(scopes, "area__code"))
    open_now = here.filter(state__in=open_states()).count()
    stays = _("编号、时限、承办单位都不变，区划仍写原来的名字；接管的地方的人看得到、办得了。")
    kept = _("照旧写原来的名字；统计可以按旧区划看，也可以按新区划看。")
    return [
        Touch(_("没办完的事"), open_now, stays),
        Touch(_("已办完的事"), here.count() - open_now, kept),
    ]


def since(areas: Sequence[Area], at: datetime) -> list[Touch]:
    """Matters registered in these areas after the change."""
    count = Matter.objects.filter(area__in=[area.pk for area in areas], recorded_at__gt=at).count()
    return [Touch(_("新登记的事"), count, "")]


on_area_change(Checkpoint("matters.matters", touched, since))
