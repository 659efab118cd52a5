"""Who may put next month's list forward reads at the bell that it is made (到期删除清单)."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import letters, notices
from lianxin.kernel.actor import Role
from lianxin.kernel.erasure import batches, hands
from lianxin.kernel.letters import Letter
from lianxin.kernel.models.erasure import BatchStatus, Cause, ErasureBatch
from lianxin.kernel.models.notice import Topic
from lianxin.people.models import Post

LISTED = "staff.erasure"

letters.register(
    Letter(
        LISTED,
        _("%(due)s 起可以删除的清单列好了（%(count)s 条），请看过以后提出删除。"),
        topic=Topic.WORK,
        label=_("每月的到期删除清单列好以后，给管理员；举报的给派单员"),
    )
)


def tell_of_lists() -> None:
    """Tell of each list that waits to be put forward, once whatever runs twice."""
    waiting = ErasureBatch.objects.filter(status=BatchStatus.LISTED, cause=Cause.MONTHLY)
    for batch in waiting.annotate(count=Count("lines")).order_by("pk"):
        notices.tell_staff(
            LISTED,
            posts=posts_for(hands.PROPOSERS_SEALED if batch.sealed else hands.PROPOSERS),
            variables={"due": batch.month.isoformat() if batch.month else "", "count": batch.count},
            row_kind=batches.BATCH,
            row_id=batch.pk,
            key=f"{LISTED}:{batch.pk}",
        )


def posts_for(roles: Iterable[Role]) -> list[int]:
    """The posts in use that hold one of these roles."""
    wanted = set(roles)
    rows = Post.objects.filter(active=True, unit__active=True).order_by("pk").values_list("pk", "roles")
    return [key for key, held in rows if wanted.intersection(held)]


def addresses(keys: Iterable[int]) -> dict[int, str]:
    """The page of each list."""
    return {key: reverse("erasure_batch", kwargs={"batch": key}) for key in keys}


notices.about(batches.BATCH, seen=batches.visible, links=addresses)
