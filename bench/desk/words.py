"""Generated appeals: subject of about 18 letters, text of about 155, each about one class of the standard list.

Words of a class come in the appeals of that class and seldom elsewhere, as in life: 路灯 is in one of fifteen, not in
every second. Every few words stands one that is rare, as names are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SUBJECT, BODY = 18, 155  # letters
RARE = range(0x4E00, 0x9000)
WHEN = (
    "昨天 前天 上周 这几天 半个月来 上个月起 入冬以来 今年春天 下雨以后 每天夜里 清早 傍晚 赶集那天".split()
)
WHERE = "村口 桥头 老祠堂旁 小学门前 卫生室边 晒谷场 河堤上 机耕路上 菜场后面 三岔路口 新修的水泥路 山脚下".split()
WHO = "我家 邻居 几户人家 老人 孩子们 住在坡上的 一组的人 外出回来的 养殖户 开店的 种粮大户 孤老".split()
WHAT = """
    没有人管 坏了很久 走路看不见 一直不通 影响出行 很不方便 越来越严重 问过几次 说过好多回 等了又等 还没有答复
    不知道找谁 花了不少钱 白跑两趟 听说要修 至今没动 怕出事情 夜里睡不着 味道很大 积了一地 漏得厉害
    塌了一截 少算了一笔 名单上没有
""".split()
ASK = """
    请尽快派人来看 希望有个说法 麻烦核实一下 请帮忙协调 盼望早点解决 谢谢你们 请告诉我们怎么办 能不能先临时处理
""".split()


@dataclass(frozen=True)
class Said:
    """What one appeal says."""

    title: str
    text: str
    address: str


def said(draw: Random, place: str, keywords: list[str]) -> Said:
    """An appeal about a class (its words), at a place."""
    topic = draw.choice(keywords)
    title = grown(place + topic, SUBJECT, parts(draw, keywords))
    text = grown(f"{draw.choice(WHEN)}，{place}{draw.choice(WHERE)}的{topic}", BODY, parts(draw, keywords))
    return Said(title, f"{text}。{draw.choice(ASK)}。", f"{draw.choice(WHERE)}第{draw.randrange(1, 90)}户")


def grown(begun: str, letters: int, more: Iterator[str]) -> str:
    """A text that goes on until it has about so many letters."""
    while len(begun) < letters:
        begun += next(more)
    return begun


def parts(draw: Random, keywords: list[str]) -> Iterator[str]:
    """Pieces of a text, without an end."""
    while True:
        yield draw.choice(draw.choice((WHEN, WHERE, WHO, WHAT, WHAT, WHAT, keywords)))
        if draw.random() < 0.3:
            yield chr(draw.choice(RARE)) + chr(draw.choice(RARE))
        yield draw.choice(("，", "，", "", "", "。"))
