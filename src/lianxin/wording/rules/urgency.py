"""Words that say something can't wait (紧急词): danger to life, a crowd, a threat. They only ever raise.

A sign is a pattern over the text without blanks and punctuation, so that "着 火" hides nothing. What is said not to
be so right before it ("没有着火"), and words that only look alike ("落水管", "触电般"), are no sign.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN = "own"  # a sign by words a county added


@dataclass(frozen=True)
class Sign:
    """Something that can't wait, the words it is known by, and those that only look alike.

    `life`: somebody may be dying of it, so that a telephone comes before any form.
    """

    code: str
    label: str | Promise
    pattern: re.Pattern[str]
    alike: re.Pattern[str] | None = None
    life: bool = True


@dataclass(frozen=True)
class Heard:
    """A sign found in a text, with the words that say so as they stand there."""

    code: str
    label: str | Promise
    words: str
    life: bool


SIGNS = (
    Sign(
        "fire",
        _("火情"),
        re.compile(r"着火|起火|失火|火灾|火警|山火|爆炸"),
        re.compile(
            r"着火[车锅]|爆炸(?:性|式|头|物品)|信息大?爆炸|天津大?爆炸|火灾(?:自动)?(?:报警|警报|保险|险种|事故教训|应急预案)"
        ),
    ),
    Sign(
        "gas",
        _("燃气泄漏"),
        re.compile(
            r"(?:[燃煤沼]|天然|液化)气.{0,10}[泄洩漏](?![水雨洞交缴报])|[泄洩漏](?![水雨洞]).{0,3}(?:[燃煤沼]|天然|液化)气|煤气中毒"
        ),
        re.compile(r"(?:[燃煤沼]|天然|液化)气泄漏(?:报警器|保护|探测)"),
    ),
    Sign(
        "shock",
        _("触电、漏电"),
        re.compile(r"触电|漏电|电线.{0,6}[掉断垂落]|[掉断垂落].{0,4}电线|电到人|电死"),
        re.compile(r"[触漏]电(?:保护|般|似的|开关|断路)"),
    ),
    Sign(
        "violence",
        _("打斗、伤人"),
        re.compile(
            r"打架|斗殴|械斗|持刀|拿刀|砍人|砍伤|捅人|行凶|杀人|抢劫|绑架|家暴|强奸|拐卖|打伤|打死|往死里打"
        ),
        re.compile(
            r"反?家暴(?:法|[征力])|(?:道德|无理|强行|变相|捆绑)绑架|强奸民意|杀人门|打死[也都]?不|杀人放火金腰带|杀人不眨眼"
        ),
    ),
    Sign(
        "despair",
        _("自伤、轻生"),
        re.compile(
            r"自杀|自残|自伤|自焚|轻生|寻短见|跳楼|跳河|割腕|喝农药|服毒|不想活|活不下去|上吊|一死了之"
        ),
        re.compile(r"三上吊|跳楼(?:价|机|大甩卖)|自杀式|自焚炉"),
    ),
    Sign(
        "water",
        _("溺水、被困"),
        re.compile(r"溺水|落水|掉.{0,4}[河塘井库]里|洪水|山洪|决堤|溃坝|被淹|被困"),
        re.compile(r"(?:雨|下|檐|外)落水|落水(?:管|斗|沟|口|洞|槽|井|系统)|洪水猛兽"),
    ),
    Sign(
        "illness",
        _("急病、重伤"),
        re.compile(
            r"昏迷|休克|晕倒|昏倒|没有呼吸|没呼吸|大出血|抽搐|中毒|突发(?:心|脑)|快不行|生命垂危|奄奄一息"
        ),
        re.compile(r"(?:电脑|手机|系统|网络)中毒|中毒(?:太深|很深)|快不行了吗"),
    ),
    Sign(
        "collapse",
        _("坍塌、滑坡"),
        re.compile(r"坍塌|垮塌|倒塌|塌方|塌陷|泥石流|滑坡|被埋|被压"),
        re.compile(r"(?:成绩|业绩|质量|经济|水平|效益|道德|教育)(?:严重)?滑坡|被压(?:[缩低价榨迫抑着])"),
    ),
    Sign(
        "missing",
        _("走失、失联"),
        re.compile(
            r"走失|失踪|走丢|(?:老人|孩子|小孩|儿童|娃娃?|学生|女儿|儿子|孙子|孙女).{0,6}(?:不见了|找不到|失联|没回家)"
        ),
        re.compile(
            r"(?:老人|孩子|小孩|儿童|娃娃?|学生|女儿|儿子|孙子|孙女).{0,3}找不到(?:工作|学校|对象|地方|座位)"
        ),
    ),
    Sign(
        "threat",
        _("扬言"),
        re.compile(
            r"扬言.{0,15}(?:放火|[杀砍打死烧炸弄闹堵跳灭命砸废血]|报复|收拾|好看|后果|难忘)|同归于尽|报复社会|鱼死网破|拉几个垫背|[泼浇]汽油|弄死你?"
        ),
        life=False,
    ),
    Sign(
        "crowd",
        _("群体"),
        re.compile(
            r"群体性|聚众(?!赌)|围堵|(?<!拥)堵路(?![上线段])|堵桥|堵大?门|堵住?(?:高速|国道|县道|政府)|拉横幅|罢(?:工|市|课|运)|暴动|哄抢"
            r"|(?:集体|群体|组织|准备|要去)上访|集体(?:维权|讨薪|停工|请愿)|(?:上|几|数)(?:百|千)人.{0,6}(?:聚|围|上访)"
        ),
        re.compile(r"堵路(?:灯|标)|围堵(?:漏洞)?式|群体性(?:免疫|活动)"),
        life=False,
    ),
)

NOISE = re.compile(r"[\s\W_]")
NOT_SO = re.compile(
    r"(?:(?<![是要])不是要?|并非|(?<!有)没有?|从未|尚未|并未|不曾|(?<![消国])防|防止|防范|预防|避免|谨防|杜绝|严禁|禁止)$"
)
IF = re.compile(
    r"(?:(?:如果|一旦|万一|假如|倘若|要是|如若|若是|若).{0,8}|(?:极易|非得等|非要等)[^，]{0,6}|(?:容易|易|怕)(?:发生|出现|引发|引起|造成|导致)?)$"
)
ABOUT = re.compile(
    r"(?:安全)?(?:演练|演习|宣传|预案|培训|讲座|知识|教育|教训|警示片?|保险|隐患|风险|危险|的危险)"
)
"""Directly behind a sign: an exercise, a lesson, an insurance, a mere risk, not the thing itself."""

LONGEST_NOT = 12  # how far before the words it is looked for
LONGEST_WORD = 4  # signs of more letters have a gap in them, and that ends with the sentence
SENTENCE = re.compile(r"[。；！？;!?）)\n]")


@dataclass(frozen=True)
class Squeezed:
    """A text without blanks and marks, and where each of its signs stood."""

    text: str
    places: tuple[int, ...]

    def said_before(self, start: int, most: int) -> str:
        """What stands before a place without any blank or mark between."""
        first = start
        while first > max(0, start - most) and self.places[first] - self.places[first - 1] <= 1:
            first -= 1
        return self.text[first:start]


def squeeze(text: str) -> Squeezed:
    """Normal forms of the signs that are letters or digits; blanks and punctuation are left out."""
    kept: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in unicodedata.normalize("NFKC", sign) if sign > "鿿" or sign < "一" else sign:
            if not NOISE.match(one):
                kept.append(one)
                places.append(place)
    return Squeezed("".join(kept), tuple(places))


def heard(text: str, *, own: Iterable[str] = (), harmless: Iterable[str] = ()) -> tuple[Heard, ...]:
    """The signs a text gives, each once with the first words that say so; the dangers to life come first.

    `own` are further words of the county, `harmless` phrases in which nothing counts, such as the name of a place.
    """
    squeezed = squeeze(text)
    quiet = [span for words in harmless for span in find_words(squeezed.text, words)]
    found = []
    for sign in SIGNS:
        words = next(said(sign, squeezed, text, quiet), "")
        if words:
            found.append(Heard(sign.code, sign.label, words, sign.life))
    for mine in own:
        if any(not within(span, quiet) for span in find_words(squeezed.text, mine)):
            found.append(Heard(OWN, _("本县的紧急词"), mine, life=False))
            break
    return tuple(found)


def said(sign: Sign, squeezed: Squeezed, text: str, quiet: list[tuple[int, int]]) -> Iterator[str]:
    """The words of one sign that are meant, as they stand in the text."""
    matches = list(sign.pattern.finditer(squeezed.text))
    if not matches:
        return
    alike = [one.span() for one in sign.alike.finditer(squeezed.text)] if sign.alike else []
    for match in matches:
        if within(match.span(), alike) or within(match.span(), quiet):
            continue
        before = squeezed.said_before(match.start(), LONGEST_NOT)
        if NOT_SO.search(before) or IF.search(before) or ABOUT.match(squeezed.text, match.end()):
            continue
        words = text[squeezed.places[match.start()] : squeezed.places[match.end() - 1] + 1]
        if len(match.group()) <= LONGEST_WORD or not SENTENCE.search(words):
            yield words


def find_words(squeezed: str, words: str) -> Iterator[tuple[int, int]]:
    """Where plain words stand in a squeezed text."""
    wanted = squeeze(words).text
    return (match.span() for match in re.finditer(re.escape(wanted), squeezed)) if wanted else iter(())


def within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a span lies inside, or over a part of, one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)
