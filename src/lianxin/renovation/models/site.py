"""What is written on the board at the site (工地公示板): who was asked, how far it is, who promised what."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.renovation.models.project import Project
from lianxin.renovation.rules.codes import Kept, Stage


class Consultation(CountyModel):
    """One time residents were asked (征求意见、居民验收): how many households, and what they said.

    asked = agreed + against + silent; the database holds it.
    """

    project = CountyForeignKey(Project, models.CASCADE, related_name="consultations")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    day = models.DateField()
    how = models.CharField(max_length=120)
    asked = models.PositiveIntegerField()
    agreed = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    silent = models.PositiveIntegerField()
    words = models.CharField(max_length=500, blank=True)

    LEVELS = Levels(public="stage day how asked agreed against silent", internal="project words")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asked=models.F("agreed") + models.F("against") + models.F("silent")),
                name="renovation_consultation_sum",
            ),
        ]
        indexes = [models.Index(fields=["county", "project", "day"], name="renovation_consultation_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} {self.day}"


class Advance(CountyModel):
    """One step of the work (施工进度)."""

    project = CountyForeignKey(Project, models.CASCADE, related_name="advances")
    day = models.DateField()
    words = models.CharField(max_length=200)

    LEVELS = Levels(public="day words", internal="project")

    class Meta:
        indexes = [models.Index(fields=["county", "project", "day"], name="renovation_advance_day")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.day}"


class SitePromise(CountyModel):
    """What somebody promised at the site (承诺): who, what, by when, and whether it was kept.

    One that was not kept stays on the board with what is done instead; it is never rewritten.
    """

    project = CountyForeignKey(Project, models.CASCADE, related_name="promises")
    what = models.CharField(max_length=120)
    by_whom = models.CharField(max_length=60)
    due_on = models.DateField()
    promised_on = models.DateField()
    kept = models.CharField(max_length=4, choices=Kept.choices, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)

    LEVELS = Levels(public="what by_whom due_on promised_on kept settled_on words", internal="project")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept="", settled_on=None)
                | (~models.Q(kept="") & models.Q(settled_on__isnull=False)),
                name="renovation_promise_settled",
            ),
        ]
        indexes = [models.Index(fields=["county", "project", "due_on"], name="renovation_promise_due")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.what}"
