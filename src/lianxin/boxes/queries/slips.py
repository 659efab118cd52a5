"""What the pages of one slip read: its words for who may read them, its stub for the writer (意见条)."""

from dataclasses import dataclass
from datetime import datetime

from lianxin.boxes.models import Slip, Stub, Transcript
from lianxin.boxes.rules import Text, tellable
from lianxin.kernel.actor import Actor
from lianxin.kernel.context import current_county
from lianxin.kernel.crypto import blind_index
from lianxin.kernel.models.kept import KeptCode
from lianxin.kernel.numbering import CODE_DIGITS, hash_query_code, parse, query_code_fits
from lianxin.kernel.pieces import Shown, has_markers, pieces_of
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.queries import visible

SLIP, STUB = "slip", "stub"


def words_of(slip: Slip, *, clear: bool = False) -> Transcript | None:
    """What is written on a slip, to be read only: numbers of people masked, or in clear to go on to an appeal."""
    said = Transcript.objects.filter(slip=slip).first()
    parts = [slip] if said is None else [slip, said]
    if has_markers(parts):
        shown = Shown(pieces_of(SLIP, [slip.pk]), clear=clear)
        for part in parts:
            shown.put_back(part)
    return said


def stub_of(number: str) -> Stub | None:
    """The stub with this number, however it was typed."""
    read = parse(number)
    return Stub.objects.filter(number=str(read)).first() if read else None


def used_by(stub: Stub) -> Slip | None:
    """The slip that was registered under a stub."""
    return Slip.objects.select_related("opening").filter(stub=stub).first()


def slips_of_matter(matter: Matter, *, by: Actor) -> list[Slip]:
    """The slips a matter was opened from or that were joined to it, as far as this actor may read them."""
    found = visible(by, Slip).filter(matter=matter).select_related("opening__box")
    return list(found.order_by("opening__opened_at", "number"))


def drawn_code(stub: Stub) -> str:
    """The sixteen digits this installation draws for a stub, as for a receipt (decision 0009)."""
    drawn = int(blind_index(f"{stub.county_id or current_county()}|{stub.client_id}", "tear-off"), 16)
    return str(drawn % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def code_of(stub: Stub) -> str:
    """The code that stands on the stub; one printed by another installation keeps its own."""
    drawn = drawn_code(stub)
    if query_code_fits(drawn, number=stub.number, stored=stub.code_hash):
        return drawn
    kept = KeptCode.objects.filter(row_kind=STUB, row_id=stub.pk).first()
    return kept.code if kept else ""


def hash_of(stub: Stub) -> str:
    """What the database keeps of the code."""
    return hash_query_code(drawn_code(stub), stub.number)


@dataclass(frozen=True)
class Answered:
    """How a slip stands, for who holds its stub: never its words, never who dealt with it."""

    number: str
    kind: Text
    state: Text
    result: Text
    reason: str
    answer: str
    registered_at: datetime | None


def opened_with(number: str, code: str) -> Answered | None:
    """The answer that number and code of a stub open together; None for a wrong one."""
    stub = stub_of(number)
    # A number that isn't there is compared too: it must not answer sooner than one that is.
    fits = query_code_fits(code, number=stub.number if stub else "", stored=stub.code_hash if stub else "")
    if stub is None or not fits:
        return None
    slip = used_by(stub)
    return answered(stub, slip) if slip else Answered(stub.number, "", "", "", "", "", None)


def answered(stub: Stub, slip: Slip) -> Answered:
    """The answer of a slip."""
    words_of(slip)  # puts masked numbers back into what the office wrote
    return Answered(
        number=stub.number,
        kind=slip.get_kind_display() if tellable(slip.kind, slip.outcome) else "",
        state=flow_of(slip).state(slip.state).resident,
        result=slip.get_outcome_display(),
        reason=slip.reason,
        answer=slip.answer,
        registered_at=slip.registered_at,
    )
