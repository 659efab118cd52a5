"""Which units and posts serve an area, for whoever is about to change the map."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.people.actions.following import follow, followed, go_back, listing
from lianxin.people.models import Unit
from lianxin.places.checkpoints import Checkpoint, Touch, on_area_change
from lianxin.places.models import Area

SERVE, LIST = _("管辖这里的单位"), _("写明管这里的岗位")


def touched(areas: Sequence[Area]) -> list[Touch]:
    """Units in use that serve these very areas, and posts that list them."""
    count = Unit.objects.filter(area__in=[area.pk for area in areas], active=True).count()
    then = _("单位和人员都不动，原来看得到的照旧。请办完后到“单位和岗位”改管辖区域或停用。")
    prefixes = {area.prefix for area in areas}
    posts = sum(bool(prefixes & set(post.scopes)) for post in listing())
    go_on = _("合并、拆分后接着管接管的地方，记在岗位上。因此多管了别处的，等安全管理员确认。")
    return [
        Touch(SERVE, count, then, reverse("units")),
        Touch(LIST, posts, go_on, reverse("units")),
    ]


def since(areas: Sequence[Area], at: datetime) -> list[Touch]:
    """Units and posts that have come to serve these areas: an area just made had none before."""
    made = [area for area in areas if area.valid_from is not None]
    count = Unit.objects.filter(area__in=[area.pk for area in made]).count()
    return [Touch(SERVE, count, ""), Touch(LIST, listed_since(made), "")]


def listed_since(made: Sequence[Area]) -> int:
    """How many posts list an area that was made, other than by following the change that made it."""
    prefixes = {area.prefix for area in made}
    posts = {post.pk: prefixes & set(post.scopes) for post in listing()} if prefixes else {}
    for event in followed(posts):
        posts[event.row_id] -= set(event.facts["added"])
    return sum(bool(left) for left in posts.values())


on_area_change(Checkpoint("people.units", touched, since, follow, go_back))
