"""Who is offered which buttons in which state (按钮): the domain's table once more, by hand."""

import pytest

from lianxin.appeals.workflow.states import OPEN
from lianxin.matters.act import offers
from tests.appeals.hands import papers_are_in_the_log
from tests.appeals.reaching import ACTORS, TO_STATE, reached
from tests.township import Township

OVER = {"closed", "archived", "withdrawn", "voided", "rejected", "referred"}
DISPUTED = {"return_asked", "adjudicating"}
MERGEABLE = {"registered", "need_info", "reject_asked", "to_dispatch", "to_sign", "working", *DISPUTED}
SEALABLE = {*MERGEABLE, "joint", "suspended", "rework"}
HELD = {
    "to_sign",
    "working",
    "joint",
    "suspended",
    "closing",
    "callback",
    "rework",
    "closed",
    "archived",
    *DISPUTED,
}
OFFERED = {
    ("registered", "triage"): ["accept", "need_info", "answer_now", "propose_reject"],
    ("need_info", "clerk"): ["supply"],
    ("need_info", "triage"): ["supply"],
    ("reject_asked", "reviewer"): ["reject", "keep"],
    ("referred", "clerk"): ["record_result"],
    ("referred", "triage"): ["record_result"],
    ("to_dispatch", "triage"): ["dispatch", "refer"],
    ("to_sign", "water_handler"): ["sign"],
    ("return_asked", "triage"): ["agree_return", "refuse_return", "submit_dispute"],
    ("adjudicating", "reviewer"): ["adjudicate"],
    ("adjudicating", "leader"): ["adjudicate"],
    ("working", "water_handler"): ["record", "finish"],
    ("suspended", "water_handler"): ["tell_news"],
    ("suspended", "triage"): ["tell_news"],
    ("joint", "water_handler"): ["record", "chase_helpers"],
    ("joint", "roads_handler"): ["sign_helper"],
    ("rework", "water_handler"): ["record", "finish"],
    ("closing", "reviewer"): ["approve", "send_back"],
    ("callback", "caller"): ["call_back"],
}
AT_WORK = {"to_sign", "working", "joint", "suspended", "rework"}
SPOKEN = set(OPEN) - {"merged"}
REACH = {"registered", "reject_asked", "to_dispatch", "to_sign", *DISPUTED}
ESCALATE = {*REACH, "need_info", "working", "joint", "suspended", "rework"}
TOGETHER = {"working", "joint"}


def buttons(state: str, name: str) -> list[str]:
    """What this table gives a desk: its own moves between those that stand beside the work of the day."""
    first = ["contact"] if name in {"clerk", "triage"} and state not in OVER else []
    last = ["reach"] if name in {"clerk", "triage"} and state in REACH else []
    knows = name in {"clerk", "triage", "reviewer", "caller", "leader"}
    handles = name == "water_handler" and state in {
        "to_sign",
        "working",
        "joint",
        "suspended",
        "rework",
        *DISPUTED,
    }
    if state in ESCALATE and (knows or handles):
        last = [*last, "escalate"]
    if name == "triage":
        last = [*last, "tag"]
    if name in {"clerk", "triage", "caller"} and state in OPEN:
        last = [*last, "choose_way"]
    return [*first, *OFFERED.get((state, name), []), *last]


def besides(state: str, name: str) -> list[str]:
    """What a desk may also do in a state, in the order of the table."""
    decide = ["approve_correction", "refuse_correction"]
    working, judges = state in {"working", "joint"}, name in {"reviewer", "leader"}
    leads = name in {"water_handler", "triage"}
    may = {
        "ask_return": name == "water_handler" and state in {"to_sign", "working"},
        "go_on": state == "suspended" and name in {"water_handler", "triage", "leader"},
        **dict.fromkeys(["ask_suspend", "ask_extend"], working and name == "water_handler"),
        **dict.fromkeys(["suspend", "refuse_suspend", "extend", "refuse_extend"], working and judges),
        "make_project": working and name == "leader",
        "add_helper": leads and state in TOGETHER,
        **dict.fromkeys(["let_wait", "recall_helper", "hand_lead"], leads and state == "joint"),
        "whistle": name == "water_handler" and state in TOGETHER,
        "attribute": name == "caller" and state == "closed",
        "record_works": name == "water_handler" and state in {"working", "joint", "rework"},
        "merge": name == "triage" and state in MERGEABLE,
        "unmerge": name == "triage" and state == "merged",
        "reopen": name in {"clerk", "triage"} and state == "closed",
        "withdraw": name in {"clerk", "triage"} and state not in OVER,
        "correct": name in {"clerk", "triage", "reviewer"} or (name == "water_handler" and state in HELD),
        **dict.fromkeys(decide, name in {"triage", "reviewer", "leader"}),
        "ask_void": name == "triage",
        "hand_over": name == "triage" and state in SEALABLE,
        "void": name in {"triage", "reviewer", "leader"},
    }
    files = name in {"clerk", "triage", "reviewer", "caller"} or (name == "water_handler" and state in HELD)
    may |= asked_from_above(state, name) | said_of_the_answer(state, name) | spoken_for(state, name)
    found = [code for code, offered in may.items() if offered and state != "voided"]
    return [*found, "paper"] if files else found


def asked_from_above(state: str, name: str) -> dict[str, bool]:
    """Who urges, supervises and instructs, who asks the level above, and who answers."""
    over, unit = name in {"triage", "leader"}, name == "water_handler"
    higher = state in {*OPEN, "closed"}
    return {
        **dict.fromkeys(["urge", "supervise"], over and state in AT_WORK),
        "answer_supervision": unit and state in {*AT_WORK, "closing", "callback"},
        "instruct": name == "leader" and state in OPEN,
        "ask_upward": higher and (name == "clerk" or (unit and state in HELD)),
        "answer_upward": higher and over,
    }


def said_of_the_answer(state: str, name: str) -> dict[str, bool]:
    """Who asks about a bad rating, who puts it right, who judges."""
    after, ended = state in {*SPOKEN, "closed", "archived"}, state in {"closed", "archived"}
    mends = "water_handler" if state in HELD else "triage"
    return {
        "ask_why": after and name in {"caller", "triage"},
        "put_right": after and name == mends,
        "ask_panel": ended and name in {"caller", "triage", "reviewer"},
        "vote": ended and name in {"caller", "reviewer", "leader"},
    }


def spoken_for(state: str, name: str) -> dict[str, bool]:
    """Who puts down a proxy, representatives, and that consent was taken back."""
    desk = name in {"clerk", "triage"}
    return {
        **dict.fromkeys(["name_proxy", "come_together"], desk and state in SPOKEN),
        "take_back": (desk or name == "caller") and state in {*SPOKEN, "closed"},
    }


@pytest.mark.parametrize("state", TO_STATE)
def test_each_desk_is_offered_its_own_moves_and_no_others(town: Township, state: str) -> None:
    matter = reached(town, state)
    shown = {name: {move.code for move in offers(matter, getattr(town, name))} for name in ACTORS}
    assert shown == {name: {*buttons(state, name), *besides(state, name)} for name in ACTORS}
    papers_are_in_the_log()
