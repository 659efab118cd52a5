"""Asked from above, asked for from below: 催办, 督办, 领导批示, 申请上级协调, and the answers."""

from lianxin.appeals import letters
from lianxin.appeals.actions.handling import HEADS
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town, tell_unit
from lianxin.appeals.models import Instruction, Supervision, UpwardRequest
from lianxin.appeals.queries.supervision import waiting_notice, waiting_request
from lianxin.appeals.rules.supervision import Level
from lianxin.kernel.actor import Role
from lianxin.matters.workflow import Acting


def urge(acting: Acting) -> None:
    """催办: the unit is reminded; nothing else changes."""
    acting.facts["unit"] = acting.row.holder_id
    tell_unit(acting, letters.URGED)


def supervise(acting: Acting) -> None:
    """督办: the unit has to answer by a day; a red notice goes to who answers for the unit as well."""
    data = acting.data
    acting.add(
        Supervision(
            matter=acting.row,
            unit_id=acting.row.holder_id,
            level=data["level"],
            why=data["why"],
            demand=data["demand"],
            until=data["until"],
            made_at=acting.now,
            made_by=acting.by.account,
            made_post=acting.by.post,
        )
    )
    acting.facts |= {"level": str(data["level"]), "why": str(data["why"]), "until": data["until"].isoformat()}
    roles = (Role.HANDLER, *(HEADS if data["level"] == Level.RED else ()))
    tell_unit(acting, letters.SUPERVISED, roles=roles)


def answer_supervision(acting: Acting) -> None:
    """答复督办: whoever made the notice is told."""
    notice = waiting_notice(acting.row)
    assert notice is not None  # noqa: S101  # the guard looked
    acting.change(notice, answer=acting.data["answer"], answered_at=acting.now, answered_by=acting.by.account)
    acting.tell_staff(letters.SUPERVISION_ANSWERED, account=notice.made_by)


def instruct(acting: Acting) -> None:
    """领导批示: to the unit that is at work, or to the desk where there is none yet."""
    acting.add(
        Instruction(
            matter=acting.row,
            words=acting.data["words"],
            made_at=acting.now,
            made_by=acting.by.account,
            made_post=acting.by.post,
        )
    )
    tell_unit(acting, letters.INSTRUCTED, roles=(Role.HANDLER, *HEADS))


def ask_upward(acting: Acting) -> None:
    """申请上级协调: the leaders of the township are told; handling goes on meanwhile."""
    acting.add(
        UpwardRequest(
            matter=acting.row,
            words=acting.data["words"],
            asked_at=acting.now,
            asked_by=acting.by.account,
        )
    )
    tell_in_town(acting, letters.ASKED_UPWARD, Role.LEADER)


def answer_upward(acting: Acting) -> None:
    """答复协调申请: whoever asked is told, a resident by the way they chose."""
    request = waiting_request(acting.row)
    assert request is not None  # noqa: S101  # the guard looked
    acting.change(request, reply=acting.data["reply"], replied_at=acting.now, replied_by=acting.by.account)
    if request.asked_by is None:
        tell_everybody(acting, letters.UPWARD_TOLD)
    else:
        acting.tell_staff(letters.UPWARD_ANSWERED, account=request.asked_by)
