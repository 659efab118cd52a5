"""What hangs on the settings of the floors below: due times follow the calendar."""

from lianxin.kernel.timetables import follow_calendar
from lianxin.matters import recount

follow_calendar(recount.follow, recount.foresee)
