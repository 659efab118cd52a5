"""What is under way when the demo's year ends: more time, a pause, a call to a place, an order given back, a notice.

And one accusation, so that the discipline desk finds something behind its own door.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lianxin.appeals.rules import Identity
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock
from lianxin.matters.act import act, open_row
from lianxin.matters.models import Matter
from lianxin.site.demo.cast import Cast
from lianxin.site.demo.content import local
from lianxin.site.demo.files import key, one_of

ASKED = {"extension": "extensions", "suspension": "suspensions"}
NOT_TYPED = {"title", "move", "by", "decides"}


def go_by_the_law(told: Mapping[str, Any], cast: Cast) -> None:
    """Everything at the moment the clock stands at; `told` is content/law.toml."""
    for said in told["act"]:
        take_step(said, cast)
    accuse(told["accusation"], cast)


def take_step(said: Mapping[str, Any], cast: Cast) -> None:
    """One move by the person on a post; raises Refused when the content doesn't fit the workflow."""
    row = Matter.objects.get(title=said["title"])
    data = {name: typed(name, value, cast) for name, value in said.items() if name not in NOT_TYPED}
    if "decides" in said:
        asked = getattr(row, ASKED[said["decides"]]).get(decided_at=None)
        data[said["decides"]] = asked.pk
    unique = key(f"{said['move']}/{said['title']}")
    by = one_of(cast, *said["by"])
    act(row, said["move"], by=by, data=data, client_id=unique, version=row.version, at=clock.now())


def typed(name: str, value: Any, cast: Cast) -> Any:
    """A value as a form gives it: units by their keys, times in the office's zone."""
    if name == "unit":
        return cast.units[value].pk
    if name == "units":
        return [cast.units[one].pk for one in value]
    return local(value) if isinstance(value, datetime) else value


def accuse(said: Mapping[str, Any], cast: Cast) -> None:
    """A letter about a unit: written down and taken up by the discipline desk."""
    desk, place = one_of(cast, *said["post"]), cast.villages[said["area"]]
    words: Mapping[str, Any] = {name: said[name] for name in ("title", "text", "address", "name", "channel")}
    units: Sequence[str] = said["units"]
    data = {
        **words,
        "type": "report",
        "area": place.pk,
        "identity": Identity.NAMED,
        "phone": cast.phone(said["name"]),
        "filed_at": clock.now(),
        "units": [cast.units[name].pk for name in units],
        "people": [],
    }
    row = open_row(APPEAL, by=desk, data=data, client_id=key("accuse"), move="accuse", at=clock.now())
    act(row, "take_up", by=desk, data={}, client_id=key("take_up"), version=row.version, at=clock.now())
