"""Which rows an erasure on request is about: what was typed, found through the asker's own gate (本人申请)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.erasure import batches
from lianxin.kernel.erasure.hands import asks
from lianxin.kernel.erasure.refusals import Refused
from lianxin.kernel.erasure.registry import Record, record_named, records, ties_of
from lianxin.kernel.models.erasure import ErasureBatch
from lianxin.kernel.naming import names_of, row_called

Row = tuple[str, str, int]


def choices() -> list[Record]:
    """What somebody may ask to have erased: the kinds that are listed row by row and kept from nobody here."""
    return [one for one in records() if one.ended is not None and not one.sealed and one.code != "staff"]


def ask(code: str, typed: str, *, by: Actor) -> ErasureBatch:
    """Propose the erasure of the row that is called so. Raises Refused, the same for what the asker may not see."""
    if not asks(by, None):
        raise Refused(_("删除申请由登记员或派单员录入。"))
    one = record_named(code)
    key = called(one.row_kind, typed)
    named = names_of([(one.row_kind, key)], by=by).get((one.row_kind, key)) if key else None
    if key is None or named is None or not named.address:
        raise Refused(_("没有这个编号，或者不归您看。请核对。"), field="number")
    one = sealed_instead(one, key)
    return batches.request(with_ties(one, key), by=by, sealed=one.sealed)


def called(row_kind: str, typed: str) -> int | None:
    """The id behind a printed number, or behind the plain number of a file."""
    row = row_called(typed)
    if row is not None and row[0] == row_kind:
        return row[1]
    plain = typed.strip()
    return int(plain) if row is None and plain.isascii() and plain.isdigit() and len(plain) < 19 else None


def sealed_instead(one: Record, key: int) -> Record:
    """The record a row belongs to where it is kept from most."""
    for other in records():
        if other.sealed and other.row_kind == one.row_kind and has(other, [key]):
            return other
    return one


def with_ties(one: Record, key: int) -> list[Row]:
    """The row, and of what belongs to it the contact details: who is erased leaves no telephone elsewhere."""
    rows: list[Row] = [(one.code, one.row_kind, key)]
    for _key, kind, other in ties_of(one.row_kind, [key]) if one.whole else ():
        fitting = (part for part in records() if part.row_kind == kind and not part.whole)
        rows += [(part.code, kind, other) for part in fitting if has(part, [other])]
    return list(dict.fromkeys(rows))


def has(one: Record, keys: Sequence[int]) -> bool:
    """Whether these rows are among those of a record that have ended."""
    return one.ended is not None and one.ended().filter(pk__in=keys).count() == len(keys)
