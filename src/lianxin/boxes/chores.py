"""What the worker does for boxes: a slip follows its appeal to its end (随诉求办结)."""

from lianxin.boxes.actions.sorting import follow_appeals
from lianxin.kernel.jobs import every

every(10, "boxes.follow")(follow_appeals)
