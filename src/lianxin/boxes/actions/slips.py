"""The effects of a slip's moves: 登记、更正、受理、不予受理、反馈, and what follows from its appeal."""

from django.db.models import Max

from lianxin.boxes.models import Slip, Transcript
from lianxin.boxes.rules import Kind, Outcome
from lianxin.kernel.crypto import blind_index
from lianxin.matters.workflow import Acting


def register(acting: Acting) -> None:
    """登记一张: its number within the opening, its kind, its words in a row of their own."""
    take_number(acting)
    data = acting.data
    acting.row.kind = data["kind"]
    said = Transcript(slip=acting.row, text=data.get("text") or "", language=data.get("language") or "")
    sign(said, str(data.get("name") or ""), str(data.get("phone") or ""))
    acting.add(said)


def sign(said: Transcript, name: str, phone: str) -> None:
    """Who signed it, sealed."""
    said.name, said.phone = name, phone
    said.phone_index = blind_index(phone, "phone") if phone else ""


def take_number(acting: Acting) -> None:
    """The next number of the opening, which is held by who registers its slips."""
    row, opening = acting.row, acting.data["opening"]
    last = Slip.objects.filter(opening=opening).aggregate(last=Max("number"))["last"] or 0
    row.opening, row.number, row.area_id = opening, last + 1, opening.area_id
    row.stub = acting.data.get("stub")
    row.wants_answer = bool(acting.data.get("wants_answer", True))
    row.registered_at = acting.now
    acting.facts |= {"opening": opening.pk, "slip": row.number}
    acting.hold(opening.holder_id)


def seal_new(acting: Acting) -> str:
    """登记一张举报: it counts as one; nothing of it stays here but what waits sealed."""
    take_number(acting)
    return seal(acting)


def seal(acting: Acting) -> str:
    """密封: passed on to the discipline desk, or waiting for it, or for the body above (see actions.sealing)."""
    row, data = acting.row, acting.data
    row.kind = Kind.ACCUSATION
    if data["way"] == "answered":
        pass_on(acting)
    elif row.pk is None:
        said = Transcript(slip=row)
        said.waiting = data["text"]
        acting.add(said)
    way: str = data["way"]
    return way


def pass_on(acting: Acting) -> None:
    """转办: the outcome that says nothing of what it was."""
    acting.row.outcome, acting.row.answered_at = Outcome.REFERRED, acting.now
    acting.row.matter = acting.data.get("matter")
    acting.facts["outcome"] = str(Outcome.REFERRED)


def correct(acting: Acting) -> None:
    """更正转写."""
    acting.row.kind = acting.data["kind"]
    acting.change(acting.row.transcript, text=acting.data["text"])


def join(acting: Acting) -> None:
    """办理: as an appeal, a new one or a known one."""
    acting.row.matter = acting.data["matter"]
    acting.facts["matter"] = acting.row.matter.pk


def decide(acting: Acting) -> None:
    """反馈、不予受理: the outcome, and what the writer is told."""
    row, data = acting.row, acting.data
    row.outcome, row.answered_at = data["outcome"], acting.now
    row.answer_public = bool(data.get("answer_public"))
    acting.facts["outcome"] = str(row.outcome)
    acting.change(row, reason=data.get("reason") or "", answer=data.get("answer") or "")


def follow(acting: Acting) -> None:
    """随诉求办结: the outcome of the appeal is the slip's."""
    acting.row.outcome, acting.row.answered_at = acting.data["outcome"], acting.now
    acting.facts["outcome"] = str(acting.row.outcome)


def go_on(acting: Acting) -> None:
    """诉求重启: it isn't over after all."""
    acting.row.outcome, acting.row.answered_at = "", None
