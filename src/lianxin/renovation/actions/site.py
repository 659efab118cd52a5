"""What is written on the board at the site, and what comes down (征求意见、进度、承诺、拆除)."""

from lianxin.matters.workflow import Acting
from lianxin.renovation.actions.projects import today
from lianxin.renovation.models import Advance, Consultation, Demolition, SitePromise
from lianxin.renovation.rules.codes import Stage

PARTS = ("asked", "agreed", "against", "silent")
DATED = ("decided_on", "served_on", "remedy_until")
SAID = ("body", "decision", "law", "remedy")


def consult(acting: Acting) -> None:
    """记征求意见."""
    ask(acting, Stage.PLAN)


def consult_on_result(acting: Acting) -> None:
    """记居民验收."""
    ask(acting, Stage.RESULT)


def ask(acting: Acting, stage: Stage) -> None:
    """How many households said what."""
    data = acting.data
    numbers = {name: data[name] for name in PARTS}
    words = data.get("words") or ""
    row = Consultation(
        project=acting.row, stage=stage, day=data["day"], how=data["how"], words=words, **numbers
    )
    acting.add(row)
    acting.facts["consulted"] = [str(stage), *numbers.values()]


def advance(acting: Acting) -> None:
    """记进度."""
    acting.add(Advance(project=acting.row, day=acting.data["day"], words=acting.data["words"]))


def promise(acting: Acting) -> None:
    """上承诺板."""
    data = acting.data
    acting.add(
        SitePromise(
            project=acting.row,
            what=data["what"],
            by_whom=data["by_whom"],
            due_on=data["due_on"],
            promised_on=today(acting),
        )
    )


def settle(acting: Acting) -> None:
    """兑现承诺: once, and never rewritten."""
    data = acting.data
    one = acting.row.promises.get(pk=data["promise"], kept="")
    acting.change(one, kept=data["kept"], settled_on=today(acting), words=data.get("words") or "")
    acting.facts["promise"] = [one.pk, str(data["kept"])]


def write_demolition(acting: Acting) -> None:
    """记一处拆除; its client id is the act's, so that its papers find it."""
    data = acting.data
    row = Demolition(project=acting.row, client_id=acting.client_id, what=data["what"])
    row.building, row.agreed = data.get("building") or "", bool(data.get("agreed"))
    for name in SAID:
        setattr(row, name, data.get(name) or "")
    for name in DATED:
        setattr(row, name, data.get(name))
    acting.add(row)


def complete(acting: Acting) -> None:
    """补齐依据: what is filled in is written over what stood there, nothing is taken out."""
    data = acting.data
    one = acting.row.demolitions.get(pk=data["demolition"])
    told = {name: data[name] for name in (*SAID, *DATED, "agreed") if data.get(name)}
    acting.change(one, **told)
    acting.facts |= {"demolition": one.pk, "fields": sorted(told)}


def fell(acting: Acting) -> None:
    """记已拆除."""
    one = acting.row.demolitions.get(pk=acting.data["demolition"])
    acting.change(one, done_on=acting.data["day"])
    acting.facts["demolition"] = one.pk


def drop(acting: Acting) -> None:
    """不拆了."""
    one = acting.row.demolitions.get(pk=acting.data["demolition"])
    acting.change(one, dropped_why=acting.data["why"])
    acting.facts["demolition"] = one.pk
