"""Imported so that Django finds the tables; import each from its own module."""

from lianxin.kernel.models import attachment as attachment
from lianxin.kernel.models import county as county
from lianxin.kernel.models import event as event
from lianxin.kernel.models import job as job
from lianxin.kernel.models import message as message
from lianxin.kernel.models import number as number
from lianxin.kernel.models import search as search
from lianxin.kernel.models import throttle as throttle
