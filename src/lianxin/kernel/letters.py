"""What messages say (通知模板): a code and a sentence, nothing personal; anybody may see the telephone.

A practice registers its own letters when its app is ready; sentences are translated like every other string.
Letters with a topic are read by staff at the bell (消息), the others go to residents.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Letter:
    """One template; `text` names its variables as `%(number)s`, `topic` is set for those that staff read."""

    code: str
    text: Text
    topic: str = ""


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


def words(code: str, variables: Mapping[str, object], *, language: str = "zh-hans") -> str:
    """The sentence to send. Raises LookupError for an unknown code or a missing variable."""
    with translation.override(language):
        return str(letter_named(code).text) % variables


register(
    Letter(
        "registered", _("您反映的事项已经登记，编号 %(number)s。凭编号和回执上的查询码可以随时查看进展。")
    ),
    Letter("accepted", _("您反映的事项 %(number)s 已经受理。凭编号和回执上的查询码可以查看办理时限。")),
    Letter("answered", _("您反映的事项 %(number)s 有了答复。请凭编号和查询码查看，并告诉我们办得怎么样。")),
    Letter("news", _("您反映的事项 %(number)s 有新进展。请凭编号和查询码查看。")),
)
