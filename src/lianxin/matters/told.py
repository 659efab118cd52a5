"""What an act decides to say: messages to residents, notices to staff; written with the act (告知)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lianxin.kernel.readers import Reader


@dataclass
class Letter:
    """A message the act decided to send: to whom, which template, what it names besides the number (通知).

    `reader` is asked when the act is written; without it whoever of the row has this telephone is found.
    """

    phone: str
    template: str
    reader: Callable[[], Reader] | None = None
    variables: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffLetter:
    """A notice the act decided to give: to a post, to the posts of a unit with a role, or to an account (消息).

    `roles` empty means every post of the unit; a unit that has no post with these roles hears of it whole. `about`
    (kind, id) is another row than the one that moved, for who may see that and not this.
    """

    template: str
    variables: Mapping[str, object]
    post: int | None = None
    unit: int | None = None
    roles: tuple[str, ...] = ()
    account: int | None = None
    about: tuple[str, int] | None = None
