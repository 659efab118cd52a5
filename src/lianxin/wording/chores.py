"""What the worker does for readings of texts: learning a county's classes (训练)."""

from datetime import timedelta

from lianxin.kernel.jobs import handler
from lianxin.wording.actions.training import TRAIN, bury, train_by_job

handler(TRAIN, dead=bury, lease=timedelta(hours=1))(train_by_job)
