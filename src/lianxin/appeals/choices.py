"""What an office sets about the triage desk: reasons not to accept, checklists by class, how many to call back.

Each is a setting with editions; what stands here is the default (甄别的设置).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy, gettext_noop

from lianxin.kernel.editions import Json, Setting, edition_name, register, value_of

EDITION = "2026-12"


@dataclass(frozen=True)
class Reason:
    """Why something isn't accepted, and where the law sends the resident instead (不予受理的理由和途径)."""

    code: str
    words: str
    body: str
    address: str = ""
    phone: str = ""


REPEATED = "repeated"  # the reason that has to name the matter answered before
REASONS_DEFAULT: Json = [
    {
        "code": "court",
        "words": gettext_noop("已经或依法应当通过诉讼、仲裁、行政复议等途径解决"),
        "body": gettext_noop("人民法院（诉讼）、仲裁委员会、行政复议机关"),
        "phone": "12368",
    },
    {
        "code": "labour",
        "words": gettext_noop("劳动人事争议，依法先申请仲裁"),
        "body": gettext_noop("劳动人事争议仲裁委员会"),
        "phone": "12333",
    },
    {
        "code": "discipline",
        "words": gettext_noop("检举控告公职人员违纪违法"),
        "body": gettext_noop("纪检监察机关"),
        "phone": "12388",
    },
    {
        "code": "ended",
        "words": gettext_noop("同一事项已作出信访复核意见，又以同一事实和理由提出"),
        "body": gettext_noop("原作出复核意见的机关"),
    },
    {
        "code": "repeated",
        "words": gettext_noop("同一人就同一件事再次反映，没有新的情况，原来已经答复"),
        "body": gettext_noop("原来的承办单位；有新的情况可以补充，重新受理"),
    },
    {
        "code": "lawyer",
        "words": gettext_noop("民事纠纷，双方可以协商、调解或起诉"),
        "body": gettext_noop("人民调解委员会、公共法律服务中心"),
        "phone": "12348",
    },
    {
        "code": "unclear",
        "words": gettext_noop("没有具体事项，补充后仍无法核实"),
        "body": gettext_noop("补齐具体时间、地点、人和事后，可以再向我们反映"),
    },
]


def read_reasons(value: Json) -> dict[str, Reason]:
    """The reasons by code. Raises ValueError with a sentence."""
    if not isinstance(value, list) or not value:
        raise ValueError(_("至少要留一条不予受理的理由。"))
    found = {said["code"]: Reason(**said) for said in value}
    for reason in found.values():
        if not reason.words.strip() or not reason.body.strip():
            raise ValueError(_("每条理由都要写清楚理由和该去哪里。"))
    return found


REASONS = register(
    Setting(
        "appeals.reasons",
        gettext_lazy("不予受理的理由"),
        default=REASONS_DEFAULT,
        read=read_reasons,
        edition=EDITION,
    )
)


def reasons() -> dict[str, Reason]:
    """The reasons in force."""
    return value_of(REASONS)


def reasons_edition() -> str:
    """Which edition of the list a proposal is made by."""
    return edition_name(REASONS)


def read_checklists(value: Json) -> Mapping[str, tuple[str, ...]]:
    """What is usually needed, by class code."""
    return {str(code): tuple(items) for code, items in value.items()}


CHECKLISTS = register(
    Setting(
        "appeals.checklists",
        gettext_lazy("各类事项要的材料"),
        default={},
        read=read_checklists,
        edition=EDITION,
    )
)


def checklist_of(code: str) -> tuple[str, ...]:
    """What is usually needed for a class: its own list, else that of the class above it."""
    lists = value_of(CHECKLISTS)
    fitting = [known for known in lists if code and code.startswith(known)]
    return lists[max(fitting, key=len)] if fitting else ()


@dataclass(frozen=True)
class TriageRules:
    """How many of those answered on the spot are called back all the same, in percent (当场办结抽查回访)."""

    sample_percent: int


def read_rules(value: Json) -> TriageRules:
    """The rules of a value. Raises ValueError."""
    percent: Any = value.get("sample_percent")
    if not isinstance(percent, int) or not 0 <= percent <= 100:
        raise ValueError(_("抽查比例填 0 到 100 的整数。"))
    return TriageRules(percent)


TRIAGE = register(
    Setting(
        "appeals.triage",
        gettext_lazy("当场办结抽查回访的比例"),
        default={"sample_percent": 10},
        read=read_rules,
        edition=EDITION,
    )
)


def sample_percent() -> int:
    """How many in a hundred are called back."""
    return value_of(TRIAGE).sample_percent
