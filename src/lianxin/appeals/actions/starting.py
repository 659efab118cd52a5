"""What a new office begins with: the standard classes, and a duty catalogue for the standard units."""

from datetime import date

from lianxin.appeals import standard
from lianxin.appeals.actions.classes import seed_classes
from lianxin.appeals.actions.duty import LineFacts, seed_catalogue
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.ids import uuid7
from lianxin.people.queries import units_in_use


def begin_with_standard(effective: date) -> None:
    """Classes and catalogue from a day on; what a county has already is left alone.

    Lines whose unit this office doesn't have are left out.
    """
    seed_classes(standard.entries(), edition=standard.EDITION, effective=effective)
    keys = {unit.code: unit.pk for unit in units_in_use()}
    lines = [
        LineFacts(keys[unit], standard.BASIS, class_code=code, words=words)
        for code, unit, words in standard.DUTIES
        if unit in keys
    ]
    if standard.BACKSTOP in keys:
        lines.append(LineFacts(keys[standard.BACKSTOP], standard.BACKSTOP_BASIS, backstop=True))
    by = system(current_county())
    seed_catalogue(lines, effective=effective, by=by, client_id=uuid7())
