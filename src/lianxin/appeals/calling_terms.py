"""What an office sets about what callbacks say: from which level on somebody is content (满意率的口径).

The exact formula of Beijing's 满意率 is not published; from 基本满意 on is the default [DEF], edition 2026-12.
"""

from django.utils.translation import gettext as _, gettext_lazy

from lianxin.appeals.rules import Satisfaction
from lianxin.kernel.editions import Json, Setting, register, value_of


def read_content(value: Json) -> int:
    """The lowest level that counts as content. Raises ValueError with a sentence."""
    level = int(value["content"])
    if level not in (Satisfaction.FAIR, Satisfaction.GOOD, Satisfaction.VERY_GOOD):
        raise ValueError(_("从“基本满意”“满意”“非常满意”里选一个。"))
    return level


CONTENT: Setting[int] = register(
    Setting(
        "appeals.content",
        gettext_lazy("满意率的口径"),
        default={"content": int(Satisfaction.FAIR)},
        read=read_content,
    )
)


def content_from() -> int:
    """From which of the five levels on somebody is content."""
    return value_of(CONTENT)
