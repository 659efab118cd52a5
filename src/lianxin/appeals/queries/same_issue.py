"""What may say the same as a matter, with the reasons; who sees it is decided as everywhere (同一诉求)."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.appeals.models import Appellant
from lianxin.appeals.rules import AppealType
from lianxin.kernel import clock
from lianxin.matters.models import Matter
from lianxin.wording.choices import alike_terms
from lianxin.wording.queries.alike import Like, alike, there_too

MOST, MOST_COUNTED = 20, 200
TOLD = (3, 5, 10, 20, 50, 100)
TAKEN_BACK = ("withdrawn", "voided")
Person = tuple[str, object]


def same_issue(matter: Matter, beside: QuerySet[Matter]) -> list[tuple[Matter, str]]:
    """Of these matters those that may say the same as this one, likeliest first, each with why one may think so."""
    if matter.appeal.type == AppealType.REPORT:
        return []
    now = clock.now()
    text = f"{matter.appeal.address}\n{matter.appeal.text}".strip()
    within = now - matter.filed_at + alike_terms().span
    likes = alike(matter.title, text, at=now, but=[matter.pk], within=within, most=MOST)
    rows = beside.in_bulk([one.row_id for one in likes])
    return [(rows[one.row_id], why(one)) for one in likes if one.row_id in rows]


def why(like: Like) -> str:
    """The reasons in words, place and wording apart."""
    said = _("都说到：%(words)s") % {"words": joined(like.words)} if like.words else _("写的话很像")
    if not like.places:
        return _("没有写明地方；%(said)s") % {"said": said}
    return _("同一个地方：%(places)s；%(said)s") % {"places": joined(like.places), "said": said}


def joined(words: Sequence[str]) -> str:
    """Some words as a list."""
    return _("、").join(words)


def others_near(number: str) -> int:
    """How many others said the same of the same place lately, for whoever filed this one; 0 where it may not be told.

    Counted are people, by telephone or as residents we know: one who calls forty times is one, who stays unnamed none.
    Fewer than three are not told, and more only roughly (3, 5, 10, 20 …): the figure gives away neither who nor when.
    """
    matter = Matter.objects.select_related("appeal").filter(number=number, kind="appeal").first()
    if matter is None or matter.appeal.type == AppealType.REPORT:
        return 0
    keys = there_too(matter.pk, at=matter.filed_at, most=MOST_COUNTED)
    others = people_beside(matter, keys) if keys else ()
    return max((step for step in TOLD if step <= len(others)), default=0)


def people_beside(matter: Matter, keys: Sequence[int]) -> set[Person]:
    """Who speaks in these matters and not in this one: each once, by the resident we know them as, else by telephone.

    Accusations don't count, nor does what was taken back.
    """
    counted = ~Q(matter__appeal__type=AppealType.REPORT) & ~Q(matter__state__in=TAKEN_BACK)
    rows = Appellant.objects.filter(counted | Q(matter=matter.pk), matter__in=[matter.pk, *keys])
    others, own = set[Person](), set[Person]()
    for key, person, phone in rows.values_list("matter_id", "person_id", "phone_index"):
        if person or phone:
            found = own if key == matter.pk else others
            found.add(("person", person) if person else ("phone", phone))
    return others - own
