"""What is kept from most: tags of residents, who keeps away from what, how much was looked at (保密)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.people.models.persons import DIGEST, Person
from lianxin.people.models.staff import Account, Unit
from lianxin.people.rules.confidentiality import Alarm, Tie


class ResidentTag(CountyModel):
    """A restricted mark on a person (标签); which roles it exists for is said by its kind, not by the row."""

    person = CountyForeignKey(Person, models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=24)
    level = models.CharField(max_length=12)
    basis = models.CharField(max_length=200)
    edition = models.CharField(max_length=16)
    set_by = models.BigIntegerField(null=True)
    set_at = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    LEVELS = Levels(
        internal="edition set_at ended_at",
        personal="person set_by ended_by",
        restricted="kind level basis until",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "person", "kind"],
                condition=models.Q(ended_at=None),
                name="people_residenttag_open",
            ),
        ]
        indexes = [models.Index(fields=["county", "person"], name="people_residenttag_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Avoidance(CountyModel):
    """What a member of staff declared to keep away from (回避申报): a person, a unit, or a telephone.

    The declaration itself is nobody's business but its author's and the audit hand's.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    tie = models.CharField(max_length=12, choices=Tie.choices)
    person = CountyForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = CountyForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    phone_sealed = SealedField(blank=True)
    phone_index = models.CharField(max_length=DIGEST, blank=True)
    note = models.CharField(max_length=200, blank=True)
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    phone = Sealed("phone_sealed")

    LEVELS = Levels(
        internal="client_id declared_at withdrawn_at",
        personal="account tie person unit note",
        restricted="phone_sealed phone_index",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="people_avoidance_client_id"),
        ]
        indexes = [
            models.Index(fields=["county", "account", "withdrawn_at"], name="people_avoidance_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.tie}"


class LooksOfDay(CountyModel):
    """How many values an account has had shown in clear on one day (当日查看次数)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    LEVELS = Levels(internal="day count", personal="account")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "account", "day"], name="people_looksofday_day"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day} {self.count}"


class SecurityAlarm(CountyModel):
    """Something the security hand should look into (告警); one a day for an account and a kind."""

    kind = models.CharField(max_length=12, choices=Alarm.choices)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    day = models.DateField()
    raised_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(internal="kind day raised_at tries closed_at", personal="account closed_by note")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "account", "day"], name="people_alarm_day"),
        ]
        indexes = [models.Index(fields=["county", "closed_at", "raised_at"], name="people_alarm_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id} {self.day}"
