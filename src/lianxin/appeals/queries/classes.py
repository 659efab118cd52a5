"""The classes in force, the trees of all editions, and how one edition is read through another (事项分类)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.appeals.models.appeal import Appeal
from lianxin.appeals.models.classes import AppealClass, ClassEdition, ClassMap
from lianxin.appeals.rules.class_tree import Known
from lianxin.kernel import clock, context

Choices = list[tuple[Any, Any]]
PLAIN = 60  # up to so many classes a plain list is quicker than a search
LATELY = timedelta(days=90)
USUAL, SHOWN = 12, 200
UNSET, NOWHERE = "unset", "nowhere-"  # what the list is asked for besides a class
SHELF, DATED, LOOSE = "appeals.class_trees", "appeals.class_trees.dated", "appeals.class_trees.loose"


@dataclass
class Tree:
    """The classes of one edition by key and by code, in the order of their codes from the top."""

    edition: str
    rows: list[AppealClass]
    by_key: dict[int, AppealClass] = field(init=False)
    by_code: dict[str, AppealClass] = field(init=False)
    parents: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.rows.sort(key=lambda row: row.codes)
        self.by_key = {row.pk: row for row in self.rows}
        self.by_code = {row.code: row for row in self.rows}
        self.parents = {code for row in self.rows if self.in_use(row) for code in row.codes[:-1]}

    def in_use(self, row: AppealClass) -> bool:
        """Whether a class and everything above it are in use."""
        return all(self.by_code[code].active for code in row.codes if code in self.by_code)

    def leaves(self) -> list[AppealClass]:
        """What a matter can be given: classes in use with nothing in use below them."""
        return [row for row in self.rows if row.code not in self.parents and self.in_use(row)]

    def names(self, row: AppealClass) -> tuple[str, ...]:
        """The names from the top down to a class."""
        return tuple(self.by_code[code].name for code in row.codes if code in self.by_code)

    def on_departments_list(self, codes: Iterable[str]) -> bool:
        """Whether one of these classes is on the departments' list (J9)."""
        return any(self.by_code[code].departments for code in codes if code in self.by_code)

    def paths(self) -> dict[str, tuple[str, ...]]:
        """The codes from the top down to each class."""
        return {row.code: row.codes for row in self.rows}


def today() -> date:
    """The day by the office's clock."""
    return timezone.localdate(clock.now())


def edition_in_force(on: date | None = None) -> str:
    """The edition of the list on a day (today); the newest where none has a day from which it holds."""
    day = on or today()
    begun = [row.code for row in dated_editions() if row.effective <= day]
    return (begun or loose_editions() or [""])[-1]


def dated_editions() -> list[ClassEdition]:
    """The editions with a first day, the oldest first; read once in a piece of work."""
    shelf = context.shelf()
    if DATED not in shelf:
        shelf[DATED] = list(ClassEdition.objects.all())
    return list(shelf[DATED])


def loose_editions() -> list[str]:
    """The codes of editions made without a first day, the oldest first; read once, as soon as there are any."""
    shelf = context.shelf()
    if not shelf.get(LOOSE):
        dated = [row.code for row in dated_editions()]
        rows = AppealClass.objects.exclude(edition__in=dated).order_by("edition")
        shelf[LOOSE] = list(rows.values_list("edition", flat=True).distinct())
    return list(shelf[LOOSE])


def tree(edition: str | None = None) -> Tree:
    """The classes of an edition, of the one in force by default; read once in a piece of work."""
    wanted = edition_in_force() if edition is None else edition
    shelf: dict[str, Tree] = context.shelf().setdefault(SHELF, {})
    if wanted not in shelf:
        shelf[wanted] = Tree(wanted, list(AppealClass.objects.filter(edition=wanted)))
    return shelf[wanted]


def forget() -> None:
    """Read the trees anew; a change calls it itself."""
    for name in (SHELF, DATED, LOOSE):
        context.shelf().pop(name, None)


def class_choices() -> Choices:
    """The classes in force for a <select>: under the names above them, plain where there is only one level."""
    return grouped(tree())


def grouped(known: Tree, rows: list[AppealClass] | None = None) -> Choices:
    """Leaves by the names above them, in the order given or that of the codes."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in known.leaves() if rows is None else rows:
        groups[" / ".join(known.names(row)[:-1])].append((row.pk, row.name))
    found: Choices = list(groups.pop("", []))
    return found + list(groups.items())


def found_choices(words: str) -> Choices:
    """The classes that somebody may mean by these words, those used most first; all, the usual first, for none."""
    known, used = tree(), used_lately()
    if not words.strip():
        usual = sorted((row for row in known.leaves() if used[row.pk]), key=lambda row: -used[row.pk])[:USUAL]
        head: Choices = [(_("最近常用"), [(row.pk, row.name) for row in usual])] if usual else []
        return head + grouped(known)
    hits = [row for row in known.leaves() if means(known, row, words.strip().lower())]
    return grouped(known, sorted(hits, key=lambda row: (-used[row.pk], row.codes)))


def means(known: Tree, row: AppealClass, words: str) -> bool:
    """Whether a class is called so: by its name or one above it, a keyword, its initials or its code."""
    if any(words in name.lower() for name in known.names(row)) or row.code.lower().startswith(words):
        return True
    return words in row.initials or any(
        words in keyword or keyword in words for keyword in row.keywords.lower().split()
    )


def used_lately() -> Counter[int]:
    """How often each class was given in the last three months."""
    recent = Appeal.objects.filter(matter__filed_at__gte=clock.now() - LATELY).exclude(category=None)
    rows = recent.values("category_id").annotate(times=Count("pk")).order_by()
    return Counter({row["category_id"]: row["times"] for row in rows})


def many() -> bool:
    """Whether the list is too long to be walked through with the arrow keys."""
    return len(tree().leaves()) > PLAIN


def class_keys() -> dict[str, int]:
    """Key of every class in force by its code, by its names from the top, and by its name where only one has it."""
    known, names = tree(), dict[str, list[int]]()
    found: dict[str, int] = {}
    for row in known.leaves():
        found[row.code] = found["/".join(known.names(row))] = row.pk
        names.setdefault(row.name, []).append(row.pk)
    return found | {name: keys[0] for name, keys in names.items() if len(keys) == 1}


def as_in_force(key: int | None) -> AppealClass | None:
    """A matter's class as the edition in force has it: itself, or the one class it became; else None."""
    if key is None:
        return None
    known = tree()
    if key in known.by_key:
        return known.by_key[key]
    became = in_edition(known.edition).get(key, frozenset())
    return known.by_key.get(next(iter(became))) if len(became) == 1 else None


def class_row(key: int) -> AppealClass | None:
    """One class of any edition."""
    return AppealClass.objects.filter(pk=key).first()


def codes_of(key: int) -> tuple[str, ...]:
    """The codes from the top down to a class of any edition; none for a class there never was."""
    row = tree().by_key.get(key) or class_row(key)
    return row.codes if row is not None else ()


# Editions


@dataclass(frozen=True)
class EditionCard:
    """An edition as listed: how many classes, how many matters have one of them, whether it is in force."""

    code: str
    effective: date | None
    classes: int
    matters: int
    in_force: bool
    note: str = ""


def edition_cards() -> list[EditionCard]:
    """Every edition, the newest first."""
    dated = {row.code: row for row in ClassEdition.objects.all()}
    counted = AppealClass.objects.values("edition").annotate(classes=Count("pk")).order_by("edition")
    used = Appeal.objects.exclude(category=None).values("category__edition").annotate(times=Count("pk"))
    matters = {row["category__edition"]: row["times"] for row in used.order_by()}
    now = edition_in_force()
    cards = [
        EditionCard(
            code=row["edition"],
            effective=dated[row["edition"]].effective if row["edition"] in dated else None,
            classes=row["classes"],
            matters=matters.get(row["edition"], 0),
            in_force=row["edition"] == now,
            note=dated[row["edition"]].note if row["edition"] in dated else "",
        )
        for row in counted
    ]
    return sorted(cards, key=lambda card: (card.effective or date.min, card.code), reverse=True)


def edition_codes() -> list[str]:
    """The codes of all editions, the oldest first; those made without a day come before the dated ones."""
    return [*loose_editions(), *(row.code for row in dated_editions())]


def known_codes() -> Known:
    """What an import of names goes by: the codes in force, and every code ever given."""
    now = tree()
    by_names = {now.names(row): row.code for row in now.rows}
    return Known(by_names, frozenset(AppealClass.objects.values_list("code", flat=True)))


def before_and_codes() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Name and codes from the top by code, as the edition in force has them: what a new list is compared with."""
    return {row.code: (row.name, row.codes) for row in tree().rows}


# One edition read through another (XC-09)


def in_edition(edition: str) -> dict[int, frozenset[int]]:
    """What every class of every edition is in this one: itself, what it became, or what it was.

    Nothing where nobody said; several where one class was split. Followed edition by edition, forwards to a later
    one, backwards to an earlier one.
    """
    order = edition_codes()
    rows = dict(AppealClass.objects.values_list("pk", "edition"))
    if edition not in order:
        return {}
    forward, backward = steps()
    rank = {code: place for place, code in enumerate(order)}
    found = {key: frozenset({key}) for key, code in rows.items() if code == edition}
    goal = rank[edition]
    # From the edition nearest to the goal outwards: what a class becomes is known before it is asked for.
    for key in sorted(rows, key=lambda key: abs(rank[rows[key]] - goal)):
        if key not in found:
            nexts = (forward if rank[rows[key]] < goal else backward).get(key, ())
            found[key] = frozenset(one for step in nexts for one in found.get(step, frozenset()))
    return found


def steps() -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The map as it was typed, read forwards and backwards."""
    forward, backward = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for old, new in ClassMap.objects.values_list("old_id", "new_id"):
        forward[old].append(new)
        backward[new].append(old)
    return forward, backward


def counted_as(key: int) -> list[int]:
    """Every class, of whatever edition, whose matters count under this one: wholly inside it or below it.

    A class that was split into one inside and one outside counts under neither; the figures show it apart.
    """
    row = AppealClass.objects.filter(pk=key).first()
    if row is None:
        return []
    inside = {one.pk for one in tree(row.edition).rows if row.code in one.codes}
    return [one for one, images in in_edition(row.edition).items() if images and images <= inside]


def counted_nowhere(edition: str) -> list[int]:
    """The classes whose matters no top branch of this edition takes: mapped to nothing, or to several branches."""
    tops, images = {one.pk: one.codes[0] for one in tree(edition).rows}, in_edition(edition)
    keys = AppealClass.objects.values_list("pk", flat=True)
    return [key for key in keys if len({tops[one] for one in images.get(key, ())}) != 1]


# The map


@dataclass(frozen=True)
class MapRow:
    """A class of the old edition, what it became, and what has the same name in the new one."""

    old: AppealClass
    names: str
    new: str
    proposed: str


def map_rows(old: str, new: str) -> list[MapRow]:
    """Every class a matter of the old edition can have, with what is mapped and what the names propose."""
    before, after = tree(old), tree(new)
    mapped: dict[int, list[str]] = defaultdict(list)
    for key, code in ClassMap.objects.filter(old__edition=old, new__edition=new).values_list(
        "old_id", "new__code"
    ):
        mapped[key].append(code)
    names = same_names(after)
    return [
        MapRow(
            row,
            " / ".join(before.names(row)),
            " ".join(sorted(mapped[row.pk])),
            names.get(before.names(row)) or names.get(before.names(row)[-1:], ""),
        )
        for row in all_leaves(before)
    ]


def all_leaves(known: Tree) -> list[AppealClass]:
    """Classes with nothing below them, in use or not: matters have them."""
    above = {code for row in known.rows for code in row.codes[:-1]}
    return [row for row in known.rows if row.code not in above]


def same_names(known: Tree) -> dict[tuple[str, ...], str]:
    """The code of each class by all its names, and by its own name where only one class has it."""
    found: dict[tuple[str, ...], str] = {}
    for row in all_leaves(known):
        own = known.names(row)[-1:]
        found[own] = "" if own in found and len(known.names(row)) > 1 else row.code
        found[known.names(row)] = row.code
    return found


def checklist_of(key: int | None) -> list[str]:
    """What must be known before a matter of this class is sent on, a line each; its own class's list first."""
    row = AppealClass.objects.filter(pk=key).first() if key else None
    if row is None:
        return []
    known = tree(row.edition)
    own = [known.by_code[code].checklist for code in reversed(row.codes) if code in known.by_code]
    return next(
        ([line.strip() for line in text.splitlines() if line.strip()] for text in own if text.strip()), []
    )


def is_simple(key: int | None) -> bool:
    """Whether matters of this class may be closed on the spot."""
    row = AppealClass.objects.filter(pk=key).first() if key else None
    return row is not None and row.simple


def limit_key_of(key: int | None) -> str:
    """The handling limit a class has by default; its own or that of the nearest class above; empty for none."""
    row = AppealClass.objects.filter(pk=key).first() if key else None
    if row is None:
        return ""
    known = tree(row.edition)
    keys = [known.by_code[code].limit_key for code in reversed(row.codes) if code in known.by_code]
    return next((one for one in keys if one), "")
