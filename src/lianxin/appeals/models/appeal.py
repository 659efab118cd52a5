"""What an appeal is beyond its head row: the words, who spoke, what was done, what was answered."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.models.classes import AppealClass
from lianxin.appeals.models.duty import DutyLine
from lianxin.appeals.models.joint import SubOrder
from lianxin.appeals.rules import (
    AppealType,
    CallbackState,
    HandlingKind,
    Identity,
    Outcome,
    Resolved,
    Satisfaction,
    Track,
)
from lianxin.appeals.rules.speaking import Part
from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel, CountyOneToOneField
from lianxin.kernel.models.message import Channel as TellBy
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.matters.models import Contact, Matter
from lianxin.people.models import Person, Unit


class Appeal(CountyModel):
    """Any matter raised by a resident (诉求), joined one-to-one to its head row.

    `repeats`: the same had been said before (重复诉求); written when what tells so is erased, till then the rows tell.
    """

    id = None  # type: ignore[assignment]  # its key is its matter's
    matter = CountyOneToOneField(Matter, models.CASCADE, primary_key=True, related_name="appeal")
    type = models.CharField(max_length=12, choices=AppealType.choices)
    category = CountyForeignKey(AppealClass, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    address = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    track = models.CharField(max_length=12, choices=Track.choices, default=Track.ORDINARY)
    enquiry_agreed_by = models.BigIntegerField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.BigIntegerField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(choices=Satisfaction.choices, null=True, blank=True)
    callback_state = models.CharField(max_length=12, choices=CallbackState.choices, blank=True)
    batch = models.CharField(max_length=24, blank=True)
    source = models.CharField(max_length=40, blank=True)
    external_number = models.CharField(max_length=60, blank=True)
    repeats = models.BooleanField(default=False, editable=False)
    extra = models.JSONField(default=dict, blank=True)

    FREE_TEXT: ClassVar = ("text", "address", "extra")
    LARGE: ClassVar = "a row a matter, joined to it by every list and count"
    LEVELS = Levels(
        internal="matter type category outcome track finished_at rating callback_state batch source external_number "
        "repeats",
        personal="text address enquiry_agreed_by finished_by extra",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "source", "external_number"],
                condition=~models.Q(external_number=""),
                name="appeals_appeal_external",
            )
        ]
        indexes = [
            models.Index(fields=["county", "category", "matter"], name="appeals_appeal_category"),
            models.Index(fields=["county", "type", "matter"], name="appeals_appeal_type"),
            models.Index(fields=["county", "category", "address"], name="appeals_appeal_address"),
            models.Index(
                fields=["county", "batch"], condition=~models.Q(batch=""), name="appeals_appeal_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.matter_id}"


class Appellant(CountyModel):
    """Who speaks in an appeal (诉求人); a person may stay unknown (XC-02).

    `tell_by` is how they want to be told of what happens (告知方式); empty in rows older than the question.
    `person` is set when the desk found out that it is a resident it knows; nothing depends on it. `part` says whose
    matter it is for them: their own, another's they speak for (see `Proxy`), many people's.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="appellants")
    contact = CountyForeignKey(Contact, models.CASCADE, null=True, related_name="+")
    identity = models.CharField(max_length=12, choices=Identity.choices)
    name_sealed = SealedField(blank=True)
    phone_sealed = SealedField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True)
    tell_by = models.CharField(max_length=8, choices=TellBy.choices, blank=True)
    part = models.CharField(max_length=16, choices=Part.choices, default=Part.SELF)
    person = CountyForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    name = Sealed("name_sealed")
    phone = Sealed("phone_sealed")

    LARGE: ClassVar = "a row or more an appeal, with sealed names and telephones"
    LEVELS = Levels(
        internal="client_id matter contact identity tell_by part",
        personal="person",
        restricted="name_sealed phone_sealed phone_index",
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_appellant_matter"),
            models.Index(fields=["county", "phone_index"], name="appeals_appellant_phone"),
            models.Index(
                fields=["county", "person"],
                condition=models.Q(person__isnull=False),
                name="appeals_appellant_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_identity_display()


class Order(CountyModel):
    """A dispatch of an appeal to a unit (工单), with what is demanded and why this unit.

    `deemed`: the unit let twice the limit pass and counts as having signed (视同签收).
    `line` is the line of the duty catalogue (派单目录) that proposed a unit, `followed` whether the desk took it;
    both empty where the catalogue proposed nothing.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="orders")
    unit = CountyForeignKey(Unit, models.PROTECT, related_name="+")
    demand = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True)
    line = CountyForeignKey(DutyLine, models.PROTECT, null=True, blank=True, related_name="+")
    followed = models.BooleanField(null=True, blank=True)
    dispatched_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    deemed = models.BooleanField(default=False)

    FREE_TEXT: ClassVar = ("demand",)
    LARGE: ClassVar = "an order or more an appeal, counted by unit"
    LEVELS = Levels(
        internal="matter unit basis line followed dispatched_at signed_at deemed", personal="demand"
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_order_matter"),
            models.Index(fields=["county", "unit", "matter"], name="appeals_order_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.unit_id}"


class InfoRequest(CountyModel):
    """One list of all that is missing, asked of the resident once (要求补充), and what came of it."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="info_requests")
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True, blank=True)
    items = models.JSONField(default=list)
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    FREE_TEXT: ClassVar = ("items", "answer")
    LEVELS = Levels(
        internal="matter asked_at reminded reminded_at answered_at", personal="asked_by items answer"
    )

    class Meta:
        indexes = [models.Index(fields=["county", "matter"], name="appeals_inforequest_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.asked_at:%Y-%m-%d}"


class Rejection(CountyModel):
    """A proposal not to accept (不予受理): the reason, the legal route, and what a second person said to it.

    `edition` is that of the list of reasons, `form_edition` that of the notice the resident is given (F-99).
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="rejections")
    reason = models.CharField(max_length=24)
    edition = models.CharField(max_length=16)
    reason_text = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    body = models.CharField(max_length=80)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    objection = models.TextField(blank=True)
    form_edition = models.CharField(max_length=16)

    FREE_TEXT: ClassVar = ("words", "objection")
    LEVELS = Levels(
        internal="matter reason edition reason_text body address phone proposed_at decided_at agreed form_edition",
        personal="words objection proposed_by decided_by",
    )

    class Meta:
        indexes = [models.Index(fields=["county", "matter"], name="appeals_rejection_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.reason}"


class Referral(CountyModel):
    """Handed on to a body outside the township (转出): to whom, by which number, when to ask how it went."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="referrals")
    body = models.CharField(max_length=80)
    reference = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200)
    referred_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    remind_at = models.DateTimeField()
    chased_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True, blank=True)
    form_edition = models.CharField(max_length=16)

    FREE_TEXT: ClassVar = ("result",)
    LEVELS = Levels(
        internal="matter body reference address phone basis referred_at remind_at chased_at result_at form_edition",
        personal="account_id result",
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter"], name="appeals_referral_matter"),
            models.Index(
                fields=["county", "chased_at"],
                name="appeals_referral_chased",
                condition=models.Q(result_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.body}"


class Handling(CountyModel):
    """One thing done about an appeal (办理记录); with `suborder` by a unit that assists, for its lead to read."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="handlings")
    kind = models.CharField(max_length=12, choices=HandlingKind.choices)
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    suborder = CountyForeignKey(SubOrder, models.CASCADE, null=True, blank=True, related_name="handlings")
    text = models.TextField()

    FREE_TEXT: ClassVar = ("text",)
    LEVELS = Levels(internal="matter kind at written_at suborder", personal="account_id text")

    class Meta:
        indexes = [models.Index(fields=["county", "matter", "at"], name="appeals_handling_matter")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


class Frozen(Exception):
    """A reply that was sent is not changed any more."""


class Reply(CountyModel):
    """The answer to the resident (答复); frozen from the moment it is sent.

    `sheet` is what its paper (F-98) says besides the text, taken down when it was sent: number, edition, title,
    dates, unit, outcome, basis, further routes. What is corrected or set anew later doesn't change the paper.
    """

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="replies")
    text = models.TextField()
    basis = models.TextField(blank=True)
    sheet = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    FREE_TEXT: ClassVar = ("text", "basis")
    NUMBERS_LEFT: ClassVar = ("landline",)  # the office the resident is to ring
    LEVELS = Levels(internal="matter written_at sent_at", personal="text basis sheet")

    class Meta:
        indexes = [models.Index(fields=["county", "matter", "written_at"], name="appeals_reply_matter")]

    def __str__(self) -> str:
        return _("答复 %(day)s") % {"day": f"{self.written_at:%Y-%m-%d}"}

    def save(self, *args: Any, **options: Any) -> None:
        """As Django's. Raises Frozen for one that was sent before."""
        if Reply.objects.filter(pk=self.pk).exclude(sent_at=None).exists():
            raise Frozen(self.pk)
        super().save(*args, **options)


class Callback(CountyModel):
    """One attempt to ask whether it helped (回访): an attempt is not a contact, a contact not a matter."""

    matter = CountyForeignKey(Matter, models.CASCADE, related_name="callbacks")
    attempt = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    reached = models.BooleanField()
    proxy = models.BooleanField(default=False)
    resolved = models.CharField(max_length=12, choices=Resolved.choices, blank=True)
    satisfied = models.PositiveSmallIntegerField(choices=Satisfaction.choices, null=True, blank=True)
    words = models.TextField(blank=True)

    FREE_TEXT: ClassVar = ("words",)
    LEVELS = Levels(
        internal="matter attempt at reached proxy resolved satisfied", personal="account_id words"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter", "attempt"], name="appeals_callback_attempt")
        ]
        indexes = [models.Index(fields=["county", "at"], name="appeals_callback_at")]

    def __str__(self) -> str:
        return _("第 %(n)s 次回访") % {"n": self.attempt}
