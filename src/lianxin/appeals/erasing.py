"""What erasing means for an appeal, and when its time has come (删除登记)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.figures.again import keep_repeats
from lianxin.appeals.intake import write_back
from lianxin.appeals.models import (
    Accusation,
    Accused,
    Adjudication,
    Appeal,
    Appellant,
    Attribution,
    BadRating,
    Callback,
    ClassEdition,
    Correction,
    DutyEdition,
    DutyProposal,
    Extension,
    Handling,
    InfoRequest,
    Instruction,
    LeadChange,
    MatterTag,
    News,
    Order,
    Panel,
    PanelVote,
    Passing,
    Proxy,
    Referral,
    Rejection,
    Reply,
    Return,
    SubOrder,
    Supervision,
    Suspension,
    UpwardRequest,
    Whistle,
    WhistleCall,
    Works,
)
from lianxin.appeals.rules import AppealType, Correctable
from lianxin.appeals.workflow.states import STATES
from lianxin.kernel.attachments import unlink_after
from lianxin.kernel.erasure.registry import (
    ACTED,
    WORDS,
    Keys,
    Record,
    Text,
    by,
    in_use,
    part,
    record,
    stays,
    tied,
)
from lianxin.kernel.models.attachment import Attachment
from lianxin.kernel.models.event import Event
from lianxin.kernel.models.telling import Credit
from lianxin.matters.erasing import MATTER, empty, strip, with_joined
from lianxin.matters.models import Contact, Matter
from lianxin.matters.relations import all_following
from lianxin.people.models import Consent

PERSON = "person"
ENDED = [state.code for state in STATES if state.end]


def ended(*, accusations: bool) -> "QuerySet[Any]":
    """The appeals at an end, each with since when: closed, else since it entered the state it is in."""
    entered = (
        Event.objects.filter(row_kind=MATTER, row_id=OuterRef("pk"), target=OuterRef("state"))
        .exclude(source=F("target"))
        .order_by("-seq")
    )
    rows = Matter.objects.filter(kind="appeal", state__in=ENDED)
    sealed = Q(appeal__type=AppealType.REPORT)
    rows = rows.filter(sealed if accusations else ~sealed)
    return rows.annotate(ended_at=Coalesce("closed_at", Subquery(entered.values("at")[:1])))


BASIS = "信访工作条例 2022 版、个人信息保护法 2021 版第 19 条、第 47 条，请核对原文；年数暂定，由本单位档案期限表定"
record(
    Record(
        "appeal",
        MATTER,
        _("诉求（全部内容）"),
        months=60,
        least=12,
        basis=BASIS,
        ended=lambda: ended(accusations=False),
        write=empty,
        widen=with_joined,
    ),
    Record(
        "contact",
        MATTER,
        _("诉求里的姓名和联系方式"),
        months=36,
        basis="个人信息保护法 2021 版第 19 条：保存到实现目的的最短时间，请核对原文",
        whole=False,
        ended=lambda: ended(accusations=False),
        write=strip,
        widen=with_joined,
    ),
    Record(
        "accusation",
        MATTER,
        _("举报"),
        months=120,
        least=36,
        basis="暂定，由纪检监察档案期限表定",
        sealed=True,
        ended=lambda: ended(accusations=True),
        write=empty,
        widen=with_joined,
    ),
)


def sent_to_be_filled(row_kind: str, keys: Keys) -> Q:
    """The sheets of other platforms that wait to go back: which rows they hold is not asked, all of them go."""
    return Q(row_kind=write_back.KIND)


def of_appellants(row_kind: str, keys: Keys) -> Q:
    """What was agreed in WeChat by the appellants of these matters."""
    people = Appellant.objects.filter(matter_id__in=keys)
    return Q(reader_kind="appellant", reader_id__in=people.values("pk"))


def about_appellants(row_kind: str, keys: Keys) -> Q:
    """The consents taken of them, known by the client id of the appellant or of the contact."""
    people = Appellant.objects.filter(matter_id__in=keys).values("client_id")
    contacts = Contact.objects.filter(matter_id__in=keys).values("client_id")
    return Q(about_id__in=people) | Q(about_id__in=contacts)


def of_names(row_kind: str, keys: Keys) -> Q:
    """Corrections of a name or a telephone: both spellings are somebody's."""
    return Q(matter__in=keys, field__in=[Correctable.NAME, Correctable.PHONE])


part(Credit, of_appellants, of=MATTER, delete=True, whole=False)
part(Consent, about_appellants, of=MATTER, whole=False, guardian_sealed=b"")
part(Correction, of_names, of=MATTER, whole=False, old_sealed=b"", new_sealed=b"")
gone: dict[str, Any] = {"name_sealed": b"", "phone_sealed": b"", "phone_index": "", "person": None}
part(Attachment, sent_to_be_filled, of=MATTER, delete=True, first=unlink_after, whole=False)
part(Appellant, by("matter"), of=MATTER, first=keep_repeats, whole=False, **gone)
part(Appeal, by("matter"), of=MATTER, first=keep_repeats, text=WORDS, address=WORDS, extra={})
part(Order, by("matter"), of=MATTER, demand=WORDS)
part(SubOrder, by("matter"), of=MATTER, demand=WORDS, why_identity=WORDS, waits_for=WORDS, answer=WORDS)
part(LeadChange, by("matter"), of=MATTER, why=WORDS, objection=WORDS)
part(Whistle, by("matter"), of=MATTER, place=WORDS, purpose=WORDS, mediator=WORDS, opinions=WORDS)
part(WhistleCall, by("matter"), of=MATTER, words=WORDS, opinion=WORDS, task=WORDS)
part(Attribution, by("matter"), of=MATTER, why=WORDS)
part(InfoRequest, by("matter"), of=MATTER, items=[], answer=WORDS)
part(Rejection, by("matter"), of=MATTER, words=WORDS, objection=WORDS)
part(Referral, by("matter"), of=MATTER, result=WORDS)
part(Handling, by("matter"), of=MATTER, text=WORDS)
part(Works, by("matter"), of=MATTER, no_photos=WORDS, consent=WORDS)
part(Reply, by("matter"), of=MATTER, text=WORDS, basis=WORDS, sheet={})
part(Callback, by("matter"), of=MATTER, words=WORDS)
part(BadRating, by("matter"), of=MATTER, said=WORDS, mended=WORDS)
part(PanelVote, by("panel__matter"), of=MATTER, reason=WORDS)
part(Panel, by("matter"), of=MATTER, why=WORDS)
part(Supervision, by("matter"), of=MATTER, demand=WORDS, answer=WORDS)
part(Instruction, by("matter"), of=MATTER, words=WORDS)
part(UpwardRequest, by("matter"), of=MATTER, words=WORDS, reply=WORDS)
part(Return, by("matter"), of=MATTER, reason=WORDS, answer=WORDS)
part(Adjudication, by("matter"), of=MATTER, decision=WORDS)
part(Suspension, by("matter"), of=MATTER, words=WORDS, refusal=WORDS)
part(News, by("matter"), of=MATTER, text=WORDS)
part(Extension, by("matter"), of=MATTER, reason=WORDS, basis=WORDS, refusal=WORDS)
part(Accused, by("matter"), of=MATTER, unit=None, person=None, name_sealed=b"")
part(Passing, by("matter"), of=MATTER, hidden=[], shown=[], reason=WORDS)
part(Correction, by("matter"), of=MATTER, old_sealed=b"", new_sealed=b"", why=WORDS)

stays(Accusation, "handed_by", ACTED)
stays(Accused, "set_by", ACTED)
stays(Passing, "account_id", ACTED)
stays(Appeal, "enquiry_agreed_by finished_by", ACTED)
stays(InfoRequest, "asked_by", ACTED)
stays(Rejection, "proposed_by decided_by", ACTED)
stays(Referral, "account_id", ACTED)
stays(Handling, "account_id", ACTED)
stays(Attribution, "account_id", ACTED)
stays(SubOrder, "asked_by answered_by", ACTED)
stays(LeadChange, "proposed_by decided_by", ACTED)
stays(Whistle, "called_by minuted_by", ACTED)
stays(Works, "account_id", ACTED)
stays(Callback, "account_id", ACTED)
stays(Correction, "proposed_by decided_by", ACTED)
stays(Proxy, "taken_by withdrawn_by", ACTED)
stays(BadRating, "asked_by mended_by", ACTED)
stays(Panel, "asked_by", ACTED)
stays(PanelVote, "account_id", ACTED)
stays(Supervision, "made_by answered_by", ACTED)
stays(Instruction, "made_by", ACTED)
stays(UpwardRequest, "asked_by replied_by", ACTED)
stays(Return, "asked_by submitted_by decided_by", ACTED)
stays(Adjudication, "decided_by", ACTED)
stays(DutyProposal, "settled_by", ACTED)
stays(Suspension, "asked_by decided_by", ACTED)
stays(News, "account_id", ACTED)
stays(Extension, "asked_by decided_by", ACTED)
stays(MatterTag, "by", ACTED)
stays(ClassEdition, "made_by", ACTED)
stays(DutyEdition, "made_by", ACTED)


def speaks(keys: Keys, since: datetime | None) -> Mapping[int, Text]:
    """The residents who have a matter that is open, or that ended since."""
    theirs = Appellant.objects.filter(person_id__in=keys)
    over = Q(matter__in=ended(accusations=False).values("pk"))
    over |= Q(matter__in=ended(accusations=True).values("pk"))
    still = set(theirs.exclude(over).values_list("person_id", flat=True))
    if since is not None:
        lately = [*recent(since, accusations=False), *recent(since, accusations=True)]
        still |= set(theirs.filter(matter__in=lately).values_list("person_id", flat=True))
    return dict.fromkeys(still, _("这位居民还有没办结的诉求，办结以后才能删除。"))


def recent(since: datetime, *, accusations: bool) -> "QuerySet[Any, int]":
    """The matters that ended since a moment."""
    return ended(accusations=accusations).filter(ended_at__gte=since).values_list("pk", flat=True)


def of_persons(keys: Keys) -> Iterable[tuple[int, str, int]]:
    """The matters residents speak in."""
    found = Appellant.objects.filter(person__in=keys).values_list("person__pk", "matter_id")
    return [(person, MATTER, matter) for person, matter in found]


def of_matters(keys: Keys) -> Iterable[tuple[int, str, int]]:
    """The residents who speak in matters, or in what is joined into them and goes with them."""
    told_in: dict[int, list[int]] = {key: [key] for key in keys}
    for main, follower in all_following(keys):
        told_in.setdefault(follower, []).append(main)
    found = Appellant.objects.filter(matter_id__in=list(told_in)).values_list("matter_id", "person__pk")
    return [(key, PERSON, person) for matter, person in found if person for key in told_in[matter]]


in_use(PERSON, speaks)
tied(PERSON, of_persons)
tied(MATTER, of_matters)
