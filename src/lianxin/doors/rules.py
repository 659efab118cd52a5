"""What the doors look out for: danger in a text, and accusations (来件提示)."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.rules import AppealType
from lianxin.matters.models import Channel, Urgency

DISCIPLINE_PHONE = "12388"
EMERGENCY_PHONES = ("110", "119", "120")

REPORT = "report"  # what stops an accusation, beside the dangers

WEB, DESK = "web", "desk"  # where a paper came from; the resident may see both again
FROM_RESIDENT = frozenset({WEB, DESK})

DESK_CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.BOX, Channel.CHAT, Channel.ROUND)

NOISE = re.compile(r"[\s\W_]+")


@dataclass(frozen=True)
class Danger:
    """Something that can't wait for an office: the words it is known by, whom to call, what to do first."""

    code: str
    pattern: re.Pattern[str]
    phones: tuple[str, ...]
    advice: str | Promise


DANGERS = (
    Danger(
        "fire",
        re.compile(r"着火|起火|失火|火灾|火警|山火|爆炸"),
        ("119",),
        _("有火情请先撤到安全的地方，马上打 119。"),
    ),
    Danger(
        "gas",
        re.compile(
            r"(?:[燃煤沼]|天然|液化)气.{0,10}[泄洩漏]|[泄洩漏].{0,3}(?:[燃煤沼]|天然|液化)气|煤气中毒"
        ),
        ("119",),
        _("有燃气味请先开窗、出门，不要开关电器，到屋外再打 119。"),
    ),
    Danger(
        "shock",
        re.compile(r"触电|漏电|电线.{0,6}[掉断垂落]|[掉断垂落].{0,4}电线|电到人|电死"),
        ("120",),
        _("有人触电请先断电，不要用手去拉，马上打 120。"),
    ),
    Danger(
        "violence",
        re.compile(r"打架|斗殴|持刀|拿刀|砍人|砍伤|捅人|行凶|杀人|抢劫|绑架|家暴|强奸|拐卖|打伤|打死"),
        ("110",),
        _("有人动手或受到威胁，请先躲开，马上打 110。"),
    ),
    Danger(
        "despair",
        re.compile(r"自杀|轻生|寻短见|跳楼|跳河|割腕|喝农药|服毒|不想活|活不下去|上吊"),
        ("110", "120", "12356"),
        _("有人想不开，请不要让他一个人待着，马上打 110 或 120；想找人说说话，打心理援助热线 12356。"),
    ),
    Danger(
        "water",
        re.compile(r"溺水|落水|掉.{0,4}[河塘井库]里|洪水|山洪|决堤|溃坝|被淹|被困"),
        ("119", "110"),
        _("有人落水或被困，请不要盲目下水，马上打 119 或 110。"),
    ),
    Danger(
        "illness",
        re.compile(r"昏迷|休克|晕倒|昏倒|没有呼吸|没呼吸|大出血|抽搐|中毒|突发(?:心|脑)|快不行"),
        ("120",),
        _("有人病重或受伤，请马上打 120。"),
    ),
    Danger(
        "collapse",
        re.compile(r"坍塌|垮塌|倒塌|塌方|塌陷|泥石流|滑坡|被埋|被压"),
        ("119",),
        _("有坍塌、滑坡危险，请先撤离，马上打 119。"),
    ),
    Danger(
        "missing",
        re.compile(r"走失|失踪|走丢|(?:老人|孩子|小孩).{0,6}(?:不见了|找不到)"),
        ("110",),
        _("有人走失请马上打 110，不必等满 24 小时。"),
    ),
)


def dangers_in(text: str) -> tuple[Danger, ...]:
    """The dangers a text speaks of, blanks and punctuation inside the words notwithstanding.

    A false alarm costs a look; so past and negated dangers count too.
    """
    squeezed = NOISE.sub("", unicodedata.normalize("NFKC", text))
    return tuple(danger for danger in DANGERS if danger.pattern.search(squeezed))


def raised(urgency: str, text: str) -> str:
    """The urgency, raised to 紧急 when the text speaks of a danger; never lowered.

    Not to 特急: that promises a call within two hours, which only a person can promise.
    """
    if urgency == Urgency.ORDINARY and dangers_in(text):
        return str(Urgency.URGENT)
    return str(urgency)


def stops(text: str, appeal_type: str) -> frozenset[str]:
    """The codes of what somebody should read before going on: dangers, and where accusations belong."""
    found = {danger.code for danger in dangers_in(text)}
    return frozenset(found | ({REPORT} if appeal_type == AppealType.REPORT else set()))
