"""What erasing means for stories: what was told of an erased matter goes with it (删除登记)."""

from django.db.models import Q

from lianxin.insight.models import MonthEdition, MonthTopic, Story, StoryMatter, StoryName
from lianxin.kernel.erasure.registry import ACTED, WORDS, Keys, part, stays

MATTER = "matter"


def told_of(row_kind: str, keys: Keys) -> Q:
    """The stories that tell of one of these matters."""
    return Q(pk__in=StoryMatter.objects.filter(matter__in=keys).values("story"))


def named_in(row_kind: str, keys: Keys) -> Q:
    """What those who speak in these matters are called in stories."""
    return Q(appellant__matter__in=keys)


part(Story, told_of, of=MATTER, title=WORDS, text=WORDS)
part(StoryName, named_in, of=MATTER, delete=True)
stays(Story, "account_id", ACTED)
stays(MonthEdition, "made_by", ACTED)
stays(MonthTopic, "account_id", ACTED)
stays(
    MonthTopic,
    "cause measure target result",
    "每月一题写的是一类事的成因和措施，不写人；填写时就拦住电话和证件号码",
)
