"""An objection to a renovation is an appeal that is answered (异议)."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.matters.models import Matter
from lianxin.renovation.models.project import Project
from lianxin.renovation.rules.codes import About


class Objection(CountyModel):
    """That an appeal speaks of a project (异议, REN-01): what about, at which building. The answer is the appeal's."""

    project = CountyForeignKey(Project, models.CASCADE, related_name="objections")
    matter = CountyForeignKey(Matter, models.CASCADE, related_name="+")
    about = models.CharField(max_length=12, choices=About.choices)
    building = models.CharField(max_length=40, blank=True)
    linked_at = models.DateTimeField()

    LEVELS = Levels(internal="project matter about building linked_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter"], name="renovation_objection_matter"),
        ]
        indexes = [models.Index(fields=["county", "project"], name="renovation_objection_project")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.matter_id}"
