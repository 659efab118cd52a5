"""What an appeal asks for: its questions, its demands, its numbered points; and whether a reply takes each up.

Two texts speak of the same when they share words; Chinese has no blanks between words, so pairs of signs are
compared, without the pairs every appeal is full of.
"""

import re
from dataclasses import dataclass

LONGEST = 60  # of an ask as it is shown
MOST = 6  # asks that are followed up; who asks more says the same again
LEAST_PAIRS = 4  # an ask with fewer words of its own can't be told from others

SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
POINT = re.compile(r"(?<=[。；;：:，,？?！!\s])[（(]?(?:\d{1,2}|[一二三四五六七八九十])[）)、.．](?!\d)")
QUESTION = re.compile(
    r"请问|想问|想知道|想了解|咨询|是否|能否|可否|如何|怎么(?:办|样|处理|解决|申请|弄)|该怎么|什么时候|何时|多久|多少|哪[里些个天年]"
    r"|(?:可以|能|能够|需要|可不可以|能不能|要不要|有没有)[^，。]{0,30}[吗嘛呢]?[？?]"
)
BARE = re.compile(r"[吗呢嘛][？?！!。]?$|[？?]$")
SHORT_APPEAL = 200  # in a short message a bare question mark asks; in a long complaint it mostly cries out
DEMAND = re.compile(
    r"(?:^|[，,：:、\s]|我们?|因此|在此|特此?|强烈|再次|现|也|还|故|所以|业主|村民|居民)"
    r"(?P<demand>(?:请求|恳请|恳求|要求|希望|请|盼|望|建议|呼吁|诉求)[^，。；！？]{4,}[^。；！？]*)"
)
RHETORICAL = re.compile(
    r"难道|良心|天理|王法|还有没有|谁来|谁给|谁管|凭什么|何在|怎能|怎么能|岂|何谈|试问|敢问|老百姓[^，。]{0,10}怎么活"
    r"|这样[^，。]{0,10}吗|不是[^，。]{0,10}吗|是不是在|为人民服务|[什啥]么?(?:行为|性质|意思|道理)|依法依规|情理|应不应该|该不该"
    r"|公平[吗何在]|合理[吗？?]|有没有人|保护伞|负责吗|一回事|悲剧|主持公道|应该去管|才会|出了[^，。]{0,4}事|谁负责"
)
PLEA = re.compile(
    r"^(?:请求|恳请|恳求|要求|希望|请|盼|望|建议|呼吁|诉求)[^，。；]{0,16}"
    r"(?:[做作]主|出面|重视|秉公|知道|关注|了解一下|看到|体谅|可怜|管一?管|满意|脱贫|答复|回复|认真|予以解决|给与解决|处理这)"
)
WHEN = re.compile(r"什么时候|何时|哪[天年月]|多久|多长时间|几时")
MANY = re.compile(r"多少|几[元块个户岁]|标准是")
DAYS = re.compile(
    r"[\d一二两三四五六七八九十]+\s*(?:年|月|日|天|周|个?工作日|小时)|年[底内初]|[本下]月|[本下]周|无法确定"
    r"|不能确定|尚未确定|没有计划"
)
NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万]+(?:元|个|户|平|亩|%)")
COMMON = frozenset(
    word
    for line in (
        "我们 你们 他们 领导 政府 部门 有关 相关 希望 请求 恳请 要求 请问 问题 情况 解决",
        "处理 尽快 能否 是否 可否 如何 怎么 什么 时候 何时 为什 么时 一个 一下 这个 那个",
        "这样 可以 能够 不能 没有 已经 现在 目前 还是 因为 所以 但是 如果 就是 不是 老百",
        "百姓 谢谢 感谢 您好 您们 贵局 市委 市政 书记 县长 局长 市长 关注 重视 答复 回复",
        "给予 进行 以及 或者 对于 关于 反映 投诉 咨询 建议 了解 知道 我想 想问 问一 请领",
        "请政 请相 门能 导能 府能 望政 望领 望相 望有 关部 位领 各位 尊敬 敬的 的领 多少",
        "多久 一直 自己 感谢 管部 理部 责部 门领 事情 这件 件事 问题 予解 早日 此事 为民 人民 群众 百忙 希望 盼望 上级",
        "各级 采取 取措 措施 立即 严肃 高度 认真 帮助 帮忙 一点 公道",
    )
    for word in line.split()
)
WEAK = frozenset("的了吗呢吧啊和与及在是有也都就不我你您他它这那个为把被对从到给让请能会要想将")


@dataclass(frozen=True)
class Ask:
    """One thing asked: its words, whether it is a question, and what kind of answer it wants ("when", "many")."""

    text: str
    question: bool
    wants: str = ""

    def taken_up(self, reply: str) -> bool:
        """Whether a reply holds any of its words, and the day or the number where that was the question."""
        if self.wants == "when" and not DAYS.search(reply):
            return False
        if self.wants == "many" and not NUMBER.search(reply):
            return False
        own = pairs(self.text)
        return len(own) < LEAST_PAIRS or not own.isdisjoint(pairs(reply))


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs that say something."""
    clean = re.sub(r"[^一-鿿0-9A-Za-z]", " ", text)
    both = (clean[at : at + 2] for at in range(len(clean) - 1))
    return frozenset(
        one for one in both if " " not in one and one not in COMMON and not (WEAK & frozenset(one))
    )


def asks_in(appeal: str) -> tuple[Ask, ...]:
    """What an appeal asks for, the first ones; rhetorical questions and mere "please attend to it" are none."""
    found: dict[str, Ask] = {}
    short = len(appeal) <= SHORT_APPEAL
    for match in SENTENCE.finditer(POINT.sub("\n", appeal)):
        one = read(match.group().strip(), bare=short)
        if one is not None and not any(same(one, other) for other in found.values()):
            found[one.text] = one
    return tuple(found.values())[:MOST]


def read(sentence: str, *, bare: bool) -> Ask | None:
    """The thing a sentence asks for, if it does; a `bare` question mark may count as well."""
    if RHETORICAL.search(sentence):
        return None
    if QUESTION.search(sentence) or (bare and BARE.search(sentence)):
        wants = "when" if WHEN.search(sentence) else "many" if MANY.search(sentence) else ""
        told = wants or len(pairs(sentence)) >= LEAST_PAIRS
        return Ask(cut(sentence), question=True, wants=wants) if told else None
    demand = DEMAND.search(sentence)
    if demand and not PLEA.search(demand["demand"]) and len(pairs(demand["demand"])) >= LEAST_PAIRS:
        return Ask(cut(demand["demand"]), question=False)
    return None


def cut(words: str) -> str:
    """An ask as it is shown; of a long sentence its end, where the question stands."""
    words = words.strip(" ，,。；;　")
    return words if len(words) <= LONGEST else "…" + words[-LONGEST:]


def same(one: Ask, other: Ask) -> bool:
    """Whether two asks are the same said again."""
    mine, theirs = pairs(one.text), pairs(other.text)
    return bool(mine) and len(mine & theirs) / len(mine) > 0.6
