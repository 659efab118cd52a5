"""The urgent words an office adds, and the phrases in which nothing counts (紧急词的增减): a setting with editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.kernel.editions import Json, Setting, register, value_of
from lianxin.wording.rules.urgency import Heard, heard

LEAST_SIGNS = 2
MOST_LINES = 200


@dataclass(frozen=True)
class OwnWords:
    """Words that raise as well in this county, and phrases, such as names of places, in which no word does."""

    raising: Sequence[str]
    harmless: Sequence[str]


def read_words(value: Json) -> OwnWords:
    """The words of a value. Raises ValueError with a sentence."""
    lists: dict[str, Any] = {name: value.get(name) or [] for name in ("raising", "harmless")}
    for words in lists.values():
        if not isinstance(words, list) or len(words) > MOST_LINES:
            raise ValueError(_("每一栏最多写 %(most)d 行。") % {"most": MOST_LINES})
        if any(not isinstance(word, str) or len(word.strip()) < LEAST_SIGNS for word in words):
            raise ValueError(_("一个词至少两个字：一个字到处都有，会把平常的事也提上来。"))
    return OwnWords(tuple(lists["raising"]), tuple(lists["harmless"]))


SIGNS_OWN = register(
    Setting(
        "wording.signs",
        gettext_lazy("紧急词的增减"),
        default={"raising": [], "harmless": []},
        read=read_words,
    )
)


def signs_in(text: str) -> tuple[Heard, ...]:
    """The signs a text gives, by the words of the house and of the county (紧急词)."""
    own = value_of(SIGNS_OWN)
    return heard(text, own=own.raising, harmless=own.harmless)
