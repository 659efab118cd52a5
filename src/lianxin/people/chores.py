"""What the worker tidies up for signing in."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone

from lianxin.kernel import throttle
from lianxin.kernel.jobs import every
from lianxin.people.actions.sign_in import end_worn_out
from lianxin.people.actions.staff import close_ended

HOUR = 60


@every(HOUR, "people.tidy")
def tidy() -> None:
    """Remove sessions and tries that no longer count; close forgotten stays and the accounts of who has left."""
    end_worn_out(at=timezone.now())
    close_ended(at=timezone.now())
    throttle.sweep()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
