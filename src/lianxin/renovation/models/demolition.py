"""What is to come down for a renovation, and by what right (拆除)."""

from django.db import models

from lianxin.kernel.ids import uuid7
from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.renovation.models.project import Project


class Demolition(CountyModel):
    """One thing to come down, and the decision it rests on (拆除的法律依据, REN-01).

    `remedy` is what the owner was told of review and suit, `remedy_until` the last day of it; `agreed`: the owner
    agreed in writing. `done_on` is when it came down, `dropped_why` why it stays after all. Its papers hang on it.
    """

    project = CountyForeignKey(Project, models.CASCADE, related_name="demolitions")
    client_id = models.UUIDField(default=uuid7, editable=False)
    what = models.CharField(max_length=120)
    building = models.CharField(max_length=40, blank=True)
    body = models.CharField(max_length=60, blank=True)
    decision = models.CharField(max_length=60, blank=True)
    law = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)
    remedy = models.CharField(max_length=200, blank=True)
    remedy_until = models.DateField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    done_on = models.DateField(null=True, blank=True)
    dropped_why = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(
        internal="project client_id what building body decision law decided_on served_on remedy remedy_until agreed"
        " done_on dropped_why",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="renovation_demolition_client"),
        ]
        indexes = [models.Index(fields=["county", "project"], name="renovation_demolition_project")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.what}"
