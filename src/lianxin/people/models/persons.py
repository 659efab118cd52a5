"""What is known of a person as a resident (居民): all of it optional, a person may stay unknown (XC-02)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.people.rules.names import LONGEST_NAME
from lianxin.people.rules.residents import Sex
from lianxin.places.models import Area

DIGEST = 64


class Person(CountyModel):
    """A human being the office knows by name (人员); telephones and ID number are sealed, found by blind index.

    `resident` is set for those the residents' desk keeps; staff have a row here too. A row that was merged
    keeps its id and points at the one that stays (`merged_into`).
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    phone_sealed = SealedField(blank=True)
    phone_index = models.CharField(max_length=DIGEST, blank=True, editable=False)
    resident = models.BooleanField(default=False)
    sex = models.CharField(max_length=8, choices=Sex.choices, blank=True)
    born = models.DateField(null=True, blank=True)
    id_number_sealed = SealedField(blank=True)
    id_number_index = models.CharField(max_length=DIGEST, blank=True, editable=False)
    other_phone_sealed = SealedField(blank=True)
    other_phone_index = models.CharField(max_length=DIGEST, blank=True, editable=False)
    area = CountyForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    merged_into = CountyForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1, editable=False)

    phone = Sealed("phone_sealed")
    other_phone = Sealed("other_phone_sealed")
    id_number = Sealed("id_number_sealed")

    LEVELS = Levels(
        internal="client_id resident merged_into version",
        personal="name sex born area address",
        restricted="phone_sealed phone_index other_phone_sealed other_phone_index id_number_sealed "
        "id_number_index",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="people_person_client_id"),
        ]
        indexes = [
            models.Index(fields=["county", "name"], name="people_person_name"),
            models.Index(fields=["county", "phone_index"], name="people_person_phone"),
            models.Index(
                fields=["county", "other_phone_index"],
                condition=~models.Q(other_phone_index=""),
                name="people_person_other_phone",
            ),
            models.Index(
                fields=["county", "id_number_index"],
                condition=~models.Q(id_number_index=""),
                name="people_person_id_number",
            ),
            models.Index(fields=["county", "area"], name="people_person_area"),
            models.Index(
                fields=["county", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="people_person_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonName(CountyModel):
    """One name of a person, the present one or a former one (曾用名), with the keys it is found by."""

    person = CountyForeignKey(Person, models.CASCADE, related_name="names")
    name = models.CharField(max_length=LONGEST_NAME)
    former = models.BooleanField(default=False)
    pinyin = models.CharField(max_length=400)
    initials = models.CharField(max_length=LONGEST_NAME)
    ear = models.CharField(max_length=400)

    LEVELS = Levels(internal="person former", personal="name pinyin initials ear")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "person", "name"], name="people_personname_name"),
        ]
        indexes = [
            models.Index(fields=["county", "ear"], name="people_personname_ear"),
            models.Index(fields=["county", "pinyin"], name="people_personname_pinyin"),
            models.Index(fields=["county", "initials"], name="people_personname_initials"),
        ]

    def __str__(self) -> str:
        return self.name


class Merging(CountyModel):
    """Two records of one human being, proposed by one and approved by another (合并档案); both ids are kept."""

    kept = CountyForeignKey(Person, models.PROTECT, related_name="+")
    merged = CountyForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(default=False)
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    LEVELS = Levels(
        internal="kept merged proposed_at decided_at approved undone_at",
        personal="reason proposed_by decided_by undone_by",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "merged"],
                condition=models.Q(decided_at=None),
                name="people_merging_waiting",
            ),
        ]
        indexes = [models.Index(fields=["county", "kept"], name="people_merging_kept")]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"
