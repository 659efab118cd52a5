"""What a leader looks at: the front page, the Monday page, and what the public is told."""

from lianxin.insight.figures.front import Front, front

__all__ = ["Front", "front"]
