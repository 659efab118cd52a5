"""What must happen once after a restore, before anybody works: apps register it in their `chores` (恢复之后).

    @after_restore("people.sign_ins")
    def end_stays(restored: Restored) -> int: ...

Each step runs in each county, inside the restore, before the restored folder is taken into use.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lianxin.kernel.actor import Actor
from lianxin.kernel.counties import each_county
from lianxin.kernel.durable import write_whole
from lianxin.kernel.events import EventDraft, append

MARK = "restored.json"
RETRY = timedelta(minutes=10)


@dataclass(frozen=True)
class Restored:
    """What was restored: the state of `made_at`, restored `at`; `previous` is the folder that was replaced."""

    made_at: datetime
    at: datetime
    previous: Path | None = None


Step = Callable[[Restored], object]
_steps: dict[str, Step] = {}


def after_restore(name: str) -> Callable[[Step], Step]:
    """Register a step; it finds its county entered."""

    def register(step: Step) -> Step:
        _steps[name] = step
        return step

    return register


def run_all(restored: Restored) -> list[str]:
    """Run every step in every county; gives their names."""
    for _county in each_county():
        for step in _steps.values():
            step(restored)
    return list(_steps)


def mark_path() -> Path:
    """The file that keeps the gateways closed until a person has looked."""
    return Path(settings.HOME.path) / MARK


def close_gateways(restored: Restored) -> None:
    """Nothing leaves for the outside until somebody confirms (对外接口暂停)."""
    said = {"made_at": restored.made_at.isoformat(), "at": restored.at.isoformat()}
    write_whole(mark_path(), json.dumps(said).encode())


def waiting_for_word() -> Restored | None:
    """The restore nobody has confirmed yet; None when the gateways are open."""
    try:
        said = json.loads(mark_path().read_text(encoding="utf-8"))
        return Restored(datetime.fromisoformat(said["made_at"]), datetime.fromisoformat(said["at"]))
    except FileNotFoundError:
        return None


@transaction.atomic
def say_open(*, by: Actor) -> None:
    """Open the gateways at somebody's word, which stands in the log."""
    append([EventDraft("installation", 0, "restored.open", by=by)])
    transaction.on_commit(open_gateways)


def open_gateways() -> None:
    """A person has looked: from now on messages leave again."""
    mark_path().unlink(missing_ok=True)
