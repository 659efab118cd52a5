"""What the worker does for appeals."""

from lianxin.appeals.intake.archive import put_away
from lianxin.kernel.jobs import every

DAILY = 24 * 60

every(DAILY, "appeals.archive")(put_away)
