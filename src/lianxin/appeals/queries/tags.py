"""The tags an office may put on matters, and which are on (标签)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models.tag import MatterTag
from lianxin.kernel import editions
from lianxin.kernel.editions import Json, Setting
from lianxin.matters.models import Matter

CODE_MOST, NAME_MOST, MOST = 12, 20, 60


@dataclass(frozen=True)
class Tag:
    """One tag of the office's list."""

    code: str
    name: str


def tags_from(value: Json) -> tuple[Tag, ...]:
    """The list as tags. Raises ValueError, in words, for a code or a name that comes twice or is too long."""
    tags = tuple(Tag(str(one["code"]), str(one["name"])) for one in value)
    for words in ([tag.code for tag in tags], [tag.name for tag in tags]):
        twice = sorted({word for word in words if words.count(word) > 1})
        if twice:
            raise ValueError(str(_("“%(word)s”写了两遍，请删去一行。")) % {"word": twice[0]})
    for tag in tags:
        if not tag.code or not tag.name or len(tag.code) > CODE_MOST or len(tag.name) > NAME_MOST:
            raise ValueError(
                str(_("标签“%(name)s”：代码最多 12 位，名称最多 20 个字，都不能空着。")) % {"name": tag.name}
            )
    if len(tags) > MOST:
        raise ValueError(str(_("标签最多 60 个，太多了没人记得住。")))
    return tags


TAGS: Setting[tuple[Tag, ...]] = editions.register(
    Setting(
        "appeals.tags",
        _("事项标签"),
        default=[
            {"code": "01", "name": "急难愁盼"},
            {"code": "02", "name": "我为群众办实事"},
            {"code": "03", "name": "上级交办"},
            {"code": "04", "name": "重复诉求"},
        ],
        read=tags_from,
    )
)


def tags() -> tuple[Tag, ...]:
    """The list in force."""
    return editions.value_of(TAGS)


def tag_name(code: str) -> str:
    """What a tag is called now, or was called in the latest edition that had it; its code where none did."""
    for tag in tags():
        if tag.code == code:
            return tag.name
    for row in editions.history(TAGS):
        for one in row.value:
            if one["code"] == code:
                return str(one["name"])
    return code


def tags_on(matter: Matter) -> list[MatterTag]:
    """The tags a matter has now."""
    return list(MatterTag.objects.filter(matter=matter, removed_at=None).order_by("tag"))


def names_on(matter: Matter) -> Sequence[str]:
    """Their names."""
    return [tag_name(row.tag) for row in tags_on(matter)]


def tag_choices() -> list[tuple[str, str]]:
    """(code, name) of the tags that may be put on."""
    return [(tag.code, tag.name) for tag in tags()]


def tagged(code: str) -> Q:
    """The matters that have this tag now."""
    return Q(pk__in=MatterTag.objects.filter(tag=code, removed_at=None).values("matter_id"))
