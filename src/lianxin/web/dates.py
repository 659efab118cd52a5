"""Days and moments in words, as pages write them (日期)."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def when(at: datetime | None) -> str:
    """2022年2月7日 16:05, or 7 Feb 2022, 16:05."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if chinese():
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return date_format(local, "j M Y, H:i")


def shortly(at: datetime | None) -> str:
    """`when` for lists: the year only when it isn't this one."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if local.year != timezone.localdate().year:
        return when(at)
    # Twice in each row of a list: Django's own formats, read sign by sign, take a twentieth of the page.
    return f"{local.month}月{local.day}日 {local:%H:%M}" if chinese() else date_format(local, "j M, H:i")


def day(at: date | None) -> str:
    """2022年2月7日, or 7 Feb 2022; of a moment, the day in the office's zone."""
    if at is None:
        return ""
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    return f"{local.year}年{local.month}月{local.day}日" if chinese() else date_format(local, "j M Y")


def chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "").startswith("zh")
