"""Where matters were settled in the end (化解层级, SYN-01): computed from who closed them, never typed, no target.

What residents took to a higher office although it was known here is shown beside it: there is no way to stop them,
and nothing here counts for or against anybody.
"""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.weekly import counted, through
from lianxin.appeals.models import Appellant, Referral
from lianxin.appeals.rules import AppealType
from lianxin.kernel.figures.registry import Asked
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Channel, Matter
from lianxin.people.models import Post
from lianxin.places.rules import TOWNSHIPS, VILLAGES, AreaKind

LEVELS = {
    "group": (_("组、网格、楼栋"), (AreaKind.GROUP, AreaKind.GRID, AreaKind.BUILDING)),
    "village": (_("村（社区）"), VILLAGES),
    "town": (_("乡镇（街道）"), TOWNSHIPS),
    "county": (_("县"), (AreaKind.COUNTY,)),
}
UNKNOWN = "unknown"


def settled(asked: Asked) -> QuerySet[Matter]:
    """Those closed in the span, whatever came of them."""
    return counted(asked).filter(asked.spans("closed_at"), state__in=("closed", "archived"))


def of_level(rows: QuerySet[Matter], level: str, asked: Asked) -> QuerySet[Matter]:
    """Those settled at this level: where the unit that handled it lies; on the spot, the unit of who answered."""
    ended = Event.objects.filter(row_kind="matter", row_id=OuterRef("pk"), target__in=("closed", "callback"))
    post = Post.objects.filter(pk=OuterRef("closed_by")).values("unit__area__kind")[:1]
    rows = rows.annotate(closed_by=Subquery(ended.order_by("-seq").values("post_id")[:1]))
    rows = rows.annotate(
        settled_at=Coalesce(F("holder__area__kind"), Subquery(post, output_field=CharField()))
    )
    if level not in LEVELS:
        return rows.filter(settled_at=None)
    return rows.filter(settled_at__in=LEVELS[level][1])


def sent_on(asked: Asked) -> QuerySet[Matter]:
    """Those handed on in the span to a body above or beside us, which settles them."""
    handed = Referral.objects.filter(asked.spans("referred_at")).values("matter_id")
    return counted(asked).filter(pk__in=handed, state="referred")


def taken_higher(asked: Asked) -> QuerySet[Matter]:
    """Those that came down to us in the span, by somebody who had spoken here before of the same class."""
    before = Appellant.objects.filter(
        phone_index=OuterRef("phone_index"),
        matter__filed_at__lt=OuterRef("matter__filed_at"),
        matter__appeal__category=OuterRef("matter__appeal__category"),
    ).exclude(matter__appeal__type=AppealType.REPORT)
    known = Appellant.objects.exclude(phone_index="").filter(Exists(before), matter=OuterRef("pk"))
    found = through(counted(asked).filter(asked.spans("filed_at")))
    return found.filter(Exists(known), Q(("door", Channel.PLATFORM)))
