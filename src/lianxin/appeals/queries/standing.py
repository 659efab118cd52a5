"""How an appeal stands at its end: who handled it, where it came from, what is still missing (办结情况)."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models import Appellant, Callback, Correction
from lianxin.appeals.rules import AppealType, Correctable
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.event import Event
from lianxin.matters.ledger import history
from lianxin.matters.models import Matter
from lianxin.people.models import Unit
from lianxin.people.queries import posts_of_units
from lianxin.places.models import Area

Text = str | Promise

HANDLING = (
    *("sign", "record", "record_works", "finish"),
    *("sign_helper", "record_helper", "answer_helper", "take_lead"),
)
ANSWERS = ("approve", "answer_now")


def handlers_of(matter: Matter) -> set[int]:
    """The accounts that signed for it, worked on it or asked for its closing (经手人)."""
    return accounts(history(matter).filter(move__in=HANDLING))


def approvers_of(matter: Matter) -> set[int]:
    """The accounts that approved a closing of it before."""
    return accounts(history(matter).filter(move="approve"))


def accounts(events: QuerySet[Event]) -> set[int]:
    """Who made these events."""
    return {actor for actor in events.values_list("actor_id", flat=True) if actor is not None}


def came_from(matter: Matter, move: str) -> str:
    """The state in which this move was made the last time; empty when it never was."""
    last = history(matter).filter(move=move).order_by("-seq").values_list("source", flat=True).first()
    return last or ""


def reworks(matter: Matter) -> int:
    """How often the resident said that it had not helped (重办次数)."""
    return history(matter).filter(move="call_back", target="rework").count()


def calls_since_reply(matter: Matter) -> list[Callback]:
    """The attempts of this round of callbacks: those after the last answer that left, reviewed or on the spot."""
    log = history(matter).order_by("seq").filter(move__in=[*ANSWERS, "call_back"])
    made = list(log.values_list("move", flat=True))
    count = next((back for back, move in enumerate(reversed(made)) if move in ANSWERS), len(made))
    calls = list(matter.callbacks.order_by("attempt"))
    return calls[len(calls) - count :]


def waiting_corrections(matter: Matter) -> list[Correction]:
    """What somebody proposed to put right and nobody has decided yet."""
    waiting = [one for one in matter.corrections.all() if one.decided_at is None]
    return sorted(waiting, key=lambda one: one.pk)


def waiting_correction(matter: Matter, key: object) -> Correction | None:
    """One of them, by its key."""
    asked = matter.corrections.filter(decided_at=None)
    return asked.filter(pk=key).first() if isinstance(key, int) else None


def voided_because(matter: Matter) -> str:
    """Why a number is not used: the reason two people agreed on (INV-13); empty when it is in use."""
    agreed = [one for one in matter.corrections.all() if one.field == Correctable.VOID and one.approved]
    return max(agreed, key=lambda one: one.pk).why if agreed else ""


def missing_from_file(matter: Matter) -> list[Text]:
    """What a closed file lacks before it can be put away (归档); empty when it is complete."""
    lacks: list[Text] = []
    if not any(reply.sent_at for reply in matter.replies.all()):
        lacks.append(_("没有发出的答复"))
    if matter.appeal.type == AppealType.REPORT:  # nobody dispatches it or calls back
        return [*lacks, *([_("有更正还没有批")] if waiting_corrections(matter) else [])]
    if matter.appeal.category_id is None and not matter.late_entered:
        lacks.append(_("没有事项分类"))
    asked = matter.appeal.callback_state or matter.appeal.rating or matter.late_entered
    if not asked and not matter.callbacks.all():
        lacks.append(_("没有回访记录"))
    if waiting_corrections(matter):
        lacks.append(_("有更正还没有批"))
    return lacks


def phones_of(matter: Matter) -> list[str]:
    """Every number given for it, each once: all who spoke are told."""
    found = [one.phone for one in matter.appellants.order_by("pk")]
    return list(dict.fromkeys(filter(None, found)))


def with_phone(matters: QuerySet[Matter], phone: str) -> QuerySet[Matter]:
    """Of these the ones in which somebody gave this number (同一电话)."""
    speakers = Appellant.objects.filter(phone_index=blind_index(phone, "phone")).values("matter_id")
    return matters.filter(pk__in=speakers)


def posts_in_town(matter: Matter, *roles: str) -> Sequence[int]:
    """The posts with one of these roles in the township of a matter; of all townships where it has none yet."""
    units = Unit.objects.all()
    # Of a matter that is being opened only the key is known yet.
    key = matter.area_id
    area = matter.area if matter.pk or key is None else Area.objects.get(pk=key)
    if area is not None:
        units = units.filter(area__code__startswith=area.code[:9])
    found = posts_of_units(units.values_list("pk", flat=True))
    return [post.pk for posts in found.values() for post in posts if not set(roles).isdisjoint(post.roles)]
