"""Who speaks for whom, and for how many (代为反映、代表、附议)."""

from lianxin.appeals.models import Appellant, Proxy
from lianxin.appeals.rules import Identity
from lianxin.appeals.rules.speaking import Part
from lianxin.matters.models import Matter


def standing_proxy(matter: Matter) -> Proxy | None:
    """The proxy whose consent stands."""
    return matter.proxies.select_related("proxy", "principal").filter(withdrawn_at=None).first()


def has_proxy(matter: Matter) -> bool:
    """Whether one stands."""
    return any(one.withdrawn_at is None for one in matter.proxies.all())


def withdrawn_proxies(matter: Matter) -> set[int]:
    """The appellants who spoke for another until that one took it back: they are told nothing more."""
    gone = matter.proxies.exclude(withdrawn_at=None).values_list("proxy_id", flat=True)
    return set(gone)


def representatives(matter: Matter) -> int:
    """How many represent those who came together."""
    return matter.appellants.filter(part=Part.REPRESENTATIVE).count()


def first_speaker(matter: Matter) -> Appellant | None:
    """Who filed it, unless nobody wanted to be known."""
    return matter.appellants.exclude(identity=Identity.ANONYMOUS).order_by("pk").first()
