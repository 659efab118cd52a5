"""Conditions of putting right (更正的条件): one proposal, another person's word, and accusations stay walled."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries.accused import lies_with_discipline
from lianxin.appeals.queries.standing import waiting_correction, waiting_corrections
from lianxin.appeals.rules import AppealType, Correctable, Identity
from lianxin.kernel.actor import Actor, Role
from lianxin.matters.models import Matter
from lianxin.matters.workflow import Acting, Sentence


def may_propose(by: Actor, row: Matter | None) -> bool:
    """The desks and the unit that holds it."""
    if row is None:
        return False
    return by.holds(Role.CLERK, Role.TRIAGE, Role.REVIEWER, Role.DISCIPLINE) or (
        by.holds(Role.HANDLER) and row.holder_id in by.units
    )


def may_decide(by: Actor, row: Matter | None) -> bool:
    """Triage desk, reviewer or leader; of an accusation the discipline desk."""
    return row is not None and by.holds(Role.TRIAGE, Role.REVIEWER, Role.LEADER, Role.DISCIPLINE)


def by_the_desk_if_sealed(acting: Acting) -> Sentence:
    """An accusation is put right where it lies: by the discipline desk, before that by the triage desk alone."""
    if acting.row.appeal.type != AppealType.REPORT:
        return None
    if lies_with_discipline(acting.row):
        return None if acting.by.holds(Role.DISCIPLINE) else _("举报只由纪检岗更正。")
    return None if acting.by.holds(Role.TRIAGE) else _("举报只由派单台更正。")


def accusation_stays(acting: Acting) -> Sentence:
    """Calling an accusation something else would let it through the wall (INV-08)."""
    if acting.data.get("field") != Correctable.TYPE or acting.row.appeal.type != AppealType.REPORT:
        return None
    return _("举报不能改成别的类型。确实登记错的，请作废后重新登记。")


def names_a_change(acting: Acting) -> Sentence:
    """A field that may be put right, a value and a reason."""
    fields = set(Correctable.values) - {Correctable.VOID}
    given = acting.data.get("value")
    if acting.data.get("field") not in fields or given in (None, "") or not acting.data.get("why"):
        return _("请选要更正的一项，填正确的内容和理由。")
    return None


def somebody_known(acting: Acting) -> Sentence:
    """Of who stays unknown nothing is kept, by way of a correction neither (XC-02)."""
    if acting.data.get("field") not in (Correctable.NAME, Correctable.PHONE):
        return None
    if acting.row.appellants.exclude(identity=Identity.ANONYMOUS).exists():
        return None
    return _("这件是匿名反映的，没有姓名、电话可以更正。")


def says_why(acting: Acting) -> Sentence:
    """There is a reason."""
    return None if str(acting.data.get("why") or "").strip() else _("请写明理由。")


def proposed_once(acting: Acting) -> Sentence:
    """One proposal for one field at a time."""
    field = Correctable.VOID if acting.move.code == "ask_void" else acting.data.get("field")
    if field not in {one.field for one in waiting_corrections(acting.row)}:
        return None
    return _("这一项已有一条更正等着批。请等批过再提。")


def proposal_stands(acting: Acting) -> Sentence:
    """What is decided on waits for a decision, and is of the kind this move decides."""
    found = waiting_correction(acting.row, acting.data.get("correction"))
    if found is None or (acting.move.code == "void") != (
        found.field == Correctable.VOID and acting.move.code != "refuse_correction"
    ):
        return _("没有这条等着批的更正，可能刚刚有人批过。请刷新页面。")
    return None


def decided_by_another(acting: Acting) -> Sentence:
    """Nobody approves what they proposed (INV-07)."""
    found = waiting_correction(acting.row, acting.data.get("correction"))
    if found is None or found.proposed_by != acting.by.account:
        return None
    return _("这条是您自己提的，要由另一个人批。")


def untouched(acting: Acting) -> Sentence:
    """Nobody has done anything with what was imported."""
    if acting.row.version == 1 and acting.row.appeal.batch:
        return None
    return _("这件导入以后已经有人办过，不能整批撤销。确实不要的，请申请作废。")
