"""Tables of renovations (小区改造), by noun."""

from lianxin.renovation.models.demolition import Demolition
from lianxin.renovation.models.objection import Objection
from lianxin.renovation.models.point import ProjectPoint
from lianxin.renovation.models.project import Project
from lianxin.renovation.models.site import Advance, Consultation, SitePromise

__all__ = ["Advance", "Consultation", "Demolition", "Objection", "Project", "ProjectPoint", "SitePromise"]
