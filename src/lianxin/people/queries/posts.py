"""Who is on a post now or will be."""

from datetime import datetime

from django.db.models import Q

from lianxin.people.models import Appointment, Post


def holders_now_or_later(post: Post, *, at: datetime) -> list[Appointment]:
    """Appointments on this post that hold, will hold, or wait for a second hand; the first to begin first."""
    rows = Appointment.objects.filter(Q(until=None) | Q(until__gt=at), post=post)
    return list(rows.select_related("account", "person").order_by("since", "pk"))
