"""Words that label a person (给人贴标签的话): a note says what happened and what was asked, never what somebody is."""

LABELS = (
    "阻挠施工",
    "阻扰施工",
    "钉子户",
    "刁民",
    "无理取闹",
    "胡搅蛮缠",
    "蛮不讲理",
    "闹事",
    "老上访",
    "上访专业户",
    "缠访",
    "闹访",
    "重点人员",
    "不稳定分子",
    "素质低",
)


def labels_in(text: str) -> list[str]:
    """The words in a text that say what somebody is instead of what they said, in their order in the list.

    Blanks and punctuation between the signs hide none: 钉 子 户 is found too.
    """
    bare = "".join(sign for sign in text if sign.isalnum())
    return [label for label in LABELS if label in bare]
