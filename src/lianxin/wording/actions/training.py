"""Learning from a county's own closed matters: asked for on a page, done by a job in a process of its own (训练).

This process never loads the library: it hands the examples to `lianxin.wording.trainer` through a pipe and gets the
table back the same way, so that nothing people wrote lies on a disk.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

import lianxin
from lianxin.kernel import clock, events, jobs
from lianxin.kernel.actor import Actor
from lianxin.kernel.jobs import Failed, Finish, Work, finish_with
from lianxin.people.rules import Refused
from lianxin.wording import corpora
from lianxin.wording.choices import terms
from lianxin.wording.models import ClassTraining, TrainingStatus
from lianxin.wording.queries import classes
from lianxin.wording.rules.class_file import BadModel, read_model
from lianxin.wording.rules.examples import Stock, label_of

TRAIN = "wording.train"
KIND = "class_training"
MATTER = "matter"
MOST = 20_000
"""So many of the latest closed matters are learnt from: what people write about changes, and more says little more."""
PATIENCE = 45 * 60
GIVEN_UP = timedelta(hours=6)
PACKAGES = Path(lianxin.__file__).parents[1]
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""One core: the other one is the desk's."""


def ask(*, by: Actor, client_id: UUID, queued: bool = True) -> ClassTraining:
    """Have a new table learnt, by the worker where it is `queued`; one that is being learnt is given instead.

    Raises Refused for too few examples.
    """
    known = ClassTraining.objects.filter(client_id=client_id).first() or waiting()
    if known is not None:
        return known
    refuse_too_few(classes.stock_of(MATTER))
    with transaction.atomic():
        row = begin(by=by, client_id=client_id)
        if queued:
            jobs.enqueue(TRAIN, {"training": row.pk}, key=f"{TRAIN}:{row.pk}")
    return row


def waiting() -> ClassTraining | None:
    """The training that is going on; one that nobody can be at any more is none."""
    rows = ClassTraining.objects.filter(status=TrainingStatus.WAITING, asked_at__gt=clock.now() - GIVEN_UP)
    return rows.order_by("-number").first()


def begin(*, by: Actor, client_id: UUID) -> ClassTraining:
    """The row of a new training, on record."""
    latest = ClassTraining.objects.order_by("-number").values_list("number", flat=True).first() or 0
    row = ClassTraining.objects.create(
        client_id=client_id,
        number=latest + 1,
        depth=terms().depth,
        asked_at=clock.now(),
        asked_by=by.account,
    )
    draft = events.EventDraft(
        row_kind=KIND,
        row_id=row.pk,
        move="wording.train",
        by=by,
        at=clock.now(),
        facts={"number": row.number},
    )
    events.append([draft])
    return row


def refuse_too_few(held: Stock) -> None:
    """Raises Refused with the number that is missing."""
    if held.lacking_classes:
        sentence = _(
            "例子还不够：每类至少 %(each)d 件办结的，才算一类；现在够数的有 %(have)d 类，还差 %(lacking)d 类。"
        )
        words = {"each": held.terms.least_each, "have": len(held.enough), "lacking": held.lacking_classes}
        raise Refused(sentence % words)
    if held.lacking:
        sentence = _(
            "例子还不够：至少要 %(least)d 件办结并且分了类的，现在有 %(have)d 件，还差 %(lacking)d 件。"
        )
        words = {"least": held.terms.least, "have": held.count, "lacking": held.lacking}
        raise Refused(sentence % words)


def train_by_job(work: Work) -> Finish | None:
    """Learn, and put the new table into use with the job's end. Raises Failed."""
    row = ClassTraining.objects.filter(pk=work.payload["training"], status=TrainingStatus.WAITING).first()
    if row is None:
        return None
    data = learn_for(row)
    return finish_with(partial(fail, row) if data is None else partial(adopt, row, data))


def train_now(row: ClassTraining) -> None:
    """The same at once, at the machine's own keyboard. Raises Failed."""
    data = learn_for(row)
    if data is None:
        fail(row)
        raise Failed("wording.few")
    with transaction.atomic():
        adopt(row, data)


def learn_for(row: ClassTraining) -> bytes | None:
    """The file of a new table; None where there is too little to learn from by now. Raises Failed."""
    held, corpus = classes.stock_of(MATTER), corpora.corpus_of(MATTER)
    if corpus is None or not held.suffices:
        return None
    return learn(chosen(corpus, held, row.depth))


def chosen(corpus: corpora.Corpus, held: Stock, depth: int) -> Iterable[Mapping[str, str]]:
    """The latest examples of the classes that have enough."""
    for one in corpus.examples(MOST):
        label = label_of(one.codes, depth)
        if label in held.enough:
            yield {"title": one.title, "text": one.text, "label": label}


def learn(examples: Iterable[Mapping[str, str]]) -> bytes:
    """The file of the table that these examples teach, from a process of its own. Raises Failed."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in examples)
    place = {**os.environ, **QUIET, "PYTHONPATH": str(PACKAGES), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "lianxin.wording.trainer"],
            input=lines.encode(),
            capture_output=True,
            env=place,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode:
            raise Failed(last_word(done.stderr))
        read_model(done.stdout)
    except subprocess.TimeoutExpired as late:
        raise Failed("wording.late") from late
    except BadModel as fault:
        raise Failed(f"wording.{fault.code}") from fault
    return done.stdout


def last_word(said: bytes) -> str:
    """The class of the fault a process died of; its words may hold what people wrote."""
    line = said.decode(errors="replace").strip().splitlines()[-1:]
    return "wording." + (line[0].partition(":")[0][:60] if line else "died")


def adopt(row: ClassTraining, data: bytes) -> None:
    """Put a table into use; files of those before the last one go."""
    told = dict(read_model(data).told)
    row.status, row.done_at, row.file = TrainingStatus.READY, clock.now(), data
    row.examples, row.report = told["examples"], told
    row.save()
    older = ClassTraining.objects.filter(number__lt=row.number - 1)
    older.exclude(file=None).update(file=None)
    classes.forget()


def fail(row: ClassTraining) -> None:
    """Say that nothing came of it; the table before stays in use."""
    ClassTraining.objects.filter(pk=row.pk).update(status=TrainingStatus.FAILED, done_at=clock.now())


def bury(work: Work, code: str) -> None:
    """The job was given up."""
    ClassTraining.objects.filter(pk=work.payload["training"]).update(
        status=TrainingStatus.FAILED, done_at=clock.now()
    )
