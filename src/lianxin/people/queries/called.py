"""The residents somebody calls by a name, of now or of before, to filter by (曾用名、拼音、同音)."""

from django.db.models import Q, QuerySet

from lianxin.people.models import Person, PersonName
from lianxin.people.queries.residents import by_pinyin
from lianxin.people.rules import names


def persons_called(typed: str, *, ear: bool = False) -> QuerySet[Person]:
    """Residents whose present or former name begins so, with the records merged into theirs or theirs into.

    As written, in pinyin or by initials; with `ear` whatever sounds so.
    """
    own = Person.objects.filter(called(typed, ear=ear))
    merged = Q(merged_into__in=own.values("pk")) | Q(
        pk__in=own.exclude(merged_into=None).values("merged_into")
    )
    return Person.objects.filter(Q(pk__in=own.values("pk")) | merged)


def called(typed: str, *, ear: bool) -> Q:
    """The condition for it."""
    if names.is_latin(typed):
        return by_pinyin(names.typed_pinyin(typed))
    heard = names.keys_of(typed).ear
    if not heard:
        return Q(pk__in=[])
    rows = PersonName.objects.filter(ear__gte=heard, ear__lt=names.after(heard))
    if not ear:
        rows = rows.filter(name__startswith=names.tidy_name(typed))
    return Q(pk__in=rows.values("person_id"))
