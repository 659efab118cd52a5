"""Words by which somebody tells who they are without giving a name (自报身份的话): found, marked, left out.

Small rules for how people write here: where one lives, whose neighbour or child one is, what post one holds, door and
car numbers. A rule that fires too often is not read any more, so each asks for a sign of the speaker's own person,
but for door and car numbers, which only a person can tell to be the speaker's or not.
"""

import re
from collections.abc import Iterable, Sequence

LEFT_OUT = "（此处略去）"

END = "，。；！？、,;!?\n"
SOME = f"[^{END}]"
KIN = (
    "儿子|女儿|孩子|儿媳妇?|媳妇|女婿|孙子|孙女|外孙女?|老伴|爱人|妻子|丈夫|老婆|老公|"
    "父亲|母亲|爸爸?|妈妈?|爷爷|奶奶|公公|婆婆|岳父|岳母|外公|外婆|哥哥?|姐姐?|弟弟?|妹妹?|侄子|侄女"
)
SELF = (
    f"邻居|亲戚|同学|同事|战友|房东|房客|租户|业主|前夫|前妻|{KIN}|"
    "会计|出纳|文书|书记|主任|组长|队长|楼长|支委|委员|干部|网格员|护林员|保洁员|保安|司机|"
    "老师|教师|医生|护士|校长|厂长|店主|老板|员工|职工|工人|学生|家长|党员|代表|低保户|五保户|军属"
)
BESIDE = (
    "门口|门前|屋前|屋后|房前|房后|楼上|楼下|隔壁|对门|对面|旁边|院子|院坝|"
    "田里|地里|鱼塘|果园|菜地|大棚|店里|厂里|店门口"
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
NUMERAL = "[0-9一二三四五六七八九十百]"

# How somebody lives, is related, works, is called, or has spoken before.
OF_ONESELF = (
    rf"我(?:们?家)?(?:就|现在?|一直)?住(?:在|的是)?{SOME}{{1,20}}",
    rf"我(?:就)?是{SOME}{{0,15}}?(?:{SELF})",
    rf"我(?:现在|目前|以前)?(?:在|于){SOME}{{1,15}}?(?:上班|工作|打工|教书|值班|任职|当{SOME}{{1,6}})",
    rf"我(?:们?家)?的?[大小二老]?(?:{KIN})(?:今年|名叫|叫|在|是){SOME}{{1,20}}",
    rf"我们?家的?(?:{BESIDE})",
    r"我(?:名叫|叫|姓|的名字[叫是])[\u4e00-\u9fff·]{1,6}",
    rf"(?:反映人|举报人|投诉人|联系人|署名|本人姓名|姓名)[：:]\s*[^\s{END}]{{1,12}}",
    rf"(?:就|只有)我们?家?(?:一[户家]|一个?人){SOME}{{0,8}}",
    rf"我(?:上次|之前|以前|上个?月|上周|去年|曾经?){SOME}{{0,8}}(?:反映|投诉|举报|上访|打过电话)",
    rf"我{SOME}{{0,6}}打过(?:12345|热线)",
)
# Doors: a room of a building, or a number on a door.
DOORS = (
    rf"{NUMERAL}{{1,3}}(?:号楼|栋|幢|座)(?:{NUMERAL}{{1,2}}单元)?{NUMERAL}{{1,3}}(?:楼|层)?[0-9]{{0,4}}(?:室|号房|房|户)?",
    rf"{NUMERAL}{{1,2}}单元[0-9]{{3,4}}(?:室|号房|房|户)?",
    r"[0-9]{3,4}(?:室|号房)",
    r"(?:楼[上下]|隔壁|对门)[0-9]{3,4}(?:室|号房|房)?",
    rf"门牌号?(?:是|为)?[：:]?{NUMERAL}{{1,5}}号?",
    rf"{NUMERAL}{{1,3}}[组队]{NUMERAL}{{1,4}}号",
)
# Plates of cars, and numbers of receipts.
NUMBERS = (
    rf"[{PROVINCES}][A-HJ-NP-Z][·\s]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警]",
    r"[0-9]{3}-20[0-9]{2}-[0-9]{6}-[0-9]",
    r"查询码[：:]?\s*[0-9]{4}(?:\s?[0-9]{4}){3}",
)
ANY = re.compile("|".join((*OF_ONESELF, *DOORS, *NUMBERS)))
# One sign for one sign, so that a place in the text stays the same place.
NARROW = {0xFF01 + at: 0x21 + at for at in range(94) if chr(0xFF01 + at).isalnum()}


def spans(text: str) -> list[tuple[int, int]]:
    """Where such words stand, from left to right, never overlapping."""
    return [(found.start(), found.end()) for found in ANY.finditer(text.translate(NARROW))]


def passages(*texts: str) -> list[str]:
    """Such words of several texts, as they stand there, each once."""
    return list(dict.fromkeys(text[start:end] for text in texts for start, end in spans(text)))


def marked(text: str, known: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the known passages."""
    rule = any_of(known)
    if rule is None:
        return [(text, False)]
    parts = re.split(f"({rule.pattern})", text)
    return [(part, at % 2 == 1) for at, part in enumerate(parts) if part]


def without(text: str, hidden: Iterable[str]) -> str:
    """The text with a mark in the place of each of these passages."""
    rule = any_of(hidden)
    return text if rule is None else rule.sub(LEFT_OUT, text)


def any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of these words, the longest first; None when there are none."""
    wanted: Sequence[str] = sorted({word for word in words if word.strip()}, key=lambda one: (-len(one), one))
    return re.compile("|".join(map(re.escape, wanted))) if wanted else None
