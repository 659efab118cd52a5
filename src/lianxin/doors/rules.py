"""What the doors look out for: danger in a text, and accusations (来件提示)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.models import Channel
from lianxin.wording.rules.urgency import heard

DISCIPLINE_PHONE = "12388"
EMERGENCY_PHONES = ("110", "119", "120")

REPORT = "report"  # what stops an accusation, beside the dangers

WEB, DESK = "web", "desk"  # where a paper came from; the resident may see both again
FROM_RESIDENT = frozenset({WEB, DESK})

DESK_CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.BOX, Channel.CHAT, Channel.ROUND)


@dataclass(frozen=True)
class Danger:
    """A danger to life: whom to call, what to do first. Its words are those of the sign of this code."""

    code: str
    phones: tuple[str, ...]
    advice: str | Promise


DANGERS = (
    Danger("fire", ("119",), _("有火情请先撤到安全的地方，马上打 119。")),
    Danger("gas", ("119",), _("有燃气味请先开窗、出门，不要开关电器，到屋外再打 119。")),
    Danger("shock", ("120",), _("有人触电请先断电，不要用手去拉，马上打 120。")),
    Danger("violence", ("110",), _("有人动手或受到威胁，请先躲开，马上打 110。")),
    Danger(
        "despair",
        ("110", "120", "12356"),
        _("有人想不开，请不要让他一个人待着，马上打 110 或 120；想找人说说话，打心理援助热线 12356。"),
    ),
    Danger("water", ("119", "110"), _("有人落水或被困，请不要盲目下水，马上打 119 或 110。")),
    Danger("illness", ("120",), _("有人病重或受伤，请马上打 120。")),
    Danger("collapse", ("119",), _("有坍塌、滑坡危险，请先撤离，马上打 119。")),
    Danger("missing", ("110",), _("有人走失请马上打 110，不必等满 24 小时。")),
)


def dangers_in(text: str) -> tuple[Danger, ...]:
    """The dangers to life a text speaks of, blanks and punctuation inside the words notwithstanding.

    A false alarm costs a look, so past dangers count too; what is said not to be so doesn't.
    """
    found = {one.code for one in heard(text)}
    return tuple(danger for danger in DANGERS if danger.code in found)


def stops(text: str, appeal_type: str) -> frozenset[str]:
    """The codes of what somebody should read before going on: dangers, and where accusations belong."""
    found = {danger.code for danger in dangers_in(text)}
    return frozenset(found | ({REPORT} if appeal_type == AppealType.REPORT else set()))
