"""The tests' own township is what the platform would read back."""

from django.utils import timezone

from lianxin.kernel.actor import Actor
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from tests.township import Township


def test_everybody_of_the_township_is_who_the_platform_says(town: Township) -> None:
    staff = [who for who in vars(town).values() if isinstance(who, Actor) and who.account is not None]
    assert len(staff) == 10
    for who in staff:
        assert who == actor_of(Account.objects.get(pk=who.account), at=timezone.now())
