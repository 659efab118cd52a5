"""A renovation project (改造项目): where, what, when it was posted, when work may be heard."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.matters.models import Stateful


class Project(Stateful):
    """One renovation (小区改造项目); `area` is the village or community, `holder` the unit in charge.

    `buildings` are the names of the buildings it touches. `posted_from` to `posted_until` is the posting (公示期);
    `taken_down_at` when somebody looked that it hung to the end. `stopped_from` is the state work was stopped in.
    There is no field for what anybody is: who objects has an appeal with an answer, and nothing else (REN-01).
    """

    name = models.CharField(max_length=60)
    plan = models.TextField()
    buildings = models.JSONField(default=list)
    contractor = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    posted_from = models.DateField(null=True, blank=True)
    posted_until = models.DateField(null=True, blank=True)
    posted_where = models.CharField(max_length=120, blank=True)
    no_photo = models.CharField(max_length=120, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    noise_from = models.TimeField(null=True, blank=True)
    noise_until = models.TimeField(null=True, blank=True)
    rest_from = models.TimeField(null=True, blank=True)
    rest_until = models.TimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    keeper = models.CharField(max_length=60, blank=True)
    keeper_phone = models.CharField(max_length=30, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    handed_over_on = models.DateField(null=True, blank=True)
    stopped_from = models.CharField(max_length=16, blank=True, editable=False)
    stopped_why = models.CharField(max_length=300, blank=True)

    LEVELS = Levels(
        public="name plan buildings contractor phone posted_from posted_until posted_where noise_from noise_until"
        " rest_from rest_until started_on accepted_on keeper keeper_phone warranty_until handed_over_on stopped_why",
        internal="no_photo taken_down_at stopped_from",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "client_id"], name="renovation_project_client_id"),
        ]
        indexes = [models.Index(fields=["county", "state"], name="renovation_project_state")]

    def __str__(self) -> str:
        return self.name
