"""What an office sets about waiting (挂起的规定): for what, how long in all, how long a project may keep silent.

How long one suspension lasts at most is a limit of the table (T10), like how much a limit may be extended (T9, T6e2).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_lazy, gettext_noop

from lianxin.appeals.terms import whole_days
from lianxin.kernel.editions import Json, Setting, register, value_of

EDITION = "2026-12"
EVENT_LENGTH = 40

PROJECT_EVENT = gettext_noop("转项目")
EVENTS = {
    "approval": gettext_noop("等上级或有权单位批复"),
    "court": gettext_noop("等法院、仲裁、复议的结果"),
    "test": gettext_noop("等检测、鉴定、评估的结果"),
    "material": gettext_noop("等材料、设备到货"),
    "weather": gettext_noop("等天气或农时"),
    "resident": gettext_noop("等诉求人方便的时候"),
    "other": gettext_noop("等别的事办完"),
}


@dataclass(frozen=True)
class Pausing:
    """The office's rules: what may be waited for by code, most natural days in all, most days a project is silent."""

    events: Mapping[str, str]
    most_days: int
    project_days: int


def read_pausing(value: Json) -> Pausing:
    """The rules of a setting's value. Raises ValueError with a sentence that says what is wrong."""
    events = {str(code): str(words).strip() for code, words in value["events"].items()}
    if not events:
        raise ValueError(_("至少要留一种可以等的事。"))
    for event in events.values():
        if not 0 < len(event) <= EVENT_LENGTH:
            raise ValueError(_("“%(event)s”太长，最多 40 个字。") % {"event": event})
    labels = {"most_days": _("挂起合计最多几天"), "project_days": _("转项目最多几天要有一次进展")}
    whole_days(value, labels)
    return Pausing(events, value["most_days"], value["project_days"])


PAUSING: Setting[Pausing] = register(
    Setting(
        "appeals.pausing",
        gettext_lazy("挂起和转项目"),
        default={"events": {**EVENTS}, "most_days": 90, "project_days": 180},
        read=read_pausing,
        edition=EDITION,
    )
)


def pausing() -> Pausing:
    """The rules in force."""
    return value_of(PAUSING)
