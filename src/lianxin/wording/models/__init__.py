"""The tables of what was read in texts, by noun."""

from lianxin.wording.models.classes import ClassSuggestion, ClassTraining, TrainingStatus

__all__ = ["ClassSuggestion", "ClassTraining", "TrainingStatus"]
