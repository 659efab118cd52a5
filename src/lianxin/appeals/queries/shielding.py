"""Who speaks is kept from those who do the work (身份屏蔽): what a reader of the handling unit is not shown.

A matter is shielded when its speaker asked for confidence or stays unknown, when it complains or accuses, and when
its class says so. Its unit is given facts and place; more only where the desk passed it on with a reason (J13, C9).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects

from lianxin.appeals.models import (
    Adjudication,
    Appeal,
    Appellant,
    BadRating,
    Callback,
    InfoRequest,
    Instruction,
    Order,
    Panel,
    Passing,
    Return,
    SubOrder,
    Supervision,
    UpwardRequest,
    WhistleCall,
)
from lianxin.appeals.rules import AppealType, Identity, selfwords
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Contact, Matter

SHIELDED = (AppealType.COMPLAINT, AppealType.REPORT)
TITLE_MOST = 120
READS_WHO = (Role.CLERK, Role.TRIAGE, Role.CALLBACK, Role.DISCIPLINE)
"""The desks that speak with residents themselves."""
SAID_BY_RESIDENTS: dict[type[models.Model], tuple[str, ...]] = {
    Appeal: ("text", "address"),
    Contact: ("words",),
    InfoRequest: ("answer",),
    Callback: ("words",),
    BadRating: ("said",),
}
SAID_TO_THE_UNIT: dict[type[models.Model], tuple[str, ...]] = {
    Order: ("demand",),
    SubOrder: ("demand",),
    Return: ("answer",),
    Adjudication: ("decision",),
    Supervision: ("demand",),
    Instruction: ("words",),
    UpwardRequest: ("reply",),
    Panel: ("why",),
}


@dataclass(frozen=True)
class Shield:
    """How one reader is kept from who speaks in one matter.

    `secret`: no name that was given openly is open to them; `passed`: the identity was passed on to their unit.
    `as_unit`: they read a shielded matter as the unit that does the work, without the passages `hidden` and whatever
    else may tell who speaks, but for those `shown`.
    """

    secret: bool = False
    passed: bool = False
    as_unit: bool = False
    hidden: Sequence[str] = ()
    shown: Sequence[str] = ()


def secret(appeal: Appeal) -> bool:
    """Whether the class of an appeal keeps the speaker from the handling unit, whatever they chose themselves."""
    return appeal.category is not None and appeal.category.secret


def kept_from_paper(appeal: Appeal) -> bool:
    """Whether a paper says nothing of who speaks, not even masked."""
    return secret(appeal) or appeal.type in SHIELDED


def is_shielded(matter: Matter) -> bool:
    """Whether who speaks in a matter is kept from the unit that does the work."""
    speakers: Iterable[Appellant] = matter.appellants.all()
    return kept_from_paper(matter.appeal) or any(one.identity != Identity.NAMED for one in speakers)


def shield_of(matter: Matter, *, by: Actor) -> Shield:
    """How this reader is kept from who speaks in a matter."""
    return shields([matter], by=by)[matter.pk]


def shields(matters: Sequence[Matter], *, by: Actor) -> dict[int, Shield]:
    """The same for many: as many queries as for one."""
    prefetch_related_objects(matters, Prefetch("appeal", Appeal.objects.select_related("category")))
    found = {one.pk: Shield(secret=secret(one.appeal)) for one in matters}
    if by.account is None or by.holds(*READS_WHO):
        return found
    prefetch_related_objects(matters, "appellants")
    shielded = {one.pk: one for one in matters if is_shielded(one)}
    given = given_to(list(shielded.values()), by)
    last = {one.matter_id: one for one in passings_to(given, by)}
    return found | {key: as_unit(shielded[key], last.get(key)) for key in given}


def given_to(matters: Sequence[Matter], by: Actor) -> set[int]:
    """Which of these were given to one of this reader's units: it holds, had or assists with them, or was called."""
    held = {one.pk for one in matters if one.holder_id in by.every_unit}
    rest = [one.pk for one in matters if one.pk not in held]
    if not rest:
        return held
    ways: list[type[Order] | type[SubOrder] | type[WhistleCall]] = [Order, SubOrder, WhistleCall]
    led, helped, called = (
        way.objects.filter(matter__in=rest, unit__in=by.every_unit).values_list("matter_id", flat=True)
        for way in ways
    )
    return held | set(led.union(helped, called))


def passings_to(matters: Iterable[int], by: Actor) -> Iterable[Passing]:
    """What this reader's units were given of these matters, the latest last."""
    keys = list(matters)
    if not keys:
        return []
    return Passing.objects.filter(matter__in=keys, unit__in=by.every_unit).order_by("pk")


def as_unit(matter: Matter, passing: Passing | None) -> Shield:
    """How the handling unit reads a shielded matter: by the last passing, by default without anything."""
    hidden = kept_from_paper(matter.appeal)
    if passing is None:
        return Shield(secret=hidden, as_unit=True)
    return Shield(
        secret=hidden,
        passed=passing.identity,
        as_unit=True,
        hidden=tuple(passing.hidden),
        shown=tuple(passing.shown),
    )


def as_handled(matter: Matter) -> Shield:
    """How the unit that has a matter reads it: a paper that goes there says no more, whoever prints it."""
    if not is_shielded(matter):
        return Shield()
    given = Passing.objects.filter(matter=matter, unit__isnull=False, unit=matter.holder_id)
    return as_unit(matter, given.order_by("-pk").first())


def title_for_unit(matter: Matter) -> str:
    """What the unit that has a matter, and every list, may call it."""
    shield = as_handled(matter)
    return hide(matter.title, shield)[:TITLE_MOST] if shield.as_unit else matter.title


def title_on_paper(matter: Matter) -> str:
    """What a matter is called on a paper that lies about: an accusation isn't spelled out, nobody tells who speaks."""
    if matter.appeal.type == AppealType.REPORT:
        return str(AppealType.REPORT.label)
    return hide(matter.title, Shield()) if is_shielded(matter) else matter.title


def hide(text: str, shield: Shield) -> str:
    """What a resident said as the handling unit reads it."""
    found = [one for one in selfwords.passages(text) if one not in shield.shown]
    return selfwords.without(text, [*found, *shield.hidden])


def hide_in(parts: Iterable[models.Model], shield: Shield) -> None:
    """Leave such passages out of what residents said, and what was hidden out of what others wrote to the unit.

    The rows are only read from now on. What the unit wrote itself stays as it wrote it.
    """
    if not shield.as_unit:
        return
    for part in parts:
        said = SAID_BY_RESIDENTS.get(type(part), ())
        if isinstance(part, UpwardRequest) and part.asked_by is None:
            said = ("words",)  # no account: the resident asked
        for name in said:
            setattr(part, name, hide(getattr(part, name), shield))
        for name in SAID_TO_THE_UNIT.get(type(part), ()):
            setattr(part, name, selfwords.without(getattr(part, name), shield.hidden))


def said_in(matter: Matter) -> list[str]:
    """Everything the residents of a matter said, as far as it goes along with it."""
    # Afresh: in a row that is shown the numbers may have been put back.
    text, address = Appeal.objects.values_list("text", "address").get(pk=matter.pk)
    spoken = matter.contacts.order_by("at", "pk").values_list("words", flat=True)
    return [matter.title, text, address, *spoken]


def telling(matter: Matter) -> list[str]:
    """The passages of a matter that may tell who speaks: those found, and those hidden when it was given before."""
    said = said_in(matter)
    before = Passing.objects.filter(matter=matter).order_by("pk").values_list("hidden", flat=True)
    kept = [word for hidden in before for word in hidden if any(word in text for text in said)]
    return list(dict.fromkeys([*selfwords.passages(*said), *kept]))


def passed_on(matter: Matter) -> list[Passing]:
    """Each time something of who speaks was passed on, the latest first."""
    rows = Passing.objects.filter(matter=matter).select_related("unit").order_by("-at", "-pk")
    return [one for one in rows if one.identity or one.shown]


def words_for_others(matter: Matter) -> str:
    """What a body outside may be given of the words of a shielded matter that was handed on to it; else empty."""
    if matter.state != "referred":
        return ""
    last = Passing.objects.filter(matter=matter, unit=None).order_by("-pk").first()
    if last is None:
        return ""
    text = Appeal.objects.values_list("text", flat=True).get(pk=matter.pk)
    return hide(text, as_unit(matter, last))
