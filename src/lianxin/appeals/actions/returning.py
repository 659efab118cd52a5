"""Giving an order back, and deciding whose duty it is: 申请退单, 同意, 不同意, 提交裁定, 裁定, 兜底 (J8, J10)."""

from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.appeals import letters
from lianxin.appeals.actions.handling import start_handling
from lianxin.appeals.actions.passing import pass_on
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town
from lianxin.appeals.models import Adjudication, DutyProposal, Order, Return
from lianxin.appeals.queries import current_order
from lianxin.appeals.queries.duty import backstop_line, proposal
from lianxin.appeals.queries.returning import RETURN, class_of, precedent, refusals, waiting_return
from lianxin.appeals.rules.returning import BEFORE_ADJUDICATION, pair
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def ask(acting: Acting) -> str:
    """申请退单: the desk answers; the same dispute of the same pair again has the answer it had (J8)."""
    row, data = acting.row, acting.data
    order = current_order(row)
    assert order is not None  # noqa: S101  # only what was dispatched has a holder
    back = Return(
        matter=row,
        order=order,
        unit_id=row.holder_id,
        suggested_id=data.get("unit"),
        ground=data["ground"],
        basis=data["basis"],
        reason=data["reason"],
        asked_at=acting.now,
        asked_by=acting.by.account,
        made_post=post_of(acting),
    )
    acting.add(back)
    acting.facts |= {"return": str(back.client_id), "ground": str(back.ground), "unit": back.unit_id}
    acting.facts["suggested"] = back.suggested_id
    earlier = precedent(row, back.unit_id, back.suggested_id, at=acting.now)
    if earlier is not None:
        follow(acting, back, order, earlier)
        return "working"
    tell_in_town(acting, letters.RETURN_ASKED, Role.TRIAGE)
    return "return_asked"


def follow(acting: Acting, back: Return, order: Order, earlier: Adjudication) -> None:
    """照先例办: straight to the same answer, which names the decision it follows."""
    back.precedent, back.decided_at = earlier, acting.now
    back.agreed = earlier.unit_id != back.unit_id
    acting.facts["precedent"] = str(earlier.client_id)
    basis = _("照 %(number)s 的裁定") % {"number": earlier.matter.number}
    give_to(acting, order, earlier.unit_id, basis=basis, since=back.asked_at)
    tell_of_the_answer(acting, earlier.unit_id, letters.NAMED)


def agree(acting: Acting) -> None:
    """同意退单: the unit is let go, its order is over; what runs for the resident runs on."""
    back = settle(acting, agreed=True)
    acting.facts["unit"] = back.unit_id
    acting.hold(None)
    tell_who_lets_go(acting, back, letters.RETURN_AGREED)


def refuse(acting: Acting) -> str:
    """不同意退单: the unit handles it, as if it had signed when it asked; a second refusal is a dispute (J8)."""
    row, words = acting.row, acting.data["reason"]
    if refusals(row) >= BEFORE_ADJUDICATION:
        bring_up(acting, words)
        return "adjudicating"
    back = settle(acting, agreed=False, answer=words)
    order = current_order(row)
    if order is not None:
        # Back to 待签收 would give a day for every request: who asked has read the order.
        give_to(acting, order, back.unit_id, basis=order.basis, since=back.asked_at)
    acting.tell_staff(letters.RETURN_REFUSED, unit=back.unit_id, roles=(Role.HANDLER,))
    return "working"


def submit(acting: Acting) -> None:
    """提交裁定: with what the desk or the unit has to say."""
    bring_up(acting, acting.data.get("opinion") or "")


def lapse(acting: Acting) -> None:
    """逾期没有答复: the desk let its limit pass, so somebody else decides (J8)."""
    bring_up(acting, "")


def bring_up(acting: Acting, words: str) -> None:
    """It goes to the adjudicator; the leaders of the township are told."""
    back = waiting(acting)
    acting.change(back, submitted_at=acting.now, submitted_by=acting.by.account, answer=words)
    acting.facts["return"] = str(back.client_id)
    tell_in_town(acting, letters.DISPUTED, Role.LEADER)


def adjudicate(acting: Acting) -> None:
    """裁定: final and written; the unit named has it at once, the catalogue gets a proposal (move 17)."""
    data, named = acting.data, acting.data["unit"]
    ruling = ruled(acting, named, basis=data["basis"], decision=data["decision"])
    propose_line(acting, ruling)
    tell_of_the_answer(acting, named, letters.NAMED)


def fall_back(acting: Acting) -> None:
    """兜底: nobody decided within the limit, so the unit of last resort has it; everybody concerned is told (J10)."""
    line = backstop_line(acting.row)
    assert line is not None  # noqa: S101  # the guard looked
    ruled(acting, line.unit, basis=line.basis, backstop=True)
    acting.facts["line"] = line.key
    tell_in_town(acting, letters.BACKSTOP_TOLD, Role.LEADER, Role.TRIAGE)
    tell_of_the_answer(acting, line.unit, letters.BACKSTOP)


def ruled(
    acting: Acting, named: int, *, basis: str, decision: str = "", backstop: bool = False
) -> Adjudication:
    """The decision on record, the return settled by it, the matter with the unit named."""
    row, back, order = acting.row, waiting(acting), current_order(acting.row)
    assert order is not None  # noqa: S101  # what was given back was dispatched
    one, other = pair(back.unit_id, back.suggested_id or named)
    ruling = Adjudication(
        matter=row,
        asking_id=back.unit_id,
        one_id=one,
        other_id=other,
        unit_id=named,
        class_code=class_of(row),
        basis=basis,
        decision=decision,
        decided_at=acting.now,
        decided_by=acting.by.account,
        decided_post=post_of(acting),
        backstop=backstop,
    )
    acting.add(ruling)
    settle(acting, agreed=named != back.unit_id)
    acting.facts |= {"adjudication": str(ruling.client_id), "named": named}
    since = back.asked_at if named == back.unit_id else acting.now
    give_to(acting, order, named, basis=basis, since=since)
    if named != back.unit_id:
        tell_who_lets_go(acting, back, letters.RETURN_RULED)
    return ruling


def waiting(acting: Acting) -> Return:
    """The return that is being answered."""
    back = waiting_return(acting.row)
    assert back is not None  # noqa: S101  # the state is entered with one
    return back


def settle(acting: Acting, *, agreed: bool, **more: str) -> Return:
    """Write into the return what came of it."""
    back = waiting(acting)
    decided = {"decided_at": acting.now, "decided_by": acting.by.account, "decided_post": post_of(acting)}
    acting.change(back, agreed=agreed, **decided, **more)
    acting.facts["return"] = str(back.client_id)
    return back


def post_of(acting: Acting) -> int | None:
    """The post the move is made from."""
    return (acting.hand or acting.by).post


def give_to(acting: Acting, order: Order, unit: int, *, basis: str, since: datetime) -> None:
    """A unit handles it without signing once more: its own order counts as signed, another one is given a new one."""
    if order.unit_id != unit:
        own = Order(matter=acting.row, unit_id=unit, basis=basis, dispatched_at=acting.now)
        own.signed_at, own.deemed = acting.now, True
        acting.add(own)
        acting.hold(unit)
        pass_on(acting, unit=unit)
    elif order.signed_at is None:
        acting.change(order, signed_at=acting.now, deemed=True)
    start_handling(acting, since)


def propose_line(acting: Acting, ruling: Adjudication) -> None:
    """目录建议: the line that misled, narrowed to the class; nothing where the catalogue says the same already."""
    found = proposal(acting.row)
    line = found.line if found is not None and found.line is not None and not found.line.backstop else None
    if not ruling.class_code or (line is not None and line.unit == ruling.unit_id):
        return
    acting.add(
        DutyProposal(
            adjudication=ruling,
            class_code=ruling.class_code,
            area=line.area if line else "",
            words=" ".join(line.words) if line else "",
            unit_id=ruling.unit_id,
            basis=ruling.basis,
            made_at=acting.now,
        )
    )


def tell_who_lets_go(acting: Acting, back: Return, letter: str) -> None:
    """The unit that has it no longer may not see the matter any more, but what came of its own return."""
    acting.tell_staff(letter, unit=back.unit_id, roles=(Role.HANDLER,), about=(RETURN, back.pk))


def tell_of_the_answer(acting: Acting, unit: int, letter: str) -> None:
    """The unit that has it now, and everybody who spoke."""
    acting.tell_staff(letter, unit=unit, roles=(Role.HANDLER,))
    tell_everybody(acting, letters.UNIT_FOUND)
