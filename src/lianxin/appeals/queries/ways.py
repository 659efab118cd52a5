"""How appellants want to be told (告知方式): what each chose, asked by the kernel before a message leaves."""

from lianxin.appeals.models import Appellant
from lianxin.appeals.queries.numbers import put_back
from lianxin.appeals.queries.speaking import withdrawn_proxies
from lianxin.appeals.rules import Identity, way_by
from lianxin.appeals.rules.speaking import Part
from lianxin.kernel import readers
from lianxin.kernel.readers import Reader
from lianxin.matters.models import Matter
from lianxin.matters.telling import Addressee, addressed_by

APPELLANT = "appellant"
ANSWERED = "answered"


def reader_of(appellant: Appellant) -> Reader:
    """An appellant as somebody to be told."""
    return Reader(APPELLANT, appellant.pk, wanted_by(appellant))


def wanted_by(appellant: Appellant) -> str:
    """What an appellant chose; who was never asked is told by what they left us."""
    return appellant.tell_by or way_by(appellant.phone)


def appellants_to_tell(matter: Matter) -> list[Appellant]:
    """Everybody of a matter who may be told something, each telephone once, under the latest choice made there.

    Who is anonymous left nothing to be told by; who only cosigned is told by the representatives, and who spoke for
    another is told nothing more once that one took it back.
    """
    rows = matter.appellants.exclude(identity=Identity.ANONYMOUS).exclude(part=Part.COSIGNER).order_by("pk")
    rows = rows.exclude(pk__in=withdrawn_proxies(matter)) if matter.pk else rows
    by_person = {row.phone_index or f"{row.pk}": row for row in rows}
    return list(by_person.values())


def way_before(appellant: Appellant) -> str:
    """What whoever has this telephone chose when they spoke about the matter before; empty when they didn't."""
    if not appellant.phone_index:
        return ""
    earlier = Appellant.objects.filter(matter_id=appellant.matter_id, phone_index=appellant.phone_index)
    return earlier.order_by("-pk").values_list("tell_by", flat=True).first() or ""


def find(matter: int, phone_index: str) -> Reader | None:
    """The appellant of a matter who has this telephone."""
    found = Appellant.objects.filter(matter_id=matter, phone_index=phone_index).order_by("-pk").first()
    return reader_of(found) if found else None


def chosen(key: int) -> str | None:
    """What an appellant wants now."""
    found = Appellant.objects.filter(pk=key).first()
    return wanted_by(found) if found else None


def address(matter: Matter, reader: int | None, letter: str) -> Addressee:
    """Whom a sheet about an appeal is handed to; with the letter about an answer goes the answer itself."""
    people = matter.appellants.exclude(identity=Identity.ANONYMOUS).order_by("pk")
    person = people.filter(pk=reader or 0).first() or people.first()
    replies = matter.replies.exclude(sent_at=None).order_by("-sent_at", "-pk") if letter == ANSWERED else None
    reply = replies.first() if replies is not None else None
    if reply is not None:
        put_back(matter, [reply], clear=False)
    where = "".join([matter.area.name if matter.area else "", matter.appeal.address])
    return Addressee(person.name if person else "", where, reply.text if reply else "")


addressed_by("appeal", address)
readers.find_by("matter", find)
readers.chosen_by(APPELLANT, chosen)
