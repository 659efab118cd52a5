"""What moves while Monday's page is counted is on the page whole, or not yet."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from lianxin.insight.figures import monday as page
from lianxin.kernel import clock
from lianxin.kernel.context import in_county
from tests.township import Township, at, enter

pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(county: int, deed: Callable[[], object]) -> None:
    """Somebody else does this, on a line of their own, and is done."""

    def work() -> None:
        try:
            with in_county(county), clock.standing_at(at("2026-11-09 09:00")):
                deed()
        finally:
            connection.close()

    other = Thread(target=work)
    other.start()
    other.join(60)
    assert not other.is_alive()


@pytest.mark.req("INV-02")
def test_what_is_withdrawn_while_the_page_is_counted_is_in_hand_once(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = town.file(when=at("2026-11-03 09:00"))
    counted, done = page.InHand, []

    def slow(*args: object) -> object:
        """What is in hand has been counted when a resident takes the matter back."""
        found = counted(*args)  # type: ignore[arg-type]  # passed on as it came
        town_withdraws()
        return found

    def town_withdraws() -> None:
        back = {"by": town.holder(matter), "when": at("2026-11-09 08:59")}
        meanwhile(town.county, lambda: town.go(matter, "withdraw", **back))
        done.append(True)

    monkeypatch.setattr(page, "InHand", slow)
    with clock.standing_at(at("2026-11-09 09:00")):
        told = enter(Client(), town.leader).get("/leader/monday/").context["page"]
    assert done
    assert (told.balance.start, told.balance.end, told.balance.even) == (0, 1, True)
    matter.refresh_from_db()
    assert matter.state == "withdrawn"
