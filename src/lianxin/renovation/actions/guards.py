"""Conditions of the moves of a renovation: each gives a sentence that says what to do next, or nothing (办理条件)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from lianxin.appeals.rules import AppealType
from lianxin.kernel.editions import value_of
from lianxin.matters.queries import matter_by_number
from lianxin.matters.workflow import Acting, Sentence
from lianxin.renovation.queries.board import open_promises
from lianxin.renovation.queries.objections import project_of_matter, unanswered
from lianxin.renovation.queries.projects import demolitions_of, has_plan, standing, without_basis
from lianxin.renovation.rules.basis import may_fall
from lianxin.renovation.rules.codes import Stage
from lianxin.renovation.terms import TERMS
from lianxin.web.dates import day


def plan_is_there(acting: Acting) -> Sentence:
    """What is posted can be looked at."""
    if has_plan(acting.row):
        return None
    return gettext_lazy("还没有改造方案或图纸，贴出去的人看不到要改什么。请先“上传材料”。")


def posted_long_enough(acting: Acting) -> Sentence:
    """The posting lasts as long as the office has set, counted with both ends, and doesn't begin in the past."""
    least = value_of(TERMS).days
    since, until = acting.data["since"], acting.data["until"]
    if since < timezone.localdate(acting.now):
        return gettext_lazy("公示不能从过去的日子算起：请从今天或以后起。")
    if (until - since).days + 1 >= least:
        return None
    earliest = since + timedelta(days=least - 1)
    return _("公示至少 %(days)d 天。请把结束日期改到 %(until)s 或以后。") % {
        "days": least,
        "until": day(earliest),
    }


def posting_is_over(acting: Acting) -> Sentence:
    """The last day of the posting has passed."""
    row = acting.row
    if row.posted_until is not None and timezone.localdate(acting.now) > row.posted_until:
        return None
    return _("公示到 %(until)s 才满，期满以后才能办。") % {"until": day(row.posted_until)}


def was_looked_at(acting: Acting) -> Sentence:
    """Somebody looked that it hung to the end."""
    if acting.row.taken_down_at is not None:
        return None
    return gettext_lazy("还没有记公示期满。请先办“记公示期满”，传期满时的照片。")


def was_consulted(acting: Acting) -> Sentence:
    """Residents were asked before work begins."""
    if acting.row.consultations.filter(stage=Stage.PLAN).exists():
        return None
    return gettext_lazy("还没有征求居民意见的记录。请先办“记征求意见”，写问了几户、几户同意。")


def every_basis_is_there(acting: Acting) -> Sentence:
    """Each demolition has its decision, what was told and the paper (REN-01)."""
    found = without_basis(acting.row)
    if not found:
        return None
    one, missing = found[0]
    sentence = _("“%(what)s”的拆除依据还缺：%(missing)s。请先办“补齐依据”；不拆了的，请办“不拆了”。")
    return sentence % {"what": one.what, "missing": "、".join(str(part) for part in missing)}


def this_basis_is_there(acting: Acting) -> Sentence:
    """The one that comes down has its basis."""
    key = acting.data["demolition"]
    found = next(((one, gaps) for one, gaps in without_basis(acting.row) if one.pk == key), None)
    if found is None:
        return None
    sentence = _("“%(what)s”的拆除依据还缺：%(missing)s。请先补齐，再记拆除。")
    return sentence % {"what": found[0].what, "missing": "、".join(str(part) for part in found[1])}


def remedy_has_passed(acting: Acting) -> Sentence:
    """Nothing comes down against its owner's will while review or suit is open to them (行政强制法 44)."""
    one = acting.row.demolitions.get(pk=acting.data["demolition"])
    if may_fall(agreed=one.agreed, remedy_until=one.remedy_until, today=acting.data["day"]):
        return None
    sentence = _(
        "“%(what)s”的复议、诉讼期限到 %(until)s，本人也没有书面同意，现在不能拆"
        "（行政强制法 2012 版第四十四条，请核对原文）。请等期满，或者先谈好、补上同意书。"
    )
    return sentence % {"what": one.what, "until": day(one.remedy_until)}


def objections_are_answered(acting: Acting) -> Sentence:
    """Nobody who objected is left without an answer."""
    waiting = unanswered(acting.row)
    if not waiting:
        return None
    sentence = ngettext(
        "还有 %(n)d 件异议没有答复。请先把它们办完、答复本人，再验收。",
        "还有 %(n)d 件异议没有答复。请先把它们办完、答复本人，再验收。",
        waiting,
    )
    return sentence % {"n": waiting}


def promises_are_settled(acting: Acting) -> Sentence:
    """Each promise on the board was kept, or it is said that it was not."""
    first = open_promises(acting.row).first()
    if first is None:
        return None
    sentence = _("承诺板上“%(what)s”（%(due)s 以前）还没有结果。请先办“兑现承诺”，再验收。")
    return sentence % {"what": first.what, "due": day(first.due_on)}


def nothing_stands(acting: Acting) -> Sentence:
    """What was to come down came down, or stays for a reason."""
    found = standing(demolitions_of(acting.row))
    if not found:
        return None
    return _("“%(what)s”还没有记拆除。已经拆的请办“记已拆除”，不拆的请办“不拆了”。") % {"what": found[0].what}


def residents_accepted(acting: Acting) -> Sentence:
    """Residents looked at the result, and more of them found it good than not."""
    last = acting.row.consultations.filter(stage=Stage.RESULT).order_by("day", "pk").last()
    if last is None:
        return gettext_lazy("还没有居民验收的记录。请先办“记居民验收”，写问了几户、几户认可。")
    if last.agreed > last.against:
        return None
    sentence = _(
        "最近一次居民验收，认可 %(agreed)d 户、不认可 %(against)d 户，不能算验收通过。请整改后再请居民看。"
    )
    return sentence % {"agreed": last.agreed, "against": last.against}


def can_be_linked(acting: Acting) -> Sentence:
    """An appeal the actor may know of, no accusation, linked to no project yet."""
    matter = matter_by_number(acting.data["number"], by=acting.by)
    if matter is None or matter.appeal.type == AppealType.REPORT:
        return gettext_lazy("没有这个编号的诉求，或者不归您看。请照回执核对编号。")
    linked = project_of_matter(matter)
    if linked is None:
        return None
    return _("这件诉求已经关联到“%(name)s”，一件诉求只关联一个项目。") % {"name": linked.project.name}
