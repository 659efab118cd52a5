"""The tables of what was read in texts, by noun."""

from lianxin.wording.models.classes import ClassSuggestion, ClassTraining, TrainingStatus
from lianxin.wording.models.marks import Mark, Sketched

__all__ = ["ClassSuggestion", "ClassTraining", "Mark", "Sketched", "TrainingStatus"]
