"""The tables of what texts are about."""

from lianxin.wording.models.marks import Mark, Sketched

__all__ = ["Mark", "Sketched"]
