"""A county with closed matters to learn from, and a table put into use without learning."""

from lianxin.appeals.models import AppealClass
from lianxin.appeals.queries import classes
from lianxin.appeals.workflow import APPEAL
from lianxin.kernel import clock, editions
from lianxin.kernel.editions import Change
from lianxin.kernel.ids import uuid7
from lianxin.matters.act import Ask, act_many
from lianxin.matters.models import Matter
from lianxin.wording.actions.training import adopt, begin
from lianxin.wording.choices import CLASSES
from lianxin.wording.models import ClassTraining
from lianxin.wording.rules.class_file import write_model
from lianxin.wording.rules.classes import ClassModel
from lianxin.wording.rules.ngrams import features
from lianxin.wording.trainer.fitting import fit
from lianxin.wording.trainer.judging import Example, judge, report
from tests.township import Township
from tests.wording.invented import messages

NAMES = {"0301": "供水", "0101": "道路"}
CODES = {name: code for code, name in NAMES.items()}


def classes_of(town: Township) -> dict[str, AppealClass]:
    """The two classes by code; the township has the first already."""
    AppealClass.objects.get_or_create(code="0101", name="道路", edition="2026-11")
    classes.forget()
    return {row.code: row for row in AppealClass.objects.filter(code__in=NAMES)}


def settle_terms(town: Township, **more: int) -> None:
    """What the office set about the class suggestion."""
    value = {"depth": 2, "least": 40, "least_each": 20, "sure": 60, **more}
    editions.change(CLASSES, Change(value=value), by=town.administrator, client_id=uuid7())
    editions.forget()


def closed(town: Township, each: int) -> list[Matter]:
    """So many matters of each class, answered long ago."""
    known = classes_of(town)
    asks = [
        Ask(
            data=town.words(
                title=title,
                text=text,
                category=known[CODES[label]].pk,
                identity="anonymous",
                reply="已办好，可以查看现场。还有问题请打服务中心电话。",
            )
        )
        for title, text, label in messages(each, labels=tuple(CODES))
    ]
    done = act_many(APPEAL, "backfill", asks, by=town.triage)
    assert done.refused == {}
    return [row for row in done.done if isinstance(row, Matter)]


def table() -> ClassModel:
    """A table of the two classes, learnt from invented messages, with its report."""
    said = messages(30, labels=tuple(CODES))
    examples = [Example(title, text, CODES[label], str(at)) for at, (title, text, label) in enumerate(said)]
    counted = [features(one.title, one.text) for one in examples]
    found = fit(counted, [one.label for one in examples])
    told = report(judge(examples, counted), found.labels)
    found.heat = 0.4
    found.told = {**told, "examples": len(examples), "groups": len(examples)}
    return found


def in_use(town: Township, model: ClassModel) -> ClassTraining:
    """The table put into use."""
    classes_of(town)
    row = begin(by=town.administrator, client_id=uuid7())
    adopt(row, write_model(model))
    assert row.done_at is not None
    assert row.done_at <= clock.now()
    return row
