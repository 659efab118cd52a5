"""Residents: who may know of them, how they are found, and which records may be of one human being (居民)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel import search
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.masking import mask_id, mask_name, mask_phone
from lianxin.people.models import Merging, Person, PersonName
from lianxin.people.rules import names
from lianxin.people.rules.idnumber import LENGTH, tidy_id
from lianxin.people.rules.residents import residents_desk
from lianxin.places.models import Area
from lianxin.places.rules import within

PERSON = "person"
PHONE, ID_NUMBER = "phone", "id_number"  # purposes of blind indexes
PAGE = 25
MOST_HITS = 50
MOST_DUPLICATES = 10
SAME = 0  # the distance of the very name
DEEPEST = 20  # a longer row of mergings is a fault of ours, not a question to follow for ever


def visible_residents(by: Actor) -> QuerySet[Person]:
    """The residents this actor may know of: the desk's of its own area (D.7); nobody else's.

    Who has no known village is everybody's business at the triage desk.
    """
    if Role.SYSTEM in by.roles:
        return Person.objects.filter(resident=True)
    if by.account is None:
        return Person.objects.none()
    seen = Q(pk__in=[])
    for hand in by.hands():
        if residents_desk(hand, None):
            seen |= within(hand.scopes, "area__code")
        if hand.holds(Role.TRIAGE):
            seen |= Q(area=None)
    return Person.objects.filter(seen, resident=True)


def resident(pk: int, *, by: Actor) -> Person | None:
    """The record this id stands for now: of a merged record the one that stays; None when out of sight."""
    found = visible_residents(by).select_related("area").filter(pk=pk).first()
    return kept(found) if found else None


def kept(person: Person) -> Person:
    """The record a merged one points to, however many steps away."""
    for _step in range(DEEPEST):
        if person.merged_into_id is None:
            break
        person = Person.objects.select_related("area").get(pk=person.merged_into_id)
    return person


def group_of(pk: int) -> set[int]:
    """The ids of everything merged into this record, itself included."""
    found, level = {pk}, {pk}
    for _step in range(DEEPEST):
        level = set(Person.objects.filter(merged_into__in=level).values_list("pk", flat=True)) - found
        if not level:
            break
        found |= level
    return found


@dataclass(frozen=True)
class Line:
    """A resident as a list shows one: masked, with where to find more."""

    key: int
    name: str
    area: str
    phone: str
    born: str
    why: str = ""


def line(person: Person, *, why: str = "") -> Line:
    """One line of a list."""
    return Line(
        key=person.pk,
        name=mask_name(person.name),
        area=person.area.name if person.area else "",
        phone=mask_phone(person.phone),
        born=str(person.born.year) if person.born else "",
        why=why,
    )


@dataclass(frozen=True)
class Found:
    """What a search gives: the lines, and whether more would fit."""

    lines: Sequence[Line]
    more: bool = False


def search_residents(typed: str, *, by: Actor) -> Found:
    """The residents a name (or the beginning of one, as written, as heard or in pinyin), a whole telephone
    number or a whole ID number finds; the closest first, at most fifty.
    """
    hits = ranked(typed.strip(), by=by)
    return Found([line(person) for _rank, person in hits[:MOST_HITS]], len(hits) > MOST_HITS)


def keys_listed(typed: str, *, by: Actor) -> list[int]:
    """The ids of everybody the list has for these words, in its order."""
    if typed:
        return [person.pk for _rank, person in ranked(typed, by=by)[:MOST_HITS]]
    rows = visible_residents(by).filter(merged_into=None).order_by("-pk")
    return list(rows.values_list("pk", flat=True))


def pick_resident(typed: str, *, by: Actor) -> tuple[Person | None, int]:
    """The one resident that the number of a file, a telephone, an ID number or a name means, and how many it
    may mean; a name that only sounds alike means nobody.
    """
    asked = typed.strip()
    own = resident(int(asked), by=by) if asked.isascii() and asked.isdigit() and len(asked) < LENGTH else None
    if own is not None:
        return own, 1
    hits = [person for rank, person in ranked(asked, by=by) if rank == SAME or not is_name(asked)]
    return (hits[0] if len(hits) == 1 else None), len(hits)


def is_name(asked: str) -> bool:
    """Whether a name was typed rather than a number."""
    return not any(sign.isdigit() for sign in asked)


def ranked(asked: str, *, by: Actor) -> list[tuple[int, Person]]:
    """Whom this finds, with how far off each is, merged records standing for the one that stays."""
    condition = condition_of(asked)
    if condition is None:
        return []
    rows = visible_residents(by).filter(condition).select_related("area").order_by("pk")
    hits = list(rows[: MOST_HITS * 4 + 1])
    home = dict(zip((hit.pk for hit in hits), keys_kept(hits), strict=True))
    people = {person.pk: person for person in resolved(hits)}
    said: dict[int, set[str]] = {}
    for key, own in names_by_person([*people, *home]).items():
        said.setdefault(home.get(key, key), set()).update(own)
    found = [(distance(asked, said.get(key, set())), person) for key, person in people.items()]
    return sorted(found, key=lambda pair: (pair[0], pair[1].pk))


def condition_of(asked: str) -> Q | None:
    """What was typed as a condition; None when nothing can be found by it."""
    number = tidy_id(asked)
    if len(number) == LENGTH and number[:-1].isdigit():
        return Q(id_number_index=blind_index(number, ID_NUMBER))
    digits = "".join(sign for sign in number if sign.isalnum())
    if digits.isdigit():
        return by_phone(blind_index(number, PHONE)) | by_phone(blind_index(digits, PHONE))
    if names.is_latin(asked):
        return by_pinyin(names.typed_pinyin(asked))
    heard = names.keys_of(asked).ear
    if not heard:
        return None
    called = PersonName.objects.filter(ear__gte=heard, ear__lt=names.after(heard)).values("person_id")
    return Q(pk__in=called) | Q(pk__in=search.find_ids(PERSON, asked))


def by_phone(index: str) -> Q:
    """Whoever has this number, as the first or the second; nobody has no number."""
    return Q(phone_index=index) | Q(other_phone_index=index) if index else Q(pk__in=[])


def by_pinyin(typed: str) -> Q:
    """Whose pinyin, or whose initials, begin so."""
    after = names.after(typed)
    whole = PersonName.objects.filter(pinyin__gte=typed, pinyin__lt=after).values("person_id")
    short = PersonName.objects.filter(initials__gte=typed, initials__lt=after).values("person_id")
    return Q(pk__in=whole) | Q(pk__in=short)


def resolved(hits: Sequence[Person]) -> list[Person]:
    """The records that stand for these, in order, one question for each step of merging."""
    homes = keys_kept(hits)
    known = {hit.pk: hit for hit in hits}
    absent = {home for home in homes if home not in known}
    if absent:
        known |= {row.pk: row for row in Person.objects.select_related("area").filter(pk__in=absent)}
    return [known[home] for home in homes]


def keys_kept(hits: Sequence[Person]) -> list[int]:
    """The ids of the records that stand for these."""
    onward = {hit.pk: hit.merged_into_id for hit in hits}
    for _step in range(DEEPEST):
        unknown = {key for key in onward.values() if key is not None and key not in onward}
        if not unknown:
            break
        onward |= dict(Person.objects.filter(pk__in=unknown).values_list("pk", "merged_into_id"))
    return [last_of(hit.pk, onward) for hit in hits]


def last_of(key: int, onward: dict[int, int | None]) -> int:
    """The end of a row of mergings."""
    for _step in range(DEEPEST):
        following = onward.get(key)
        if following is None:
            break
        key = following
    return key


def names_by_person(persons: Iterable[int]) -> dict[int, set[str]]:
    """Present and former names of these persons."""
    called: dict[int, set[str]] = {}
    for key, name in PersonName.objects.filter(person__in=set(persons)).values_list("person_id", "name"):
        called.setdefault(key, set()).add(name)
    return called


def distance(asked: str, called: Collection[str]) -> int:
    """How far the closest name is from what was typed: the same, beginning so, holding it, sounding so."""
    tests = (
        lambda name: name == asked,
        lambda name: name.startswith(asked),
        lambda name: asked in name,
        lambda name: names.keys_of(name).pinyin.startswith(names.keys_of(asked).pinyin),
    )
    return next((rank for rank, test in enumerate(tests) if any(map(test, called))), len(tests))


def newest(*, by: Actor, after: int | None = None) -> tuple[list[Line], int | None]:
    """One page of the residents' list, the latest first, and the key the next page begins after."""
    rows = visible_residents(by).filter(merged_into=None).select_related("area").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    page = list(rows[: PAGE + 1])
    onward = page[PAGE - 1].pk if len(page) > PAGE else None
    return [line(person) for person in page[:PAGE]], onward


@dataclass(frozen=True)
class File:
    """The page of one resident: the name in clear, telephones and ID number masked."""

    person: Person
    former: Sequence[str]
    phone: str
    other_phone: str
    id_number: str
    merged: Sequence[Merging]
    waiting: Sequence[Merging]

    @property
    def hidden(self) -> list[str]:
        """The fields that can be asked for."""
        return [field for field in ("phone", "other_phone", "id_number") if getattr(self, field)]


def file_of(person: Person) -> File:
    """Everything the residents' desk reads about one person."""
    own = group_of(person.pk)
    mergings = list(
        Merging.objects.filter(Q(kept__in=own) | Q(merged__in=own))
        .select_related("kept", "merged")
        .order_by("pk")
    )
    called = PersonName.objects.filter(person__in=own).order_by("pk").values_list("name", flat=True)
    return File(
        person=person,
        former=[name for name in dict.fromkeys(called) if name != person.name],
        phone=mask_phone(person.phone),
        other_phone=mask_phone(person.other_phone),
        id_number=mask_id(person.id_number),
        merged=[one for one in mergings if one.approved and one.undone_at is None],
        waiting=[one for one in mergings if one.decided_at is None],
    )


def possible_duplicates(person: Person, *, by: Actor) -> list[Line]:
    """Records that may be of the same human being (可能是同一人): same number, or same sound and same village.

    Only proposed; nobody is merged by a machine (XC-02).
    """
    own = group_of(person.pk)
    reasons = [
        (_("身份证号相同"), Q(id_number_index=person.id_number_index) & ~Q(id_number_index="")),
        (_("电话相同"), by_phone(person.phone_index) | by_phone(person.other_phone_index)),
        (_("姓名同音，同一个村"), sounding_like(person)),
    ]
    already = settled_with(own)
    found: dict[int, Line] = {}
    for why, condition in reasons:
        rows = visible_residents(by).filter(condition, merged_into=None).select_related("area")
        for other in rows.order_by("pk")[: MOST_DUPLICATES + len(own)]:
            if other.pk not in own | already and len(found) < MOST_DUPLICATES:
                found.setdefault(other.pk, line(other, why=why))
    return list(found.values())


def sounding_like(person: Person) -> Q:
    """Who is called something that sounds the same, in the same village or its groups."""
    if person.area is None:
        return Q(pk__in=[])
    ears = PersonName.objects.filter(person=person).values_list("ear", flat=True)
    called = PersonName.objects.filter(ear__in=[ear for ear in ears if ear]).values("person_id")
    return Q(pk__in=called) & within(villages_of(person.area), "area__code")


def villages_of(area: Area) -> tuple[str, ...]:
    """The village an area is or lies in, and those it came from, as scopes."""
    return tuple(sorted({scope[:12] for scope in area.scopes}))


def settled_with(own: Collection[int]) -> set[int]:
    """Records somebody already looked at beside these and found to be other people."""
    refused = Merging.objects.filter(Q(kept__in=own) | Q(merged__in=own)).exclude(decided_at=None)
    pairs = refused.filter(approved=False).values_list("kept_id", "merged_id")
    return {key for pair in pairs for key in pair} - set(own)


def merging(pk: int, *, by: Actor) -> Merging | None:
    """One proposed or made merging of records this actor may see."""
    found = Merging.objects.select_related("kept", "merged").filter(pk=pk).first()
    if found is None:
        return None
    seen = visible_residents(by).filter(pk__in=[found.kept_id, found.merged_id]).count()
    return found if seen else None


def mergings_waiting(*, by: Actor) -> list[Merging]:
    """Proposals a second person should look at, the oldest first."""
    seen = visible_residents(by)
    rows = Merging.objects.filter(decided_at=None, kept__in=seen.values("pk"))
    return list(rows.select_related("kept__area", "merged__area").order_by("pk")[:PAGE])


def persons_by_phone(index: str, *, by: Actor) -> list[Person]:
    """The residents with this number that this actor may see, merged ones left out; at most ten."""
    rows = visible_residents(by).filter(by_phone(index))
    return list(rows.filter(merged_into=None).select_related("area").order_by("pk")[:MOST_DUPLICATES])
