"""What the worker tidies up for signing in, and the files of exports it makes and deletes."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from lianxin.kernel import search, throttle
from lianxin.kernel.backups.after import Restored, after_restore
from lianxin.kernel.jobs import every, handler
from lianxin.people.actions import export_files, exports
from lianxin.people.actions.handovers import open_coming
from lianxin.people.actions.residents import texts_of
from lianxin.people.actions.sign_in import end_all, end_worn_out
from lianxin.people.actions.staff import close_ended
from lianxin.people.actions.tokens import forget_calls, revoke_all
from lianxin.people.backups import warn
from lianxin.people.erasures import tell_of_lists
from lianxin.people.queries.residents import PERSON

HOUR = 60
search.source(PERSON, texts_of)

handler(export_files.MAKE, dead=export_files.bury, lease=timedelta(minutes=30))(export_files.make_by_job)
every(HOUR, "people.exports")(exports.expire)
every(HOUR, "people.backups")(warn)
every(HOUR, "people.erasures")(tell_of_lists)


@every(HOUR, "people.tidy")
def tidy() -> None:
    """Remove sessions and tries that no longer count; close what has run out, open the lists of who leaves soon."""
    end_worn_out(at=timezone.now())
    close_ended(at=timezone.now())
    open_coming(at=timezone.now())
    forget_calls(at=timezone.now())
    throttle.sweep()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@after_restore("people.sign_ins")
def end_stays(restored: Restored) -> None:
    """Everybody signs in anew: who was signed out or lost a post since must not be in again; programs neither."""
    end_all(at=restored.at)
    revoke_all(at=restored.at)
