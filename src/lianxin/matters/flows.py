"""Which workflow tables there are, and by which of them a row moves (流程登记)."""

from lianxin.matters.models import Matter, Stateful
from lianxin.matters.workflow import Move, Workflow

_standing: dict[str, Move] = {}


def stand(move: Move) -> Move:
    """Make known a move the system makes on rows of every table; it is in none, so nobody is offered it."""
    _standing[move.code] = move
    return move


def named(flow: Workflow, code: str) -> Move | None:
    """The move an event names: of the flow's own table, or one that stands beside all tables."""
    return flow.move(code) or _standing.get(code)


_flows: dict[tuple[str, str], Workflow] = {}


def register(flow: Workflow) -> Workflow:
    """Make one edition of a workflow known to the writer; each app's `ready()` does it once."""
    _flows[flow.code, flow.edition] = flow
    return flow


def flow_named(code: str, edition: str | None = None) -> Workflow:
    """The workflow of this code, in the edition a row began with or the newest. Raises KeyError."""
    if edition is None:
        edition = max(known for named, known in _flows if named == code)
    return _flows[code, edition]


def flow_of(row: Stateful) -> Workflow:
    """The table a row moves by: its kind's, in the edition it began with."""
    return flow_named(row.kind if isinstance(row, Matter) else row._meta.label_lower, row.edition)


def editions_with(flow: Workflow, move: str) -> list[str]:
    """The editions of a workflow whose table has this move."""
    return [one.edition for (code, _), one in _flows.items() if code == flow.code and one.move(move)]


def current_flows() -> list[Workflow]:
    """The newest edition of every workflow, by code."""
    return [flow_named(code) for code in sorted({code for code, _ in _flows})]


def matter_flows() -> list[Workflow]:
    """The newest edition of the tables by which matters move: rows with a number, clocks and a place in the index."""
    return [flow for flow in current_flows() if flow.model is Matter]
