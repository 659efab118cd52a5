"""The access log as a sheet for the audit hand; what the reader has to keep away from stays unnamed (谁看过)."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.exports import Ask, Asked, ExportLine, ExportList, offer, slices
from lianxin.kernel.models.event import AccessEntry
from lianxin.kernel.naming import row_called
from lianxin.kernel.sheets.columns import Text
from lianxin.kernel.sheets.writing import Cell
from lianxin.people.columns import LOOK
from lianxin.people.forms.confidentiality import LooksForm
from lianxin.people.queries import access
from lianxin.people.rules.confidentiality import LOOKS, audit_hand


def entries(ask: Ask) -> "QuerySet[AccessEntry]":
    """The entries the filters find, the latest first; none for filters that say nothing."""
    form = LooksForm(ask.asked or None)
    asked = form.cleaned_data if form.is_valid() else {}
    row = row_called(asked["row"]) if asked.get("row") else None
    if form.errors or (asked.get("row") and row is None):
        return AccessEntry.objects.none()
    return access.matching(access.AskedLooks(**asked), row)


def count(by: Actor, ask: Ask) -> int:
    """How many entries there are."""
    return entries(ask).count()


def lines(by: Actor, ask: Ask) -> Iterator[ExportLine]:
    """The entries in words."""
    for some in slices(list(entries(ask).values_list("seq", flat=True))):
        rows = list(AccessEntry.objects.filter(seq__in=some).order_by("-seq"))
        for entry, look in zip(rows, access.lines(rows, by=by), strict=True):
            cells: dict[str, Cell] = {
                "at": look.at,
                "who": look.who,
                "post": look.post,
                "what": str(look.what),
                "row": look.row.words if look.row else "",
                "reason": look.reason,
            }
            yield ExportLine(entry.pk, str(entry.seq), cells)


def words(by: Actor, asked: Asked) -> Sequence[tuple[Text, Text]]:
    """The filters in words."""
    fields = LooksForm.base_fields
    said = [(fields[name].label or name, asked.get(name, "")) for name in fields]
    return [
        (label, LOOKS.get(value, value) if label == fields["what"].label else value)
        for label, value in said
        if value
    ]


offer(
    ExportList(
        "looks",
        _("谁看过"),
        lambda by: LOOK,
        see=audit_hand,
        count=count,
        lines=lines,
        usual=frozenset(column.code for column in LOOK),
        back="looks",
        row_kind="",
        words=words,
    )
)
