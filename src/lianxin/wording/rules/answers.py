"""What a reply leaves out, said to the one who writes it (答复检查): a warning each, with what to do; a person decides.

The rules read the appeal and the reply and know nothing else. They look for who did it, what was done, when, what
comes next, and for each thing that was asked; and for the phrases a resident can do nothing with: 已列入计划 without
a day, 请向…反映 without a name or a number, thanks and nothing else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.wording.rules.asked import Ask, asks_in

SHORT = 20  # signs without greeting and thanks; more for everything that was asked
FOR_EACH = 12
LEAST_LEFT = 8  # signs below which a reply is only courtesy
LONGEST = 20_000  # signs that are read of either
NEAR = 60  # how far behind a name its number may stand
COPIED_RUN = 40
COPIED_SHARE = 0.5

COURTESY = re.compile(
    r"(?:尊敬的|亲爱的)?(?:网友|居民|市民|群众|先生|女士|家长|同志|业主|朋友)?[“\"'‘]?[A-Z]{0,2}\d*[”\"'’]?[，,：:]?\s*(?:您|你)们?好[！!，,。：:]?"
    r"|(?:您|你)?(?:的)?(?:留言|来信|来电|来件|函件|诉求|网帖|反映的?(?:问题|情况)|所反映的(?:问题|情况))?(?:已|均已|已经)?(?:收悉|收到|获悉)"
    r"|现(?:将|就)?[^，。；]{0,14}(?:答复|回复|反馈)如下[：:，]?|特此(?:回复|答复|函复)"
    r"|(?:非常|衷心|再次|十分)?(?:感谢|谢谢)[^，。！；]{0,40}[。！!，；]?|谢谢"
    r"|(?:敬请|敬希|恳请|请)[^，。！；]{0,12}(?:谅解|理解|支持|关注|监督)[^，。！；]{0,12}|祝[^，。！；]{0,20}[。！]?"
    r"|(?:请|敬请)(?:您|你)?(?:耐心)?等待"
    r"|(?:此致)?敬礼|(?:欢迎|希望)(?:您|你)?[^，。！]{0,8}(?:继续|一如既往|监督|关注)[^。！]{0,30}[。！]?"
    r"|[^，。！；]{0,12}(?:高度|非常|十分)重视"
)
SIGNED = re.compile(
    r"\s*(?:[一-鿿]{2,20}[局镇办委府心处]\s*)?(?:19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?\s*。?\s*$"
)
HEARD_ON = re.compile(
    r"(?:您|你)?(?:于|在)?(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。；]{0,40}(?:留言|发帖|反映|来信|来电|提出|咨询|收到|投诉)"
)

VAGUE_WHO = re.compile(
    r"(?:有关|相关|各|责任|职能|上级|主管)(?:责任|职能|主管|业务)?"
    r"(?:部门|单位|科室|股室|人员|领导|工作人员)"
)
UNIT = re.compile(
    r"(?:我|本)(?:们)?(?:局|镇|乡|街道|单位|区|县|市|委|办|中心|公司|院|校|社区|村|所|队|站|支队|大队|部门|厅|行|处)"
    r"|[一-鿿]{2,12}(?:局|镇|乡|街道|办事处|委员会|管委会|指挥部|公司|集团|派出所|[支大中]队|卫生院|医院|学校|中学|小学"
    r"|中心|居委会|村委会|政府|[市区县]委|[办班组站所科室队行院]|窗口)(?![一-鿿]?[理法事结完好妥公长有])"
    r"|[转交][至交由给]?[一-鿿A-Z0-9]{1,8}[区县市镇乡局办委]|两委|公积金|[站所局科队校院镇村班组]长|主任|书记|师傅|工作人员|执法人员|办公室|物业|开发商"
)
DONE = re.compile(
    r"经(?:[^，。；]{0,16})(?:核查|核实|查实|调查|了解|查|核|调度|研究|走访|协调|勘查|鉴定)"
    r"|已(?:经|于|将|由|对|向|与|在|按|责|要|组织|安排|联系|通知|转|多次|全部|基本|完成)?"
    r"|(?:责令|约谈|召开|前往|到达|现场|上门|赴|下达|立案|处罚|拆除|修复|整改|清理|更换|安装|发放|办结|疏通|维修|查处)"
    r"|[一-鿿](?<![为除到有])了[一-鿿]{2}|[修换清拆装扶补铲搬挖焊通疏](?:好|完|通|走|掉|除)"
    r"|(?:进行|开展|作出|做出|落实|采取|组织|要求|督促)了?[^，。；]{0,12}"
)
ACTED = re.compile(
    r"将|拟|正在|下一步|已[^，。；]{0,6}(?:责令|要求|通知|整改|处理|告知|安排|组织|转)|责令|整改"
)
GROUNDS = re.compile(r"根据|依据|按照|依照|《[^》]+》|规定|政策|文件|条例|办法|标准")
DAY = re.compile(
    r"(?:(?:19|20)\d\d|今|明|去|本|同|次|当)年|\d{1,2}\s*月(?:\d{1,2}\s*[日号]|份|底|初|中旬|上旬|下旬)?|\d{1,2}[日号]"
    r"|[\d一二两三四五六七八九十半]+\s*(?:个)?(?:工作日|天|日|小时|分钟|周|星期|月|年)(?:以?内|之内|左右|后|前)?"
    r"|当[天日晚场]|今[天日]|昨[天日]|明[天日]|本[周月季]|下[周月]|上[周月]|[年季月]底|年[初内中]|春节|国庆|周[一二三四五六日末]"
    r"|每[天日周月]|季度|(?:法定|规定)(?:时限|期限)"
)
PHONE = re.compile(
    r"(?<!\d)(?:\d{3,4}[-－—\s]?)?\d{5,8}(?:[-－]\d{5,8})?(?!\d)|1\d{10}"
    r"|〔电话|12\d{3}|96\d{3,4}|110|119|120"
)
NEXT = re.compile(
    r"联系(?:电话|人|方式)|电话|热线|拨打|咨询|窗口|(?:可|请|需|须|应)(?:您|你)?(?:以|凭|持|带|携带|到|前往|登录|向|与|提供|提交|按|在|先|及时|直接)"
    r"|下一步|接下来|后续|(?:将|拟|会|要)(?:于|在|按|对|由|继续|进一步|尽快|组织|安排|督促|加[大强快]|积极|协调|启动|进行|把|向|责令|依法)"
    r"|建议|报警|复议|复查|复核|诉讼|仲裁|起诉|申诉|预计|计划(?:于|在)"
)
VAGUE = re.compile(
    r"(?:已|正|将)?(?:列入|纳入)[^，。；]{0,14}(?:计划|规划|议事日程|日程|考虑|重点)"
    r"|(?:正在|进一步|积极|深入|认真|逐步)?研究(?:解决|考虑|论证|处理)|论证研究|(?:着重|一并|适当|予以|优先|再行?|统筹)考虑"
    r"|逐步(?:实施|解决|推进|完善|改善|落实|建设|安排)|适时[^，。；]{0,8}|尽快[^，。；]{0,8}|尽早[^，。；]{0,8}"
    r"|条件(?:成熟|具备|允许)[^，。；]{0,6}|(?:积极|努力|大力)(?:争取|推进|向上[^，。；]{0,6}|协调)[^，。；]{0,6}"
    r"|(?:下一步|今后|以后)[^，。；]{0,14}考虑|及时(?:反馈|告知)|待[^，。；]{2,14}(?:后|时)再|择[机期]|即将|近期内?|近日将"
)
PUSHED = re.compile(
    r"(?:请|建议|可|可以|应|需)(?:您|你|居民|业主)?(?:们)?(?:直接|自行|及时|先)?(?:向|到|去|找|与|同)(?P<whom>[^，。；！]{1,24}?)"
    r"(?:反映|咨询|投诉|联系|了解|询问|举报|解决|沟通)|(?:请|建议|可)(?:您|你)?(?:直接)?(?:咨询|联系)(?P<other>[^，。；！]{1,12}部门)"
)
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")


@dataclass(frozen=True)
class Remark:
    """One thing the reply lacks: where (signs of the reply, or nowhere), the words, and what to do about it."""

    code: str
    advice: str | Promise
    words: str = ""
    start: int = -1
    end: int = -1


ADVICE: dict[str, str | Promise] = {
    "courtesy": _("只有客套话，没有答复。请写清这件事办得怎么样。"),
    "short": _("答得太短。请逐项写清怎么办的、结果怎样。"),
    "copied": _("大段照抄了来信。请删去，写办理的情况。"),
    "unanswered": _("来信里问到这一点，答复里没有一个相同的词。请核对答到了没有；不能答的，写明为什么。"),
    "no_who": _("没写是谁办的。请写出单位或岗位，不要只写“有关部门”。"),
    "no_done": _("没写办了什么。请写查到什么、做了什么，或者依据哪条规定。"),
    "no_when": _("没有日期。请写哪天办的、哪天办好，或者几天以内。"),
    "no_next": _("没写接下来怎么办。请写还有什么没办、找谁问、电话多少，或者不服可以走哪条路。"),
    "vague": _("没有日期的承诺，群众没法等。请写到哪一天、哪一步，或者写明暂时不能办和原因。"),
    "pushed_away": _("让群众去找别人，却没说找谁。请写单位的名称和电话，能代转的请代转。"),
}
CODES = tuple(ADVICE)
SOFT = frozenset({"copied", "unanswered"})
"""Questions to oneself: too often wrong on replies nobody tuned them on to stop a hand or to be counted (0034)."""


def check(asked: str, reply: str) -> tuple[Remark, ...]:
    """What a reply to that appeal leaves out, in the order of `CODES`; nothing for an empty reply."""
    if not reply.strip():
        return ()
    seen = Seen.of(asked[:LONGEST], reply[:LONGEST])
    if len(seen.bare) < LEAST_LEFT:
        return (warn("courtesy"),)
    found: list[Remark] = []
    for look in LOOKS:
        found += look(seen)
    return tuple(found)


def codes_of(remarks: Iterable[Remark]) -> list[str]:
    """The codes of remarks, each once, in their order."""
    return list(dict.fromkeys(one.code for one in remarks))


def firm_codes(remarks: Iterable[Remark]) -> list[str]:
    """The codes of those that are worth a second look before sending, and a line in the log."""
    return [code for code in codes_of(remarks) if code not in SOFT]


@dataclass(frozen=True)
class Seen:
    """The two texts, and what is read out of them once: the body without greeting, thanks and date; what was asked."""

    asked: str
    reply: str
    body: str
    bare: str
    asks: tuple[Ask, ...]

    @classmethod
    def of(cls, asked: str, reply: str) -> "Seen":
        body = HEARD_ON.sub("", SIGNED.sub("", reply))
        bare = re.sub(r"[\s\W]", "", COURTESY.sub("", body))
        return cls(asked, reply, body, bare, asks_in(asked))


def warn(code: str, words: str = "", start: int = -1, end: int = -1) -> Remark:
    """A warning with its sentence."""
    return Remark(code, ADVICE[code], words, start, end)


def too_short(seen: Seen) -> list[Remark]:
    """Too short for what was asked."""
    least = SHORT + FOR_EACH * min(len(seen.asks), 4)
    return [warn("short")] if len(seen.bare) < least else []


def copied(seen: Seen) -> list[Remark]:
    """Half of it are the resident's own words."""
    runs = [run for run in SENTENCE.findall(seen.reply) if len(run) >= COPIED_RUN // 2 and run in seen.asked]
    lone = max(runs, key=len, default="")
    if sum(map(len, runs)) < max(COPIED_RUN, COPIED_SHARE * len(seen.body)):
        return []
    start = seen.reply.find(lone)
    return [warn("copied", lone, start, start + len(lone))]


def unanswered(seen: Seen) -> list[Remark]:
    """Each thing asked whose words the reply doesn't take up."""
    return [warn("unanswered", one.text) for one in seen.asks if not one.taken_up(seen.body)]


def no_who(seen: Seen) -> list[Remark]:
    """Nobody is named: neither a unit nor a post."""
    return [] if UNIT.search(VAGUE_WHO.sub("", COURTESY.sub("", seen.reply))) else [warn("no_who")]


def no_done(seen: Seen) -> list[Remark]:
    """Neither an act nor the grounds of an answer."""
    bare = COURTESY.sub("", seen.body)
    return [] if DONE.search(bare) or GROUNDS.search(bare) else [warn("no_done")]


def no_when(seen: Seen) -> list[Remark]:
    """No day and no period; what is only explained needs none, unless it was asked for."""
    bare = COURTESY.sub("", seen.body)
    if DAY.search(bare):
        return []
    explains = GROUNDS.search(bare) and not ACTED.search(bare)
    return [] if explains and not any(one.wants == "when" for one in seen.asks) else [warn("no_when")]


def no_next(seen: Seen) -> list[Remark]:
    """Nothing about what comes next, and nobody to ask."""
    bare = COURTESY.sub("", seen.body)
    return [] if NEXT.search(bare) or PHONE.search(bare) else [warn("no_next")]


def vague(seen: Seen) -> list[Remark]:
    """Promises without a day in the same clause or behind it in the sentence."""
    found = []
    for sentence in SENTENCE.finditer(seen.reply):
        words = VAGUE.search(sentence.group())
        if words is None:
            continue
        clause = sentence.group().rfind("，", 0, words.start()) + 1
        if not DAY.search(sentence.group(), clause):
            start = sentence.start() + words.start()
            found.append(warn("vague", words.group(), start, start + len(words.group())))
    return found[:3]


def pushed_away(seen: Seen) -> list[Remark]:
    """Sent to somebody who is neither named nor reachable."""
    found = []
    for match in PUSHED.finditer(seen.reply):
        whom = match["whom"] or match["other"]
        named = UNIT.search(whom) and not VAGUE_WHO.search(whom)
        if not named and not PHONE.search(seen.reply[match.end() : match.end() + NEAR]):
            found.append(warn("pushed_away", match.group(), *match.span()))
    return found[:2]


LOOKS: tuple[Callable[[Seen], list[Remark]], ...] = (
    too_short,
    copied,
    unanswered,
    no_who,
    no_done,
    no_when,
    no_next,
    vague,
    pushed_away,
)
