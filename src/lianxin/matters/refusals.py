"""What the writer says when it refuses: a sentence a clerk understands, and nothing written (拒绝)."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lianxin.kernel.models.event import Event


class Refused(Exception):
    """A move that was not made. `code` is not_in_table, not_allowed, stale, guard or reused."""

    def __init__(self, message: str | Promise, *, code: str, latest: Event | None = None) -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.code = code
        self.latest = latest


def not_in_table(move: str, state: str) -> Refused:
    """The table has no such move from this state."""
    sentence = _("现在是「%(state)s」，不能做「%(move)s」。请刷新页面，按页面上的按钮办理。")
    return Refused(sentence % {"state": state, "move": move}, code="not_in_table")


def not_allowed(move: str) -> Refused:
    """The table has the move, but not for this actor."""
    sentence = _("「%(move)s」不在您的岗位职责内，或者您经手过上一步，须由别人办理。")
    return Refused(sentence % {"move": move}, code="not_allowed")


def stale(latest: Event | None, who: str, what: str) -> Refused:
    """Somebody was first; the page this came from is out of date."""
    if latest is None:
        return Refused(_("这件事刚刚有了变化。请刷新页面，看过再办。"), code="stale")
    sentence = _("%(who)s已于 %(at)s 先做了「%(what)s」，您填的内容还在。请看过新的情况，再决定是否提交。")
    at = f"{latest.at.astimezone():%m-%d %H:%M}"
    return Refused(sentence % {"who": who, "at": at, "what": what}, code="stale", latest=latest)


def reused() -> Refused:
    """The same client id came back with another row."""
    return Refused(_("这次提交的编号已用在另一件事上。请重新打开页面再填。"), code="reused")
