"""What a change would touch, said before it is made (影响预览)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.places.checkpoints import Touch, touched
from lianxin.places.models import Address, Area
from lianxin.places.rules import BELOW, ChangeKind, within

ENDING = {ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.END}


def touches(kind: str, areas: Sequence[Area]) -> list[Touch]:
    """What hangs on these areas: inside the map itself, then whatever floors above have registered."""
    scopes = tuple(scope for area in areas for scope in area.scopes)
    inner = Area.objects.filter(within(scopes), kind__in=BELOW, valid_to=None)
    keys = [area.pk for area in areas]
    lines = [
        Touch(_("组、网格、楼栋"), inner.exclude(pk__in=keys).count(), what_becomes(kind)),
        Touch(
            _("记下的地名"),
            Address.objects.filter(within(scopes, "area__code"), active=True).count(),
            _("照旧可以选用。"),
        ),
    ]
    return [line for line in lines if line.count] + touched(areas)


def what_becomes(kind: str) -> str:
    """What becomes of what lies inside."""
    return {
        ChangeKind.MERGE: _("归到合并后的地方，名字不变；有同名的请合并后逐个更名。"),
        ChangeKind.SPLIT: _("原来的不在了就归到第一个新地方，再逐个改属；原来的还在就不动。"),
        ChangeKind.END: _("一起撤销。"),
    }.get(ChangeKind(kind), _("不动。"))
