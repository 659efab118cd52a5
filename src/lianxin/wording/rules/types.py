"""What somebody wants of us, from the words (诉求类型): proposed with the words that speak for it, never preset.

Each line of the table gives points to one type, more when its words stand in the title; who reads it sees why. An
accusation (举报) is proposed only where misconduct of an official is spoken of: for the law and for this house that
is what 举报 means, whatever a message about a noisy neighbour calls itself.
"""

import re
from dataclasses import dataclass

ENQUIRY, HELP, COMPLAINT = "enquiry", "help", "complaint"
REPORT, SUGGESTION, PRAISE = "report", "suggestion", "praise"

LEAST = 1  # points without which nothing is proposed
MOST = 3  # different words of one clue that count in a text
SHOWN = 4  # words that are shown as the reason
HEAD = 40  # of a text without a title so many signs count as one


@dataclass(frozen=True)
class Clue:
    """Words that speak for a type: the points they give once in the title, and for each of them in the text."""

    type: str
    pattern: re.Pattern[str]
    title: float
    text: float = 0.0


@dataclass(frozen=True)
class Proposal:
    """A type with the words that speak for it; `sure` when the next one is far behind."""

    type: str
    words: tuple[str, ...]
    sure: bool


OFFICIALS = (
    r"(?:书记|村干部|村主任|村支书|支书|组长|局长|镇长|乡长|县长|区长|院长|校长|站长|所长|科长|处长"
    r"|主任|公务员|干部|民警|法官|城管队员|领导班子|工作人员)"
)
MISDEEDS = (
    r"(?:贪污|受贿|行贿|索贿|侵吞|侵占|挪用|套取|截留|冒领|私分|优亲厚友|以权谋私|权钱交易|吃拿卡要|收受?[礼红]"
    r"|腐败|徇私|枉法|滥用职权|中饱私囊|保护伞|卖官|违纪|包养|赌博|公款|强行私[填占])"
)

CLUES = (
    Clue(PRAISE, re.compile(r"表扬|感谢信|点赞|锦旗|好人好事|拾金不昧|特此(?:致谢|感谢)"), 9, 3),
    Clue(PRAISE, re.compile(r"^(?:衷心|特别|真心)?感谢|致谢"), 5),
    Clue(ENQUIRY, re.compile(r"咨询|询问|请问|想问|请教|想了解|想知道|疑问"), 6, 1),
    Clue(ENQUIRY, re.compile(r"为什么|为何|何时|什么时候|是否|能否|可否|多久|怎么|如何|有没有"), 2.5, 0.5),
    Clue(ENQUIRY, re.compile(r"[吗呢嘛]?[？?]|[吗呢嘛]$"), 1, 0.2),
    Clue(ENQUIRY, re.compile(r"(?:给予?|求|望|请).{0,6}(?:解答|解释|说明)|盼复|望告知|求解"), 2, 0.5),
    Clue(SUGGESTION, re.compile(r"建议|提议|倡议|建言|献策|金点子"), 6, 1),
    Clue(
        SUGGESTION,
        re.compile(
            r"可以考虑|不妨|酌情|呼吁|望采纳|供.{0,4}参考"
            r"|增设|增加|优化|完善|能.{0,10}准时"
        ),
        2,
        0.8,
    ),
    Clue(
        REPORT, re.compile(OFFICIALS + r".{0,25}" + MISDEEDS + r"|" + MISDEEDS + r".{0,12}" + OFFICIALS), 9, 3
    ),
    Clue(REPORT, re.compile(r"检举|揭发|实名举报|举报.{0,14}" + OFFICIALS), 3, 1),
    Clue(COMPLAINT, re.compile(r"投诉|举报|控诉|维权"), 6, 0.7),
    Clue(COMPLAINT, re.compile(r"反映.{0,24}(?:问题|现象|情况)"), 1.5),
    Clue(
        COMPLAINT,
        re.compile(
            r"扰民|噪[音声]|违[规法建章停]|乱[收停搭建扔排]|拖欠|欠[薪款]|欺[诈骗]|诈骗|骗|坑[害人客]|霸王|黑[心恶]"
            r"|不作为|乱作为|推[诿脱卸]|踢皮球|敷衍|恶劣|强[行占制]|强买强卖|捆绑|垄断|偷工减料|豆腐渣|质量|开裂|虚假"
            r"|污染|臭味?|难闻|侵[占犯害]|霸占|占用|擅自|非法|无证|迟迟不|拒不|拒绝|不(?:按|守|履行)|态度|威胁|殴打"
            r"|坑了|猫腻|不合理|不公|收费|补课|涨价|克扣|退款|断[水电]|限高|深夜|通宵|晚上.{0,6}施工|施工影响"
        ),
        3.6,
        1.1,
    ),
    Clue(HELP, re.compile(r"求助|求救|救[救命]|帮帮|帮我|帮忙|困难|申请|难处"), 5, 0.8),
    Clue(
        HELP,
        re.compile(
            r"请求|恳[请求]|请帮|期盼|盼望|急需|希望.{0,12}(?:解决|落实|修|安装|开通|提高|改善)"
            r"|请.{0,18}(?:解决|处理|修|安装|开通|提高|保障|做好)"
        ),
        3.6,
        0.8,
    ),
    Clue(
        HELP,
        re.compile(
            r"停[水电气]|没[有]?[水电气路]|出行难|停车难|上学难|办证难|不方便|困扰|路灯|破损|坑洼|积水|下水道堵|漏水|年久失修"
            r"|无法|公交|站台|红绿灯|斑马线|待遇|补助|低保|产权证|房产证"
        ),
        3,
        0.7,
    ),
)


def propose(title: str, text: str) -> Proposal | None:
    """The type the words speak for most, or None where they speak for nothing in particular."""
    title = title.strip() or text.strip()[:HEAD]
    points: dict[str, float] = {}
    words: dict[str, dict[str, None]] = {}
    for clue in CLUES:
        above = clue.pattern.search(title)
        inside = dict.fromkeys(match.group() for match in clue.pattern.finditer(text)) if clue.text else {}
        gained = (clue.title if above else 0.0) + clue.text * min(len(inside), MOST)
        if gained:
            points[clue.type] = points.get(clue.type, 0.0) + gained
            told = dict.fromkeys([above.group()] if above else []) | inside
            words.setdefault(clue.type, {}).update(told)
    if not points:
        return None
    ranked = sorted(points, key=lambda one: -points[one])
    first = ranked[0]
    if points[first] < LEAST:
        return None
    behind = points[ranked[1]] if len(ranked) > 1 else 0.0
    shown = [word for word in words[first] if len(word) > 1][:SHOWN]
    return Proposal(first, tuple(shown) or tuple(words[first])[:1], sure=points[first] >= 2 * behind)
