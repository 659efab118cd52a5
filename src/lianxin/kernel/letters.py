"""What messages say (通知模板): a code and a sentence, nothing personal; anybody may see the telephone.

A practice registers its own letters when its app is ready; sentences are translated like every other string, and
an office may word each anew (设置“通知用语”), within the variables that the letter has. Letters with a topic are
read by staff at the bell (消息), the others go to residents.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.kernel.context import NoCounty
from lianxin.kernel.editions import Json, Setting, edition_name, register as register_setting, value_of

Text = str | Promise

VARIABLE = re.compile(r"%\((\w+)\)s")
LONGEST = 300  # five text messages
SAMPLES = {
    "number": "103-2026-000042-7",
    "main": "103-2026-000031-2",
    "count": 3,
    "due": "2026-12-01",
    "time": "17:30",
}
ONE_PART, LATER_PARTS = (
    70,
    67,
)  # signs of a text message in Chinese: alone, and as one of several (3GPP TS 23.040)


@dataclass(frozen=True)
class Letter:
    """One template; `text` names its variables as `%(number)s`, `topic` is set for those that staff read.

    `label` says in a few words when it is sent.
    """

    code: str
    text: Text
    topic: str = ""
    label: Text = ""

    @property
    def variables(self) -> list[str]:
        """The names the act that sends it fills in."""
        return list(dict.fromkeys(VARIABLE.findall(str(self.text))))


_letters: dict[str, Letter] = {}


def register(*letters: Letter) -> None:
    """Make letters known by their codes; the later one of a code stands."""
    _letters.update({letter.code: letter for letter in letters})


def letter_named(code: str) -> Letter:
    """The letter of this code. Raises LookupError with the codes there are."""
    if code not in _letters:
        raise LookupError(f"no letter {code!r}; there are {sorted(_letters)}")
    return _letters[code]


def codes() -> list[str]:
    """Every code, in order."""
    return sorted(_letters)


def read_wording(value: Json) -> dict[str, str]:
    """The office's own sentences by code; those of letters we no longer have are left alone.

    Raises ValueError in a sentence, for a variable the letter has not, a stray % or too long a text.
    """
    sentences = {code: str(text) for code, text in dict(value).items()}
    faults = [fault_of(_letters[code], text) for code, text in sentences.items() if code in _letters]
    if any(faults):
        raise ValueError(next(fault for fault in faults if fault))
    return sentences


def fault_of(letter: Letter, text: str) -> str:
    """Why this sentence can't be sent as this letter; empty when it can."""
    if len(text) > LONGEST:
        return _now("太长了：最多 %(most)d 个字，现在 %(now)d 个。") % {"most": LONGEST, "now": len(text)}
    strange = [name for name in VARIABLE.findall(text) if name not in letter.variables]
    if strange:
        known = "、".join(f"%({name})s" for name in letter.variables) or _now("没有")
        sentence = _now("这条通知里没有 %(name)s。可以用的：%(known)s。")
        return sentence % {"name": f"%({strange[0]})s", "known": known}
    if "%" in VARIABLE.sub("", text):
        return _now("单独的 % 不能用，请写成“百分之几”。")
    return ""


WORDING = register_setting(Setting("letters.wording", _("通知用语"), default={}, read=read_wording))


def wording() -> dict[str, str]:
    """The office's own sentences in force; none where no county is being worked for."""
    try:
        return value_of(WORDING)
    except NoCounty:
        return {}


def wording_edition() -> str:
    """The edition of the office's sentences that a message was written under."""
    return edition_name(WORDING)


def template(code: str, *, language: str = "zh-hans") -> str:
    """The sentence with its variables still in it: the office's own, else ours. Raises LookupError."""
    own = wording().get(code)
    if own:
        return own
    with translation.override(language):
        return str(letter_named(code).text)


def words(code: str, variables: Mapping[str, object], *, language: str = "zh-hans") -> str:
    """The sentence to send. Raises LookupError for an unknown code or a missing variable."""
    return template(code, language=language) % variables


def sample(text: str) -> str:
    """A sentence filled in with invented values, to look at."""
    return text % {name: SAMPLES.get(name, 2) for name in VARIABLE.findall(text)}


def parts(text: str) -> int:
    """As how many text messages a sentence is sent and paid for: 70 signs alone, 67 in each of several.

    A sign beyond the basic plane (𠮷) counts two.
    """
    signs = len(text.encode("utf-16-le")) // 2
    return 1 if signs <= ONE_PART else -(-signs // LATER_PARTS)


DIGEST = "digest"

register(
    Letter(
        "registered",
        _("您反映的事项已经登记，编号 %(number)s。凭编号和回执上的查询码可以随时查看进展。"),
        label=_("登记以后"),
    ),
    Letter(
        "accepted",
        _("您反映的事项 %(number)s 已经受理。凭编号和回执上的查询码可以查看办理时限。"),
        label=_("受理以后"),
    ),
    Letter(
        "answered",
        _("您反映的事项 %(number)s 有了答复。请凭编号和查询码查看，并告诉我们办得怎么样。"),
        label=_("答复以后"),
    ),
    Letter("news", _("您反映的事项 %(number)s 有新进展。请凭编号和查询码查看。"), label=_("有其他进展时")),
    Letter(
        DIGEST,
        _("您反映的事项有 %(count)s 条新进展。请凭编号和查询码查看，也可以打电话问。"),
        label=_("一天里通知太多，合成次日一条"),
    ),
)
