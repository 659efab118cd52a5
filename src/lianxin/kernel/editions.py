"""Settings an office changes without a programmer (设置): each change is an edition, previewed and undoable.

    HOURS = register(Setting("office.hours", _("办公时间"), default={…}, read=hours_from))
    value_of(HOURS)                          # in force now, for the whole county
    value_of(HOURS, area="990101101201")     # the nearest township's or village's own, else the county's

A setting is declared once, by the app it belongs to, with the default it has until somebody changes it ([DEF] of
the domain model). Values are plain JSON; `read` gives them their type. What is in force is read once for each
piece of work (a request, a job) and forgotten with it, so a change holds from the next request on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise

from lianxin.kernel import clock, context, events
from lianxin.kernel.actor import Actor
from lianxin.kernel.models.edition import WHOLE_COUNTY, Edition

T = TypeVar("T")
Json = Any
DEFAULT_EDITION = "DEF-2026-12"


def as_it_is(value: Json) -> Any:
    """A value that needs no other type than JSON's."""
    return value


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing an office may set: its code, its words, its default, and the type its value is read as.

    `bulky` values (a catalogue of hundreds of lines) are fetched alone, when asked for. `per_area`: a township
    or a village may have its own. `after` runs in the transaction of each change.
    """

    code: str
    label: str | Promise
    default: Json
    read: Callable[[Json], T] = as_it_is
    edition: str = DEFAULT_EDITION
    bulky: bool = False
    per_area: bool = False
    after: "Callable[[Edition], None] | None" = None


@dataclass
class Book:
    """What is in force in one county, as far as this piece of work has asked."""

    rows: dict[str, list[Edition]] = field(default_factory=dict)
    small_read: bool = False


_settings: dict[str, Setting[Any]] = {}


def register(setting: Setting[T]) -> Setting[T]:
    """Make a setting known; each app does it once, where it declares it."""
    _settings[setting.code] = setting
    return setting


def setting_named(code: str) -> Setting[Any]:
    """The setting of this code. Raises LookupError."""
    if code not in _settings:
        raise LookupError(f"no setting {code!r}; there are {sorted(_settings)}")
    return _settings[code]


def registered() -> list[Setting[Any]]:
    """Every setting, by code."""
    return [_settings[code] for code in sorted(_settings)]


def value_of(setting: Setting[T], *, area: str = "", at: datetime | None = None) -> T:
    """The value in force at a moment (now) for an area code; the default where nobody has changed it."""
    row = edition_of(setting, area=area, at=at)
    return setting.read(setting.default if row is None else row.value)


def edition_of(setting: Setting[Any], *, area: str = "", at: datetime | None = None) -> Edition | None:
    """The edition in force; None while the default is. The nearest area wins, then the latest.

    A moment of the past is looked up anew, for editions that were followed since are not kept at hand.
    """
    moment = at or clock.now()
    known = rows_of(setting) if at is None else Edition.objects.filter(code=setting.code)
    fitting = [row for row in known if row.effective <= moment and area.startswith(row.scope)]
    return max(fitting, key=lambda row: (len(row.scope), row.effective, row.number), default=None)


def edition_name(setting: Setting[Any], *, area: str = "", at: datetime | None = None) -> str:
    """How clocks and papers name the edition they were made under."""
    row = edition_of(setting, area=area, at=at)
    return setting.edition if row is None else name_of(row)


def name_of(row: Edition) -> str:
    """第几版: the number, with the area it is for."""
    return f"{row.scope}#{row.number}" if row.scope else f"#{row.number}"


def rows_of(setting: Setting[Any]) -> list[Edition]:
    """The editions of a setting that now or later can be in force; one query for all small settings together."""
    book = open_book()
    if setting.code not in book.rows and (setting.bulky or not book.small_read):
        read_into(book, setting)
    return book.rows.get(setting.code, [])


def read_into(book: Book, setting: Setting[Any]) -> None:
    """Fetch a bulky setting alone, the small ones all at once."""
    found = Edition.objects.filter(retired=False)
    if setting.bulky:
        book.rows[setting.code] = list(found.filter(code=setting.code))
        return
    book.small_read = True
    bulky = [known.code for known in _settings.values() if known.bulky]
    for row in found.exclude(code__in=bulky):
        book.rows.setdefault(row.code, []).append(row)


def open_book() -> Book:
    """The book of the county being worked for. Raises NoCounty."""
    shelf = context.shelf()
    return shelf.setdefault("editions", Book())  # type: ignore[no-any-return]  # the shelf holds anything


def forget() -> None:
    """Read anew what is asked for next; a change calls it itself."""
    context.shelf().pop("editions", None)


def history(setting: Setting[Any], *, scope: str = WHOLE_COUNTY) -> list[Edition]:
    """Every edition for one area, the newest first."""
    return list(Edition.objects.filter(code=setting.code, scope=scope).order_by("-number"))


@dataclass(frozen=True)
class Change:
    """What somebody wants to set: for which area, from when, why."""

    value: Json
    scope: str = WHOLE_COUNTY
    effective: datetime | None = None
    reason: str = ""
    undoes: int | None = None


@transaction.atomic
def change(setting: Setting[Any], wanted: Change, *, by: Actor, client_id: UUID) -> Edition:
    """Write the next edition and put it on record; the same client id again gives the same edition.

    `setting.read` judges the value: its ValueError goes to the caller. The route asked who may.
    """
    known = Edition.objects.filter(client_id=client_id).first()
    if known is not None:
        return known
    setting.read(wanted.value)
    now = clock.now()
    numbers = Edition.objects.filter(code=setting.code, scope=wanted.scope).order_by("-number")
    latest = numbers.values_list("number", flat=True).first() or 0
    row = Edition.objects.create(
        client_id=client_id,
        code=setting.code,
        scope=wanted.scope,
        number=latest + 1,
        value=wanted.value,
        effective=wanted.effective or now,
        made_at=now,
        made_by=by.account,
        reason=wanted.reason,
        undoes=wanted.undoes,
    )
    retire(setting, wanted.scope, now)
    forget()
    if setting.after is not None:
        setting.after(row)
    facts = {"code": setting.code, "scope": row.scope, "number": row.number, "undoes": row.undoes}
    events.append([events.EventDraft("edition", row.pk, "settings.changed", by=by, at=now, facts=facts)])
    return row


def retire(setting: Setting[Any], scope: str, now: datetime) -> None:
    """Mark the editions that another one, in force by now, has followed."""
    rows = list(Edition.objects.filter(code=setting.code, scope=scope, retired=False))
    begun = [row for row in rows if row.effective <= now]
    current = max(begun, key=lambda row: (row.effective, row.number), default=None)
    past = [row.pk for row in begun if row is not current]
    Edition.objects.filter(pk__in=past).update(retired=True)


def undo(row: Edition, *, by: Actor, client_id: UUID) -> Edition:
    """Take back the change this edition made: a new edition with the value there was before it."""
    setting = setting_named(row.code)
    wanted = Change(value=value_before(setting, row), scope=row.scope, undoes=row.number)
    return change(setting, wanted, by=by, client_id=client_id)


def value_before(setting: Setting[Any], row: Edition) -> Json:
    """The plain value that held before this edition: the one before it, else what lies around its area."""
    earlier = Edition.objects.filter(code=row.code, scope=row.scope, number__lt=row.number)
    before = earlier.order_by("-number").first()
    if before is not None:
        return before.value
    wider = [
        known for known in rows_of(setting) if known.scope != row.scope and row.scope.startswith(known.scope)
    ]
    outer = max(wider, key=lambda known: (len(known.scope), known.number), default=None)
    return setting.default if outer is None else outer.value


def current_value(setting: Setting[Any], *, scope: str = WHOLE_COUNTY) -> Json:
    """The plain value in force for an area now: what a form begins with."""
    row = edition_of(setting, area=scope)
    return setting.default if row is None else row.value
