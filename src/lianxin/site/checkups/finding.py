"""One line of the doctor's report."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lianxin.site.errors import explain


class State(StrEnum):
    """How a setting was found."""

    OK = "ok"
    NOTE = "note"  # it works, and the operator should know
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it was found, and for a fault the way out, in both languages."""

    code: str
    name: str
    state: State
    zh: str
    en: str


Check = Callable[[], Finding]


def examine(checks: Iterable[Check]) -> Iterator[Finding]:
    """Run each check; one that stumbles is a finding too, and the others go on."""
    for check in checks:
        try:
            yield check()
        except Exception as error:  # whatever stops a check is what the operator must hear
            said = explain(error)
            zh, en = (said.zh, said.en) if said else (f"检查出错：{error!r}", f"the check failed: {error!r}")
            yield Finding(check.__name__, check.__name__, State.BROKEN, zh, en)
