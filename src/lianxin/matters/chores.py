"""What the worker does for matters: the moves whose time has come, each exactly once (定时动作), and the mornings."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid5

from django.apps import apps

from lianxin.kernel import clock, jobs
from lianxin.kernel.actor import system
from lianxin.kernel.context import current_county
from lianxin.kernel.jobs import Finish, Later, Work, every, handler
from lianxin.kernel.worktime import package_edition
from lianxin.matters import ledger, morning, recount, reminding, timers
from lianxin.matters.act import act, lock
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Stateful
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Acting, Move, Timer

NAMESPACE = UUID("5d9c3a51-6a0e-4c43-9b2e-2f1a8f4f7c11")
ASK_AGAIN = timedelta(days=1)
DAILY = 24 * 60

handler(recount.KIND, lease=timedelta(minutes=30))(recount.by_job)


@every(DAILY, "matters.recount")
def new_package() -> None:
    """A newer package of published years moves due times as an upload does."""
    recount.follow_package(package_edition())


@handler(timers.KIND)
def go_off(work: Work) -> Finish | None:
    """Make the move of a timer, unless the row has moved on; later when its clock was moved meanwhile.

    Raises Later.
    """
    row = row_of(work)
    move = flow_of(row).move(str(work.payload["move"])) if row else None
    if row is None or move is None or row.state not in move.source:
        return None
    due = moment_now(row, move, work)
    if due > clock.now():
        raise Later(clock.machine_time(due))
    return jobs.finish_with(partial(make, row, move, due, work))


def row_of(work: Work) -> Stateful | None:
    """The row a timer belongs to."""
    model = apps.get_model(str(work.payload["row_kind"]))
    found: Stateful | None = model.objects.filter(pk=work.payload["row_id"]).first()
    return found


def timer_of(move: Move, work: Work) -> Timer:
    """Which of the move's timers this is."""
    return move.after[int(work.payload["place"])]


def moment_now(row: Stateful, move: Move, work: Work) -> datetime:
    """When the timer is due as things stand: its clock may have been moved since it was set."""
    timer, turns = timer_of(move, work), int(work.payload["turn"]) + 1
    acting = Acting(row, move, flow_of(row), system(current_county()), {}, clock.now(), client_id(work))
    acting.clocks = ledger.running_clocks([row])[row.pk]
    if any(running.limit == timer.limit for running in acting.running()):
        return timers.after(timer, acting, since=acting.now, turns=turns)
    return datetime.fromisoformat(str(work.payload["at"]))


def make(row: Stateful, move: Move, due: datetime, work: Work) -> None:
    """The move itself, and the next turn of a timer that repeats; in one transaction with the job's end.

    What a guard holds back is tried again a day later. Raises Later, and Refused when the table is wrong.
    """
    held = lock(row)
    data = {"due": due, "turn": int(work.payload["turn"]), "place": int(work.payload["place"])}
    by = system(current_county())
    try:
        act(held, move.code, by=by, data=data, client_id=client_id(work), version=held.version)
    except Refused as refusal:
        if refusal.code == "guard":
            raise Later(work.now + ASK_AGAIN) from refusal
        if refusal.code != "not_in_table":
            raise
        return
    if timer_of(move, work).repeat:
        again(lock(row), move, due, work)


def again(row: Stateful, move: Move, due: datetime, work: Work) -> None:
    """Set the next turn, as long as the row stays where the move can be made."""
    if row.state not in move.source:
        return
    turn, timer = int(work.payload["turn"]) + 1, timer_of(move, work)
    acting = Acting(row, move, flow_of(row), system(current_county()), {}, due, client_id(work))
    acting.clocks = ledger.running_clocks([row])[row.pk]
    clocked = any(running.limit == timer.limit for running in acting.running())
    at = timers.after(timer, acting, since=due, turns=turn + 1 if clocked else 1)
    entry = int(work.payload["entry"])
    jobs.schedule_many([timers.timing(row, move, int(work.payload["place"]), at=at, entry=entry, turn=turn)])


def client_id(work: Work) -> UUID:
    """The id of this very move: the same whenever the job runs again, another at the next entry or turn."""
    parts = ("row_kind", "row_id", "move", "place", "entry", "turn")
    return uuid5(NAMESPACE, "|".join([str(current_county()), *(str(work.payload[part]) for part in parts)]))


every(15, "matters.reminding")(reminding.remind)
every(30, "matters.morning")(morning.begin)
handler(morning.ROUND)(morning.go_round)
handler(morning.OF_A_UNIT)(morning.write)
