"""What the worker tidies up for signing in."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from lianxin.kernel import throttle
from lianxin.kernel.jobs import every
from lianxin.people.actions.handovers import open_coming
from lianxin.people.actions.sign_in import end_worn_out
from lianxin.people.actions.staff import close_ended

HOUR = 60


@every(HOUR, "people.tidy")
def tidy() -> None:
    """Remove sessions and tries that no longer count; close what has run out, open the lists of who leaves soon."""
    end_worn_out(at=timezone.now())
    close_ended(at=timezone.now())
    open_coming(at=timezone.now())
    throttle.sweep()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
