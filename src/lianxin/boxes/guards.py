"""Conditions of the box's moves; each gives a sentence that says what to do next, or nothing."""

from django.utils import timezone
from django.utils.translation import gettext as _now, gettext_lazy as _

from lianxin.appeals.queries.accused import staff_called
from lianxin.boxes.models import Box, Opening
from lianxin.boxes.queries.openings import (
    IN_USE,
    last_seal,
    registered_in,
    unfinished,
    unsorted_in,
    without_outcome,
)
from lianxin.boxes.queries.slips import used_by
from lianxin.boxes.rules import NOT_TAKEN, SAYS_NOTHING_TO_DO, WORDLESS, Kind, Outcome, same_name, widest_gap
from lianxin.boxes.terms import terms
from lianxin.calendars.days import read_days
from lianxin.kernel import clock
from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.queries import unit

NOTHING_ASKED = _("空白、认不出来、只有谩骂的，不能转为诉求。请按“不予受理”，写明结果。")


def two_keys(acting: Acting) -> Sentence:
    """The two keys are held by different people of different bodies: no office has both."""
    data = acting.data
    if same_name(data["first_key"], data["second_key"]):
        return _("两把钥匙要由两个人拿，请换一个人。")
    first = unit(data["first_unit"])
    if first is not None and same_name(first.name, data["second_body"]):
        return _("两把钥匙要由两个单位的人拿，请在“另一把在哪个单位”里写别的单位。")
    return None


def weekly_at_least(acting: Acting) -> Sentence:
    """The fixed days come round at least as often as the office has set [DEF 7 days]."""
    most, gap = terms().every, widest_gap(read_days(acting.data["days"]), clock.today())
    if gap is not None and gap <= most:
        return None
    words = _now("照这样写，有时隔 %(gap)d 天才开一次。") % {"gap": gap} if gap else ""
    return words + _now("至少每 %(most)d 天要开一次，请把固定开箱的日子写密一些，例如：每周三。") % {
        "most": most
    }


def code_is_free(acting: Acting) -> Sentence:
    """No two boxes have one number."""
    same = Box.objects.filter(code=acting.data["code"])
    if acting.row.pk is not None:
        same = same.exclude(pk=acting.row.pk)
    return _("这个箱号已经有了，请换一个。") if same.exists() else None


def nothing_open(acting: Acting) -> Sentence:
    """A box isn't put out of use while slips of it lie about."""
    open_now = unfinished(acting.row)
    return _("这个箱还有一次开箱没有登记完，请先登记完再停用。") if open_now else None


def box_in_use(acting: Acting) -> Sentence:
    """It hangs there, and the last opening is finished."""
    box: Box = acting.data.get("box") or acting.row.box
    if box.state != IN_USE:
        return _("这个箱已经停用，不再开箱。")
    before = unfinished(box)
    if before is not None and before.pk != acting.row.pk:
        return _("这个箱上一次的意见条还没有登记完，请先登记完，免得两次的混在一起。")
    return None


def not_planned_twice(acting: Acting) -> Sentence:
    """One plan a day."""
    day = acting.data["day"]
    if day < clock.today():
        return _("这一天已经过去了；已经开过的箱，请用“现在开箱”补记。")
    there = Opening.objects.filter(box=acting.data["box"], day=day, state="planned").exists()
    return _("这一天已经排了开箱，不用再排。") if there else None


def two_of_different_units(acting: Acting) -> Sentence:
    """Two people open: one of the office, one who isn't of it (BOX-01)."""
    data = acting.data
    if same_name(data["opener"], data["outsider"]):
        return _("开箱要两个人，请在“另一位开箱人”里写别人的姓名。")
    own = unit(data["opener_unit"])
    if own is None:
        return _("请选第一位开箱人的单位。")
    if same_name(own.name, data.get("outsider_body") or ""):
        return _("两位开箱人不能是同一个单位的。请另请监委会成员、村民代表或别的单位的人到场。")
    held = staff_called([data["outsider"]])[data["outsider"]]
    if any(one.post.unit_id == own.pk for one in held):
        return _now("%(name)s 也在%(unit)s任职。请另请监委会成员、村民代表或别的单位的人到场。") % {
            "name": data["outsider"],
            "unit": own.name,
        }
    return None


def not_in_the_future(acting: Acting) -> Sentence:
    """What is written down has happened."""
    opened = acting.data.get("opened_at")
    if opened is None or opened <= max(acting.now, clock.now()):
        return None
    return _("开箱时间不能晚于现在，请核对。")


def seal_is_the_one(acting: Acting) -> Sentence:
    """The seal that is broken is the one that was put on the last time; if not, somebody says so."""
    box: Box = acting.data.get("box") or acting.row.box
    before = last_seal(box)
    if not before or same_name(before, acting.data["seal_before"]) or not acting.data["seal_whole"]:
        return None
    words = _(
        "上次开箱后贴的是“%(seal)s”，和现在写的不一样。请核对；确实不一样的，取消“封条完好”，写明情况。"
    )
    return words % {"seal": before}


def broken_seal_is_told(acting: Acting) -> Sentence:
    """A seal that isn't whole is described."""
    if acting.data["seal_whole"] or acting.data.get("seal_words"):
        return None
    return _("封条不完好，请在“封条情况”里写明怎么回事。")


def count_is_agreed(acting: Acting) -> Sentence:
    """Both counted the same and signed for it (BOX-01)."""
    if acting.data["agreed"]:
        return None
    return _("张数要两位开箱人都点过、一致、签了字才算。请当面再点一次，签字后打钩。")


def not_fewer_than_registered(acting: Acting) -> Sentence:
    """No slip that was registered is counted away."""
    there = registered_in(acting.row)
    if acting.data["count"] >= there:
        return None
    words = _("已经登记了 %(there)d 张，张数不能比它少。登记的意见条不能删，请再点一次纸条。")
    return words % {"there": there}


def every_slip_registered(acting: Acting) -> Sentence:
    """Count = slips registered (INV-03)."""
    there, count = registered_in(acting.row), acting.row.count or 0
    if there == count:
        return None
    words = _("点了 %(count)d 张，登记了 %(there)d 张，对不上。少登的请接着登；点错了的请用“更正张数”。")
    return words % {"count": count, "there": there}


def every_slip_sorted(acting: Acting) -> Sentence:
    """Somebody has decided about each slip."""
    left = unsorted_in(acting.row)
    if not left:
        return None
    words = _(
        "还有 %(left)d 张没有分办（密封等转交的也算）。请逐张办理：转为诉求、并入、受理、反馈或不予受理。"
    )
    return words % {"left": left}


def outcomes_add_up(acting: Acting) -> Sentence:
    """Σ outcomes = count (BOX-05)."""
    left = without_outcome(acting.row)
    if not left:
        return every_slip_registered(acting)
    return _("还有 %(left)d 张没有结果。每一张都有了结果，和张数对得上，才能归档。") % {"left": left}


def room_for_one_more(acting: Acting) -> Sentence:
    """No more slips than were counted; the opening is held by who registers them."""
    opening: Opening = acting.data["opening"]
    if opening.state != "counted":
        return _("要先清点、签字，才登记意见条。请回到这次开箱，看现在该办哪一步。")
    if registered_in(opening) < (opening.count or 0):
        return None
    return _("点的 %(count)d 张都登记了。又多出来的，请先用“更正张数”。") % {"count": opening.count or 0}


def stub_is_free(acting: Acting) -> Sentence:
    """A stub belongs to one slip."""
    stub = acting.data.get("stub")
    slip = used_by(stub) if stub else None
    if stub is None or slip is None or slip.pk == acting.row.pk:
        return None
    words = _("条号 %(number)s 已登记给%(day)s那次开箱的第 %(n)d 张，请对照纸条核对。")
    day = timezone.localdate(slip.registered_at).isoformat()
    return words % {"number": stub.number, "day": day, "n": slip.number}


def says_something(acting: Acting) -> Sentence:
    """Only a blank or an illegible slip has no words."""
    if str(acting.data.get("text") or "").strip() or acting.data["kind"] in WORDLESS:
        return None
    return _("请照纸条打出来写了什么；空白或认不出来的，请在类型里选“空白”“无法辨认”。")


def is_no_accusation(acting: Acting) -> Sentence:
    """An accusation goes by another door (BOX-02)."""
    kind = acting.data.get("kind") or acting.row.kind
    return _("举报不在这里改，请按“这是举报”。") if kind == Kind.ACCUSATION else None


def asks_for_something(acting: Acting) -> Sentence:
    """Nobody works on a blank slip."""
    return NOTHING_ASKED if acting.row.kind in SAYS_NOTHING_TO_DO else None


def reason_is_given(acting: Acting) -> Sentence:
    """Whoever isn't followed is told why (BOX-05: 不采纳要有理由)."""
    if acting.data["outcome"] not in NOT_TAKEN or acting.data.get("reason"):
        return None
    if acting.data["outcome"] == Outcome.DECLINED:
        return _("不采纳要写理由，写在条子上的人看得到。")
    return _("请写一句为什么，例如：字迹被水泡了；和第 3 张是同一件事。")


def answer_is_given(acting: Acting) -> Sentence:
    """An outcome of work is told in words."""
    if acting.data["outcome"] in NOT_TAKEN or len(str(acting.data.get("answer") or "").strip()) >= 5:
        return None
    return _("请写几句答复：做了什么，或者为什么、转给了谁（至少 5 个字）。凭撕条来查的人看得到。")
