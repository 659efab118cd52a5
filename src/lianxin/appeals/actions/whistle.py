"""吹哨, 回复, 到场签到, 会商纪要, 互评 (D.5, J6 and J7)."""

from lianxin.appeals import letters
from lianxin.appeals.actions.handling import HEADS
from lianxin.appeals.actions.joint import HANDLERS, after, ask
from lianxin.appeals.actions.passing import pass_on
from lianxin.appeals.models import Whistle, WhistleCall
from lianxin.appeals.queries import whistle
from lianxin.matters.workflow import Acting


def blow(acting: Acting) -> None:
    """吹哨: units are called to a place; they see facts and place, as those who assist do (J13)."""
    data = acting.data
    call = Whistle(
        matter=acting.row,
        kind=data["kind"],
        place=data["place"],
        at=data["at"],
        purpose=data["purpose"],
        mediator=data.get("mediator") or "",
        called_at=acting.now,
        called_by=acting.by.account,
        lead_id=acting.row.holder_id,
    )
    acting.add(call)
    units = list(dict.fromkeys(data["units"]))
    for unit in units:
        acting.add(WhistleCall(matter=acting.row, whistle=call, unit_id=unit))
        pass_on(acting, unit=unit, what={})
        acting.tell_staff(letters.WHISTLE, unit=unit, roles=(*HANDLERS, *HEADS))
    acting.facts |= {"kind": str(data["kind"]), "units": units}


def answer(acting: Acting) -> None:
    """回复吹哨."""
    for one in whistle.own_calls(acting.by, whistle.open_whistle(acting.row)):
        if not one.reply:
            said = {"reply": acting.data["reply"], "words": acting.data.get("words") or ""}
            acting.change(one, **said, replied_at=acting.now)
            acting.facts |= {"unit": one.unit_id, "reply": str(one.reply)}
    acting.tell_staff(letters.WHISTLE_ANSWERED, unit=acting.row.holder_id, roles=HANDLERS)


def give_opinion(acting: Acting) -> None:
    """书面意见: where parties are in dispute each called unit says in writing what it holds (J11)."""
    for one in whistle.own_calls(acting.by, whistle.open_whistle(acting.row)):
        acting.change(one, opinion=acting.data["opinion"], opinion_at=acting.now)
        acting.facts["unit"] = one.unit_id
    acting.tell_staff(letters.OPINION_GIVEN, unit=acting.row.holder_id, roles=HANDLERS)


def arrive(acting: Acting) -> None:
    """到场签到: the lead ticks who is there, a called unit itself."""
    found, chosen = whistle.open_whistle(acting.row), set(acting.data.get("calls") or ())
    leads = acting.row.holder_id in acting.by.units
    theirs = whistle.calls(found) if leads else whistle.own_calls(acting.by, found)
    there = [one for one in theirs if one.pk in chosen and one.arrived_at is None]
    for one in there:
        acting.change(one, arrived_at=acting.now)
    acting.facts["units"] = [one.unit_id for one in there]


def minute(acting: Acting) -> str:
    """会商纪要: tasks become sub-orders, each with its owner and its day."""
    found = whistle.open_whistle(acting.row)
    assert found is not None  # noqa: S101  # the rule looked
    said = {"opinions": acting.data["opinions"], "outcome": acting.data.get("outcome") or ""}
    acting.change(found, **said, minuted_at=acting.now, minuted_by=acting.by.account)
    if found.outcome:
        acting.facts["outcome"] = str(found.outcome)
    called = {one.pk: one for one in whistle.calls(found)}
    for task in acting.data.get("tasks") or ():
        one = called[task["call"]]
        acting.change(one, task=task["task"], task_due=task["due"])
        ask(acting, one.unit_id, task["task"], task["due"])
        acting.facts.setdefault("units", []).append(one.unit_id)
    return after(acting)


def rate_called(acting: Acting) -> None:
    """评被叫单位."""
    for one in whistle.calls(whistle.last_minuted(acting.row)):
        if one.unit_id == acting.data["unit"] and one.caller_score is None:
            acting.change(one, caller_score=acting.data["score"])
            acting.facts["unit"] = one.unit_id


def rate_caller(acting: Acting) -> None:
    """评吹哨单位."""
    for one in whistle.own_calls(acting.by, whistle.last_minuted(acting.row)):
        if one.called_score is None:
            acting.change(one, called_score=acting.data["score"])
            acting.facts["unit"] = one.unit_id
