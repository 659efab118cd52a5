"""What was said at a visit, what was left, what was promised, and whether it was read back and signed (接谈记录)."""

from typing import ClassVar

from django.db import models
from django.db.models.constraints import BaseConstraint

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel, CountyOneToOneField
from lianxin.people.models import Unit
from lianxin.reception.models.slots import SlotPerson
from lianxin.reception.models.visits import Visit
from lianxin.reception.rules.visits import Signing


class Talk(CountyModel):
    """The record of one talk (接谈记录).

    `heard_by` is who of the slot received them; empty where the leader did not come and the recorder heard them.
    `evidence` are the papers left, one a line; a receipt is printed for them. What was promised has a unit and a day.
    `about` is the unit a complaint is about: nobody of it may have been the recorder (RCP-10). `paper_number` is that
    of the blank sheet it was written on, `at` the time on that sheet, `written_at` when it was entered.
    """

    client_id = models.UUIDField(default=uuid7, editable=False)
    visit = CountyOneToOneField(Visit, on_delete=models.CASCADE, related_name="talk")
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    heard_by = CountyForeignKey(SlotPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorder_id = models.BigIntegerField(null=True, blank=True)
    about = CountyForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.TextField()
    evidence = models.JSONField(default=list, blank=True)
    told = models.TextField(blank=True)
    promised = models.TextField(blank=True)
    promised_unit = CountyForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    promised_on = models.DateField(null=True, blank=True)
    read_back = models.BooleanField(default=False)
    signing = models.CharField(max_length=12, choices=Signing.choices)
    signing_note = models.CharField(max_length=200, blank=True)
    paper_number = models.CharField(max_length=40, blank=True)

    FREE_TEXT: ClassVar = ("asked", "evidence", "told", "promised", "signing_note")
    LEVELS = Levels(
        internal="client_id visit at written_at heard_by about promised_unit promised_on read_back signing "
        "paper_number",
        personal="recorder_id asked evidence told promised signing_note",
    )

    class Meta:
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["county", "paper_number"],
                condition=~models.Q(paper_number=""),
                name="reception_talk_paper",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["county", "promised_on"],
                condition=models.Q(promised_on__isnull=False),
                name="reception_talk_promised",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}"
