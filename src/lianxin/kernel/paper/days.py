"""Days as papers write them (FRM-07): 2022年2月7日, with the weekday where a limit ends."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import override


def local(at: date | datetime) -> date | datetime:
    """A moment by the office's clock; a day as it is."""
    return timezone.localtime(at) if isinstance(at, datetime) else at


def day_words(at: date | datetime | None) -> str:
    """`2022年2月7日`; empty for no day."""
    if at is None:
        return ""
    day = local(at)
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime | None) -> str:
    """`2022年2月7日 09:05`; empty for no moment."""
    return f"{day_words(at)} {local(at):%H:%M}" if at is not None else ""


def limit_words(at: date | datetime | None) -> str:
    """`2022年2月7日（星期一）`, with the time where the limit has one."""
    if at is None:
        return ""
    there = local(at)
    with override("zh-hans"):
        words = f"{day_words(at)}（{formatted(there, 'l')}）"
    return f"{words} {there:%H:%M}" if isinstance(there, datetime) else words
