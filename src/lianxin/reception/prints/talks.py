"""F-48 接谈记录, blank or filled, with number and query code for the visitor; and the receipt for papers left."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.numbering import show_query_code
from lianxin.kernel.paper.days import day_words, limit_words, moment_words
from lianxin.kernel.paper.layout import (
    Boxes,
    Field,
    Fields,
    Form,
    Lines,
    Signatures,
    Table,
    Variable,
    Wording,
)
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.reception.models import Talk, Visit
from lianxin.reception.queries.talks import Told
from lianxin.reception.queries.visits import label_of
from lianxin.reception.rules.visits import Signing, VisitState

OUTCOMES = tuple(
    (one.value, str(label))
    for one, label in (
        (VisitState.SETTLED, "当场办结"),
        (VisitState.OPENED, "立项交办"),
        (VisitState.JOINED, "并入在办的事"),
        (VisitState.PASSED_ON, "转出"),
        (VisitState.TOLD, "告知途径"),
        (VisitState.BOOKED, "预约再谈"),
    )
)
SIGNINGS = (
    (Signing.SIGNED.value, "本人签字"),
    (Signing.FINGERPRINT.value, "按了指印"),
    (Signing.REFUSED.value, "不愿签字"),
)

F48 = register(
    Form(
        "F-48",
        _("接谈记录"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("接待", "{reception}"),
                    Field("号、人数", "{visit}"),
                    Field("接谈时间", "{at}"),
                    Field("接待人", "{heard_by}"),
                    Field("记录人", "{recorder}"),
                    Field("来访人（代表）", "{speakers}"),
                    Field("反映的事", "{asked}", room=8),
                    Field("留下的材料", "{evidence}", room=3),
                    Field("当场的答复", "{told}", room=5),
                    Field("答应的事", "{promised}", room=2),
                    Field("由谁、哪天以前", "{keeps}"),
                )
            ),
            Boxes("结果", OUTCOMES, "outcome"),
            Fields(
                (
                    Field("编号", "{number_given}"),
                    Field("查询码", "{code}", optional=True),
                    Field("转给、再谈的日子", "{onward}", optional=True),
                )
            ),
            Boxes("签字", SIGNINGS, "signing"),
            Fields((Field("不愿签字的说明", "{note}", optional=True),)),
            Lines(wording="read", indent=True),
            Signatures(("来访人", "接待人", "记录人")),
        ),
        variables=(
            Variable("reception", _("哪一场接待"), "每周三赶集日　2026年12月2日（星期三）"),
            Variable("visit", _("号、人数"), "3 号，2 人"),
            Variable("at", _("接谈时间"), "2026年12月2日 09:10"),
            Variable("heard_by", _("接待人"), "接待领导 某某（镇长）"),
            Variable("recorder", _("记录人"), "某某"),
            Variable("speakers", _("来访人"), "林＊"),
            Variable("asked", _("反映的事"), "水管漏了三天。"),
            Variable("evidence", _("留下的材料"), "水费单复印件 1 页"),
            Variable("told", _("当场的答复"), "当天派人去看。"),
            Variable("promised", _("答应的事"), "换掉漏水的接头"),
            Variable("keeps", _("由谁、哪天以前"), "供水站，2026年12月4日以前"),
            Variable("outcome", _("结果")),
            Variable("number_given", _("编号"), "103-2026-000042-7"),
            Variable("code", _("查询码"), "1234 5678 9012 3456"),
            Variable("onward", _("转给、再谈的日子"), "县水务局"),
            Variable("signing", _("签字")),
            Variable("note", _("不愿签字的说明"), "他说不识字，怕写错。"),
        ),
        wordings=(
            Wording(
                "read",
                _("接谈记录末尾的说明"),
                "以上记录已念给来访人听，和他说的一样。不愿签字不影响办理。来访人拿一份，凭编号和查询码可以查办理进度。",
            ),
        ),
    )
)
F48R = register(
    Form(
        "F-48R",
        _("收到来访材料的收条"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("接待", "{reception}"),
                    Field("号", "{visit}"),
                    Field("编号", "{number_given}"),
                    Field("收到时间", "{at}"),
                )
            ),
            Table(
                (("序", 4), ("材料（原件或复印件、几页）", 40), ("退还（日期、签字）", 16)), "papers", blank=8
            ),
            Lines(wording="kept", indent=True),
            Signatures(("收件人", "交件人")),
        ),
        variables=(
            Variable("reception", _("哪一场接待"), "每周三赶集日　2026年12月2日（星期三）"),
            Variable("visit", _("号"), "3 号"),
            Variable("number_given", _("编号"), "103-2026-000042-7"),
            Variable("at", _("收到时间"), "2026年12月2日 09:10"),
            Variable("papers", _("材料")),
        ),
        wordings=(
            Wording(
                "kept", _("收条末尾的说明"), "原件看过就退；留下的，办完按这张单子退还。请收好这张收条。"
            ),
        ),
    )
)


def head_of(visit: Visit, number: str) -> dict[str, str]:
    """What both papers begin with; a visit that led to no matter is called by its own number."""
    return {
        "reception": f"{visit.slot.kind.name}　{limit_words(visit.slot.day)}",
        "visit": f"{visit.number} 号，{visit.persons} 人",
        "at": moment_words(visit.talked_at),
        "number_given": number or label_of(visit),
    }


def talk_paper(visit: Visit, told: Told, *, number: str, code: str) -> Paper:
    """The record, with the query code while the visitor is still here to be given it."""
    talk = told.talk
    data = {
        **head_of(visit, number),
        "heard_by": told.heard_by or "领导没有到，由记录人接待",
        "recorder": told.recorder,
        "speakers": who_of(visit),
        "asked": talk.asked,
        "evidence": list(talk.evidence),
        "told": talk.told,
        "promised": talk.promised,
        "keeps": kept_by(talk),
        "outcome": [visit.state],
        "code": show_query_code(code) if code else "",
        "onward": onward_of(visit),
        "signing": [talk.signing],
        "note": talk.signing_note,
    }
    return Paper(F48, data, number=label_of(visit), row_kind="visit", row_id=visit.pk)


def who_of(visit: Visit) -> str:
    """Who came, in the words they gave: their own copy names them."""
    names = [one.name for one in visit.speakers.all() if one.replaced_at is None]
    return "、".join(names) or visit.name


def kept_by(talk: Talk) -> str:
    """Who keeps what was promised, and by when."""
    if talk.promised_unit is None or talk.promised_on is None:
        return ""
    return f"{talk.promised_unit.name}，{day_words(talk.promised_on)}以前"


def onward_of(visit: Visit) -> str:
    """To whom, or when again."""
    if visit.again_in is not None:
        return f"{visit.again_in.kind.name} {moment_words(visit.again_in.starts_at)}"
    return visit.body or (day_words(visit.again_on) if visit.again_on else "")


def evidence_paper(visit: Visit, told: Told, *, number: str) -> Paper:
    """The receipt for the papers they left."""
    lines = [[str(place), words, ""] for place, words in enumerate(told.talk.evidence, start=1)]
    data = {**head_of(visit, number), "papers": lines}
    return Paper(F48R, data, number=label_of(visit), row_kind="visit", row_id=visit.pk)
