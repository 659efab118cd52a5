"""Guards and effects of a same-day dispute (当日事): each step has its time, nobody's word is written over."""

from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.matters.workflow import Acting, Sentence
from lianxin.reception.models import SameDay, Side
from lianxin.reception.queries.sameday import open_on
from lianxin.reception.rules.sameday import CHECKS, PROBLEM, SideOf
from lianxin.web.dates import when


def one_at_a_time(acting: Acting) -> Sentence:
    """An appeal has one open promise of the day."""
    if not open_on(acting.data["matter"]):
        return None
    return _("这件事已经登记了当天给结果，还没有告知。请接着办那一次，不用再登记。")


def was_screened(acting: Acting) -> Sentence:
    """The law is asked before people are brought to one table."""
    if acting.row.screened_at is not None:
        return None
    return _("还没有过法律核对。请先办“法律核对”，再召集双方。")


def no_danger(acting: Acting) -> Sentence:
    """Where somebody may be hurt nobody is brought to one table."""
    if acting.row.answers.get("danger") != PROBLEM:
        return None
    return _("核对时选了“有动手的苗头或涉嫌犯罪”。请先报 110、告诉派出所；平息以后重新核对，再召集。")


def all_came(acting: Acting) -> Sentence:
    """The village committee and both sides were there, of their own will."""
    if acting.data.get("committee") and acting.data.get("both"):
        return None
    return _("村委会和双方都到场、双方都愿意谈，才能记“到场”。少一方的先别谈；不愿意谈的，请办“走别的途径”。")


def in_order(acting: Acting) -> Sentence:
    """A step is not before the one it follows."""
    row = acting.row
    earlier, typed = (
        row.convened_at or row.received_at,
        acting.data.get("convened_at") or acting.data.get("told_at"),
    )
    if typed is None or typed >= earlier:
        return None
    return _now("时间不会早于上一步（%(at)s），请核对。") % {"at": when(earlier)}


def asked_alone(acting: Acting) -> Sentence:
    """Each side is asked without the other."""
    if acting.data.get("alone"):
        return None
    return _("满意不满意要分开问：请等另一方不在跟前时再问，勾上“单独问的”。")


def asked_once(acting: Acting) -> Sentence:
    """What somebody said stands."""
    if side_of(acting) is not None:
        return None
    return _("这一方已经问过，原话不能改。请刷新页面看已经记下的。")


def side_of(acting: Acting) -> Side | None:
    """The side that is asked, as long as nobody has."""
    row: SameDay = acting.row
    return row.sides.filter(pk=acting.data["side"], asked_at=None).first()


def receive(acting: Acting) -> None:
    """今天给结果."""
    row, data = acting.row, acting.data
    row.matter, row.area_id = data["matter"], data["matter"].area_id
    row.received_at, row.promised_by = data["received_at"], data["promised_by"]
    row.requisition = bool(data.get("requisition"))
    acting.hold(data["matter"].holder_id)
    for which in SideOf:
        side = Side(same_day=row, which=which)
        side.name = data[which]
        acting.add(side)


def screen(acting: Acting) -> None:
    """法律核对: answers as codes; asked again, the later ones stand."""
    row = acting.row
    row.answers = {check.code: acting.data[check.code] for check in CHECKS}
    row.screened_at = acting.now
    acting.facts["screen"] = row.answers


def convene(acting: Acting) -> None:
    """记到场."""
    row, data = acting.row, acting.data
    row.convened_at = data["convened_at"]
    acting.change(row, place=data["place"], present=data["present"])


def tell(acting: Acting) -> None:
    """记告知."""
    row, data = acting.row, acting.data
    row.told_at, row.ended = data["told_at"], data["ended"]
    acting.change(row, result=data["result"])
    acting.facts["ended"] = str(data["ended"])


def ask_side(acting: Acting) -> None:
    """问满意: once."""
    side = side_of(acting)
    if side is None:  # the guard has just found it
        return
    data = acting.data
    acting.change(side, satisfied=data["satisfied"], asked_at=acting.now, words=data.get("words") or "")
    acting.facts["side"] = [str(side.which), data["satisfied"]]


def pass_on(acting: Acting) -> None:
    """走别的途径."""
    acting.change(acting.row, passed_to=acting.data["passed_to"])
