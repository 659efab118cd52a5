"""Stories as an actor may know of them, and who speaks in one (典型案例)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lianxin.appeals.models import Appellant
from lianxin.insight.models import Story, StoryMatter
from lianxin.kernel.actor import Actor
from lianxin.kernel.masking import mask_name
from lianxin.kernel.numbering import parse
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible


def stories(by: Actor) -> QuerySet[Story]:
    """The stories all of whose matters the actor may know of, the newest first."""
    seen = visible(by, Matter).order_by().values("pk")
    hidden = StoryMatter.objects.exclude(matter_id__in=seen).values("story_id")
    return Story.objects.exclude(pk__in=hidden).order_by("-written_at", "-pk")


def story_of(key: int, *, by: Actor) -> Story | None:
    """One story, if the actor may know of it."""
    return stories(by).filter(pk=key).first()


def matters_of(story: Story) -> list[Matter]:
    """What a story tells of."""
    lines = StoryMatter.objects.filter(story=story).values("matter_id")
    return list(Matter.objects.filter(pk__in=lines).order_by("filed_at", "pk"))


def matters_named(words: str, *, by: Actor) -> tuple[list[Matter], list[str]]:
    """The matters with these printed numbers, and what is the number of none the actor may know of."""
    typed = list(dict.fromkeys(words.replace("，", " ").replace(",", " ").split()))
    numbers = {text: str(found) for text in typed if (found := parse(text)) is not None}
    rows = {row.number: row for row in visible(by, Matter).filter(number__in=numbers.values())}
    known = [rows[numbers[text]] for text in typed if numbers.get(text) in rows]
    return list(dict.fromkeys(known)), [text for text in typed if numbers.get(text) not in rows]


@dataclass(frozen=True)
class Heard:
    """One person of a story: the first of their rows, masked, and what they are called in it."""

    key: int
    masked: str
    pseudonym: str


def people_of(story: Story) -> list[Heard]:
    """Everybody who speaks in the matters of a story, each once, whatever the number of their matters."""
    names = dict(story.names.values_list("appellant_id", "pseudonym"))
    return [
        Heard(one.pk, mask_name(one.name) if one.name else one.get_identity_display(), names.get(one.pk, ""))
        for one in persons(appellants_of(story))
    ]


def appellants_of(story: Story) -> list[Appellant]:
    """All rows of those who speak."""
    lines = StoryMatter.objects.filter(story=story).values("matter_id")
    return list(Appellant.objects.filter(matter_id__in=lines).order_by("pk"))


def persons(rows: Iterable[Appellant]) -> list[Appellant]:
    """The first row of each person: known to be the same by the register, or by their telephone."""
    found: dict[object, Appellant] = {}
    for row in rows:
        found.setdefault(person_key(row), row)
    return list(found.values())


def person_key(row: Appellant) -> object:
    """What two rows of one person share."""
    return ("person", row.person_id) if row.person_id else ("phone", row.phone_index or f"row {row.pk}")


def told_by_name(story: Story) -> Sequence[str]:
    """Real names and telephones that stand in the story's words."""
    rows = appellants_of(story)
    words = story.title + story.text
    said = [text for row in rows for text in (row.name, row.phone) if text and text in words]
    return list(dict.fromkeys(said))
