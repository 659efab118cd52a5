"""Administrators read at the bell, and in the morning, when a day has passed without a backup (备份告警)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock, letters, notices
from lianxin.kernel.backups.standing import OLD, standing
from lianxin.kernel.context import current_county
from lianxin.kernel.letters import Letter
from lianxin.kernel.models.county import County
from lianxin.kernel.models.notice import Topic
from lianxin.people.queries import administrators

LATE, KIND = "staff.backup", "backup"
BEGIN = 7  # o'clock: it is read with the morning's other news

letters.register(
    Letter(
        LATE,
        _("最近 24 小时没有做成备份，请打开“设置”里的“备份”看原因。"),
        topic=Topic.OFFICE,
        label=_("备份没有做成，给系统管理员"),
    )
)


def warn() -> None:
    """Once a day while no backup goes well; an installation of less than a day is left in peace."""
    now = clock.now()
    if not wanting(now) or timezone.localtime(now).hour < BEGIN:
        return
    day = timezone.localdate(now).isoformat()
    notices.put(
        [
            notices.Told(LATE, row_kind=KIND, account=account, at=now, key=f"{KIND}:{day}")
            for account in sorted(administrators(now))
        ]
    )


def wanting(now: datetime) -> bool:
    """Whether there should be a younger backup than there is."""
    found = standing()
    if found.plan is not None and not found.plan.on:
        return False
    began = County.objects.get(code=current_county()).started_at
    return found.late and now - began > OLD


def addresses(keys: Iterable[int]) -> dict[int, str]:
    """Where the notice leads."""
    return dict.fromkeys(keys, reverse("backups"))


notices.about(KIND, seen=None, links=addresses)
