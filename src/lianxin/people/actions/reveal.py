"""Showing one value in clear: a reason, a quota of the day, a line in the log; beyond it an alarm (查看限额)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.events import looked
from lianxin.people.actions.record import record
from lianxin.people.models import LooksOfDay, Person, SecurityAlarm
from lianxin.people.queries.residents import PERSON
from lianxin.people.rules import Refused
from lianxin.people.rules.confidentiality import Alarm, reason_in_log, security_hand
from lianxin.people.rules.settings import reveal_quota

ACCOUNT, ACCESS_LOG = "account", "access_log"
LOG_REASON = "查阅访问记录"
REVEALED = ("phone", "other_phone", "id_number")


def admit_look(row_kind: str, row_id: int, *, what: str, ground: str, words: str, by: Actor) -> None:
    """Count one look at a value in clear and put it on record, before the value is read.

    Raises Refused beyond the day's quota; the alarm it raises stays although nothing is shown.
    """
    if by.account is None:
        raise Refused(_("请先登录。"))
    now = clock.now()
    with transaction.atomic():
        admitted = counted(by.account, now)
        if admitted:
            looked(row_kind, row_id, by=by, what=what, reason=reason_in_log(ground, words))
        else:
            raise_alarm(by.account, now)
    if not admitted:
        sentence = _("今天已经查看了 %(daily)d 次，到了限额。确需再看，请找安全管理员说明情况，明天再查。")
        raise Refused(sentence % {"daily": reveal_quota().daily})


def counted(account: int, now: datetime) -> bool:
    """Whether one more look fits into this account's day; it is counted then."""
    day = timezone.localdate(now)
    LooksOfDay.objects.get_or_create(account_id=account, day=day)
    held = LooksOfDay.objects.select_for_update().get(account_id=account, day=day)
    if held.count >= reveal_quota().daily:
        return False
    held.count += 1
    held.save(update_fields=["count"])
    return True


def raise_alarm(account: int, now: datetime) -> None:
    """One alarm for an account and a day, with how often it was tried; a closed one opens again."""
    day = timezone.localdate(now)
    alarm, made = SecurityAlarm.objects.get_or_create(
        kind=Alarm.QUOTA, account_id=account, day=day, defaults={"raised_at": now}
    )
    if not made:
        SecurityAlarm.objects.filter(pk=alarm.pk).update(tries=F("tries") + 1, closed_at=None)


def reveal_resident(person: Person, field: str, *, ground: str, words: str, by: Actor) -> str:
    """A telephone or the ID number of a resident in clear. Raises Refused, LookupError for another field."""
    if field not in REVEALED:
        raise LookupError(field)
    admit_look(PERSON, person.pk, what=field, ground=ground, words=words, by=by)
    return str(getattr(person, field))


@transaction.atomic
def close_alarm(alarm: SecurityAlarm, *, note: str, by: Actor, at: datetime) -> None:
    """The security hand has looked into it. Raises Refused for anybody else, and when it is closed."""
    if not security_hand(by, None):
        raise Refused(_("告警由安全管理员处理。"))
    closed = SecurityAlarm.objects.filter(pk=alarm.pk, closed_at=None)
    if closed.update(closed_at=at, closed_by=by.account, note=note) != 1:
        raise Refused(_("这条告警已经处理过了。"))
    looked(ACCOUNT, alarm.account_id, by=by, what="alarm.closed", reason=note)
    record(ACCOUNT, alarm.account_id, "alarm.closed", by=by, at=at, alarm=alarm.pk)


def log_opened(*, by: Actor) -> None:
    """Somebody read the access log: on record, too."""
    looked(ACCESS_LOG, 0, by=by, what=ACCESS_LOG, reason=LOG_REASON)
