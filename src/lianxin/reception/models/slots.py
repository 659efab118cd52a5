"""One slot of reception, its persons, what was altered in it, swaps and leave (场次、人员、变更、调换、请假)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Stateful
from lianxin.people.models import Appointment, Person, Unit
from lianxin.reception.models.kinds import Kind
from lianxin.reception.rules.slots import REASON, AbsentFor, Altered, Part


class Slot(Stateful):
    """One slot of a kind on one day (一场接待); who is in it says `persons`.

    `numbers` and `windows` are the kind's until somebody sets others. `paper_from` is the first number printed on
    paper for this slot, when the house has no power; those before it are given by the machine. `published_at` is
    when it was posted first, `posted_at` when what is posted now was; `late`: it was posted on shorter notice than the
    rule asks, `late_reason` says why. Called off, `reason` says why, and `moved_to` is the slot held instead.
    """

    kind = CountyForeignKey(Kind, on_delete=models.PROTECT, related_name="slots")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=100)
    theme = models.CharField(max_length=60, blank=True)
    invited = CountyForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    numbers = models.PositiveSmallIntegerField()
    windows = models.PositiveSmallIntegerField(default=1)
    paper_from = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    late_reason = models.CharField(max_length=REASON, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON, blank=True)
    moved_to = CountyForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="moved_from"
    )

    LEVELS = Levels(
        public="kind day starts_at ends_at place theme invited published_at posted_at reason moved_to",
        internal="numbers windows paper_from late late_reason opened_at ended_at",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_slot_client_id"),
            models.UniqueConstraint(
                fields=["county", "kind", "starts_at"],
                condition=~models.Q(state="cancelled"),
                name="reception_slot_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="reception_slot_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "day", "kind"], name="reception_slot_day"),
            models.Index(fields=["county", "state", "day"], name="reception_slot_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.day}"


class SlotPerson(CountyModel):
    """Somebody in a slot, on the post they hold (当值人员); `came_at` is when they signed in.

    Who doesn't come says for what (`absent_for`); the slot is covered all the same when a substitute signed in.
    """

    slot = CountyForeignKey(Slot, on_delete=models.CASCADE, related_name="persons")
    appointment = CountyForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices)
    came_at = models.DateTimeField(null=True, blank=True)
    absent_for = models.CharField(max_length=12, choices=AbsentFor.choices, blank=True)

    LEVELS = Levels(public="slot appointment part", internal="came_at absent_for")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["county", "slot", "appointment"], name="reception_slotperson_once"
            ),
            models.UniqueConstraint(
                fields=["county", "slot"],
                condition=models.Q(part=Part.LEADER),
                name="reception_slotperson_one_leader",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "appointment"], name="reception_slotperson_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.part}"


class SlotChange(CountyModel):
    """What was altered in a slot (变更): `was` and `became` in the words the notice shows, where it was posted before.

    Who was taken off a slot that was not posted yet is kept for the desk.
    """

    slot = CountyForeignKey(Slot, on_delete=models.CASCADE, related_name="alterations")
    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=Altered.choices)
    was = models.CharField(max_length=REASON, blank=True)
    became = models.CharField(max_length=REASON, blank=True)

    LEVELS = Levels(public="slot at what was became")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "slot", "at"], name="reception_slotchange_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.what}"

    @property
    def posted(self) -> bool:
        """Whether it was altered after the slot had been posted, so that the notice says so."""
        return self.slot.published_at is not None and self.slot.published_at <= self.at


class Swap(Stateful):
    """One leader asks another to swap two slots (调换); it holds when the other agrees (RCP-02).

    `asking` and `asked` are who led the two slots then: nobody agrees for somebody who was put in since.
    """

    asking = CountyForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    asked = CountyForeignKey(Appointment, on_delete=models.PROTECT, related_name="+")
    mine = CountyForeignKey(SlotPerson, on_delete=models.PROTECT, related_name="+")
    theirs = CountyForeignKey(SlotPerson, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    LEVELS = Levels(internal="asking asked mine theirs asked_at answered_at")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "client_id"], name="reception_swap_client_id"),
            models.UniqueConstraint(
                fields=["county", "mine"], condition=models.Q(state="asked"), name="reception_swap_one_a_slot"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["county", "theirs", "state"], name="reception_swap_theirs"),
            models.Index(fields=["county", "asked", "state"], name="reception_swap_asked"),
            models.Index(fields=["county", "asking", "state"], name="reception_swap_asking"),
        ]

    def __str__(self) -> str:
        return f"{self.mine_id} {self.theirs_id}"


class Leave(CountyModel):
    """Days on which somebody has no turn (请假、出差); why is nobody's business, so it isn't kept."""

    person = CountyForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    told_at = models.DateTimeField()

    LEVELS = Levels(internal="person first last told_at")

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(fields=["county", "person", "first"], name="reception_leave_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="reception_leave_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.first}"
