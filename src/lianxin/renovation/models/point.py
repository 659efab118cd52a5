"""A reception point at the site of a renovation (现场接待点)."""

from django.db import models

from lianxin.kernel.levels import Levels
from lianxin.kernel.models.county import CountyForeignKey, CountyModel
from lianxin.reception.models import Kind
from lianxin.renovation.models.project import Project


class ProjectPoint(CountyModel):
    """That a kind of reception, with a period, is held at the site of a project (现场接待点, RCP-11, SEV-05)."""

    project = CountyForeignKey(Project, models.CASCADE, related_name="points")
    kind = CountyForeignKey(Kind, models.PROTECT, related_name="+")

    LEVELS = Levels(public="project kind")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind"], name="renovation_point_kind"),
        ]
        indexes = [models.Index(fields=["county", "project"], name="renovation_point_project")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.kind_id}"
