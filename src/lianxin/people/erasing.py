"""What erasing means for residents, households and former staff, and when their time has come (删除登记)."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock, events
from lianxin.kernel.context import current_county
from lianxin.kernel.erasure.registry import (
    ACTED,
    ERASED,
    WORDS,
    Keys,
    Order,
    Record,
    by,
    holdable,
    itself,
    part,
    record,
    stays,
)
from lianxin.kernel.exports import list_named
from lianxin.kernel.models.export import Export
from lianxin.kernel.models.notice import NoticeRead, NoticeWish
from lianxin.people.actions.exports import withdraw
from lianxin.people.models import (
    Account,
    ApiCall,
    ApiToken,
    Appointment,
    Avoidance,
    Consent,
    Household,
    LooksOfDay,
    Membership,
    Merging,
    OneTimeLink,
    PastPassword,
    Person,
    PersonName,
    RecoveryCode,
    ResidentTag,
    SecurityAlarm,
    SignIn,
)

PERSON, ACCOUNT = "person", "account"
NAMELESS = "没有了姓名的人，只剩编号"


def residents() -> "QuerySet[Person]":
    """The residents' files that are not erased; an end is nothing one has to wait for who asks for erasure."""
    rows = Person.objects.filter(resident=True, merged_into=None).exclude(name=ERASED)
    return rows.annotate(ended_at=Value(None, output_field=DateTimeField()))


def left() -> "QuerySet[Person]":
    """The residents who belonged to a household and belong to none any more, each with the day they left."""
    memberships = Membership.objects.filter(person=OuterRef("pk"))
    day = memberships.order_by("-until").values("until")[:1]
    rows = Person.objects.filter(resident=True, merged_into=None).filter(Exists(memberships))
    rows = rows.filter(~Exists(memberships.filter(until=None)))
    return rows.annotate(ended_at=Cast(Subquery(day), DateTimeField()))


def with_merged(keys: Keys) -> Keys:
    """These residents and the records that were merged into theirs."""
    return sorted({*keys, *Person.objects.filter(merged_into__in=keys).values_list("pk", flat=True)})


def departed() -> "QuerySet[Account]":
    """The accounts whose last appointment is over, each with since when."""
    held = Appointment.objects.filter(account=OuterRef("pk"))
    rows = Account.objects.filter(county_id=current_county()).filter(Exists(held))
    rows = rows.filter(~Exists(held.filter(Q(until=None) | Q(until__gte=clock.now()))))
    last = held.order_by().values("account").annotate(last=Max("until")).values("last")
    return rows.annotate(ended_at=Subquery(last))


def note_person(keys: Keys, order: Order) -> None:
    """The events of residents."""
    note(PERSON, keys, order)


def note_account(keys: Keys, order: Order) -> None:
    """The events of accounts."""
    note(ACCOUNT, keys, order)


def note(row_kind: str, keys: Keys, order: Order) -> None:
    """One event for each row, by id."""
    facts = {"batch": order.batch}
    events.append(
        [events.EventDraft(row_kind, key, "people.erased", by=order.by, facts=facts) for key in keys]
    )


def old_stays(before: datetime) -> "QuerySet[SignIn]":
    """Stays that ended before a moment."""
    return SignIn.objects.filter(ended_at__lt=before)


def forget_stays(before: datetime) -> int:
    """Delete them, and the counts of looks of those days."""
    LooksOfDay.objects.filter(day__lt=timezone.localdate(before)).delete()
    return old_stays(before).delete()[0]


def old_guardians(before: datetime) -> "QuerySet[Consent]":
    """Consents taken back before a moment that still name a guardian."""
    return Consent.objects.filter(withdrawn_at__lt=before).exclude(guardian_sealed=b"")


def forget_guardians(before: datetime) -> int:
    """The guardian's name goes; what was agreed to and when stays."""
    return old_guardians(before).update(guardian_sealed=b"")


PIPL = "个人信息保护法 2021 版第 19 条、第 47 条，请核对原文"
record(
    Record(
        "resident",
        PERSON,
        _("居民档案"),
        months=36,
        basis=PIPL,
        numbered=False,
        ended=left,
        asked=residents,
        write=note_person,
        widen=with_merged,
    ),
    Record(
        "staff",
        ACCOUNT,
        _("离任工作人员的个人信息"),
        months=120,
        least=36,
        numbered=False,
        basis="暂定，由本单位人事档案期限表定",
        ended=departed,
        write=note_account,
    ),
    Record(
        "consent",
        "consent",
        _("撤回的同意里的监护人姓名"),
        months=36,
        basis=PIPL,
        old=old_guardians,
        roll=forget_guardians,
    ),
    Record(
        "signin",
        "signin",
        _("登录记录"),
        months=36,
        least=6,
        basis="网络安全法 2016 版第 21 条：网络日志至少留六个月，请核对原文",
        old=old_stays,
        roll=forget_stays,
    ),
)


def emptied_households(row_kind: str, keys: Keys) -> Q:
    """The households of these persons in which nobody else is or was."""
    theirs = Membership.objects.filter(person__in=keys).values("household")
    others = Membership.objects.exclude(person__in=keys).values("household")
    return Q(pk__in=theirs) & ~Q(pk__in=others)


def of_account(row_kind: str, keys: Keys) -> Q:
    """The persons behind these accounts who are no residents and hold no other post."""
    theirs = Appointment.objects.filter(account__in=keys).values("person")
    elsewhere = Appointment.objects.exclude(account__in=keys).values("person")
    return Q(pk__in=theirs, resident=False) & ~Q(pk__in=elsewhere)


def names_of_account(row_kind: str, keys: Keys) -> Q:
    """Their names as they are looked up."""
    return Q(person__in=Person.objects.filter(of_account(row_kind, keys)).values("pk"))


def either_record(row_kind: str, keys: Keys) -> Q:
    """The mergings these persons are in."""
    return Q(kept__in=keys) | Q(merged__in=keys)


def taken_out(row_kind: str, keys: Keys) -> Q:
    """The exports of lists that hold rows of this kind: which ones a file holds is not asked, all of them go."""
    sheets = Export.objects.values_list("sheet", flat=True).distinct()
    known = [sheet for sheet in sheets if (one := list_named(sheet)) is not None and one.row_kind == row_kind]
    return Q(sheet__in=known)


def end_exports(rows: "QuerySet[Export]") -> None:
    """Their files are deleted; what is left is who took out how many rows, and when."""
    withdraw(list(rows.values_list("pk", flat=True)))


nobody: dict[str, Any] = {
    "name": ERASED,
    "sex": "",
    "born": None,
    "address": "",
    "phone_sealed": b"",
    "phone_index": "",
    "other_phone_sealed": b"",
    "other_phone_index": "",
    "id_number_sealed": b"",
    "id_number_index": "",
}
part(Household, emptied_households, of=PERSON, address=WORDS, bereaved_on=None)
part(Membership, by("person"), of=PERSON, delete=True)
part(PersonName, by("person"), of=PERSON, delete=True)
part(ResidentTag, by("person"), of=PERSON, delete=True)
part(Consent, by("person"), of=PERSON, guardian_sealed=b"")
part(Avoidance, by("person"), of=PERSON, phone_sealed=b"", phone_index="", note=WORDS)
part(Merging, either_record, of=PERSON, reason=WORDS)
part(Person, itself, of=PERSON, **nobody)

part(Export, taken_out, whole=False, first=end_exports, asked="", reason=WORDS, objection=WORDS)

part(SignIn, by("account"), of=ACCOUNT, delete=True)
part(LooksOfDay, by("account"), of=ACCOUNT, delete=True)
part(PastPassword, by("account"), of=ACCOUNT, delete=True)
part(RecoveryCode, by("account"), of=ACCOUNT, delete=True)
part(OneTimeLink, by("account"), of=ACCOUNT, delete=True)
part(ApiCall, by("token__account"), of=ACCOUNT, delete=True)
part(ApiToken, by("account"), of=ACCOUNT, delete=True)
part(NoticeWish, by("account_id"), of=ACCOUNT, delete=True)
part(NoticeRead, by("account_id"), of=ACCOUNT, delete=True)
part(Avoidance, by("account"), of=ACCOUNT, delete=True)
part(SecurityAlarm, by("account"), of=ACCOUNT, note=WORDS)
part(PersonName, names_of_account, of=ACCOUNT, delete=True)
part(Person, of_account, of=ACCOUNT, **nobody)
part(
    Account,
    itself,
    of=ACCOUNT,
    password="!",  # noqa: S106  # what opens nothing
    totp_sealed=b"",
    active=False,
    login=Concat(Value("erased-"), Cast("pk", CharField())),
)

stays(Person, "area", "只到村；没有姓名就认不出是谁，按村统计要用")
stays(Consent, "person taken_by", NAMELESS)
stays(Appointment, "person account", NAMELESS)
stays(SecurityAlarm, "account closed_by", ACTED)
stays(Merging, "proposed_by decided_by undone_by", ACTED)
holdable(PERSON, _("一份居民档案（填档案编号）"))
