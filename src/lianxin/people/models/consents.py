"""What somebody agreed to, by which text, and whether it still stands (同意)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.kernel.sealed import Sealed, SealedField
from lianxin.people.models.persons import Person
from lianxin.people.rules.consents import Consented, Way


class Consent(CountyModel):
    """One yes: what for, which edition of the text, how and when, who took it (同意记录).

    It belongs to a person, or to a row above that is known by kind and client id (`about_kind`, `about_id`),
    such as a contact of somebody who stays unknown. A child's guardian is named.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    person = CountyForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="consents")
    about_kind = models.CharField(max_length=24, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    purpose = models.CharField(max_length=12, choices=Consented.choices)
    edition = models.CharField(max_length=16)
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True, blank=True)
    guardian_sealed = SealedField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_way = models.CharField(max_length=8, choices=Way.choices, blank=True)

    guardian = Sealed("guardian_sealed")

    LEVELS = Levels(
        internal="client_id about_kind about_id purpose edition way at withdrawn_at withdrawn_way",
        personal="person taken_by",
        restricted="guardian_sealed",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="people_consent_client_id"),
        ]
        indexes = [
            models.Index(fields=["county", "person"], name="people_consent_person"),
            models.Index(fields=["county", "about_kind", "about_id"], name="people_consent_about"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.edition}"
