"""What erasing means for visits and talks: with the appeal they led to, else after a time of their own (删除登记)."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.attachments import unlink_after
from lianxin.kernel.erasure.registry import ACTED, ERASED, WORDS, Keys, Record, by, part, record, stays
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.piece import SealedPiece
from lianxin.matters.erasing import MATTER
from lianxin.reception.models import FieldCheck, OutcomeChange, SameDay, Side, Speaker, Talk, Visit
from lianxin.reception.queries.checks import CHECK

VISIT, SAME_DAY = "visit", "sameday"
NOBODY: dict[str, Any] = {"name_sealed": b"", "phone_sealed": b"", "phone_index": "", "needs": []}
SILENT: dict[str, Any] = {
    "asked": ERASED,
    "evidence": [],
    "told": "",
    "promised": "",
    "signing_note": "",
}
UNSEEN = {"asked": ERASED, "place": "", "present": "", "found": "", "cost_basis": "", "called_off_why": ""}


def visits_of(keys: Keys) -> "QuerySet[Visit]":
    """The visits that led to these matters."""
    return Visit.objects.filter(matter__in=keys)


def talked_of(row_kind: str, keys: Keys) -> Q:
    """What hangs on the visits of these matters."""
    return Q(visit__in=visits_of(keys).values("pk"))


def said_in_talks(row_kind: str, keys: Keys) -> Q:
    """The numbers that stood in the words of those talks."""
    return Q(row_kind=VISIT, row_id__in=visits_of(keys).values("pk"))


def old_visits(before: datetime) -> "QuerySet[Visit]":
    """Visits before a moment that led to no appeal, where somebody is still named or heard."""
    named = ~Q(name_sealed=b"") | ~Q(phone_sealed=b"") | Q(speakers__isnull=False)
    heard = Q(talk__isnull=False) & ~Q(talk__asked=ERASED)
    found = Visit.objects.filter(named | heard, matter=None, taken_at__lt=before)
    return Visit.objects.filter(pk__in=found.values("pk"))


def forget_visits(before: datetime) -> int:
    """Who came and what they said goes; number, times, how many and what came of it stay."""
    keys = list(old_visits(before).values_list("pk", flat=True))
    SealedPiece.objects.filter(row_kind=VISIT, row_id__in=keys).delete()
    Speaker.objects.filter(visit__in=keys).delete()
    Talk.objects.filter(visit__in=keys).update(**SILENT)
    OutcomeChange.objects.filter(visit__in=keys).update(reason=ERASED)
    checks = FieldCheck.objects.filter(visit__in=keys, matter=None)
    SealedPiece.objects.filter(row_kind=CHECK, row_id__in=checks.values("pk")).delete()
    checks.update(**UNSEEN)
    return Visit.objects.filter(pk__in=keys).update(**NOBODY)


record(
    Record(
        "visit",
        VISIT,
        _("没有立项的来访（姓名、电话、接谈记录）"),
        months=36,
        basis="信访工作条例 2022 版、个人信息保护法 2021 版第 19 条，请核对原文；期限暂定，由本单位档案期限表定",
        numbered=False,
        old=old_visits,
        roll=forget_visits,
    )
)
part(SealedPiece, said_in_talks, of=MATTER, delete=True)
part(Speaker, talked_of, of=MATTER, delete=True, whole=False)
part(
    Talk,
    talked_of,
    of=MATTER,
    asked=WORDS,
    evidence=[],
    told=WORDS,
    promised=WORDS,
    signing_note=WORDS,
)
part(Visit, by("matter"), of=MATTER, whole=False, **NOBODY)
part(OutcomeChange, talked_of, of=MATTER, reason=WORDS)
stays(Talk, "recorder_id", ACTED)
stays(OutcomeChange, "changed_by", ACTED)


def of_visits_too(row_kind: str, keys: Keys) -> Q:
    """The checks of these matters, and those of the visits that led to them."""
    return Q(matter__in=keys) | Q(visit__in=visits_of(keys).values("pk"))


def of_their_days(row_kind: str, keys: Keys) -> Q:
    """Both sides of the same-day disputes of these matters."""
    return Q(same_day__in=SameDay.objects.filter(matter__in=keys).values("pk"))


def photographs(row_kind: str, keys: Keys) -> Q:
    """The photographs of these checks."""
    checks = FieldCheck.objects.filter(of_visits_too(row_kind, keys))
    return Q(row_kind=CHECK, row_id__in=checks.values("pk"))


def said_besides(row_kind: str, keys: Keys) -> Q:
    """The numbers that stood in the words of these checks and same-day disputes."""
    checks = FieldCheck.objects.filter(of_visits_too(row_kind, keys))
    days = SameDay.objects.filter(matter__in=keys)
    of_checks = Q(row_kind=CHECK, row_id__in=checks.values("pk"))
    return of_checks | Q(row_kind=SAME_DAY, row_id__in=days.values("pk"))


part(SealedPiece, said_besides, of=MATTER, delete=True)
part(Attachment, photographs, of=MATTER, delete=True, first=unlink_after)
part(
    FieldCheck,
    of_visits_too,
    of=MATTER,
    asked=WORDS,
    place=WORDS,
    present=WORDS,
    found=WORDS,
    cost_basis=WORDS,
    called_off_why=WORDS,
)
part(SameDay, by("matter"), of=MATTER, place=WORDS, present=WORDS, result=WORDS, passed_to=WORDS)
part(Side, of_their_days, of=MATTER, words=WORDS, name_sealed=b"")
