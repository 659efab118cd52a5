"""The reception's pages on a telephone and on a desk in both editions: nothing sticks out or is too small."""

import pytest

from lianxin.reception.queries.addresses import number_address, screen_address
from tests.browser.looking import Look
from tests.browser.pictures import Pictures
from tests.browser.stage import Stage
from tests.reception.day import a_slot, come, ended, go, heard, market_day

STAFF = ("desk", "take", "talk", "paper", "visit", "correct", "off", "counts", "visits", "window")


@pytest.mark.parametrize("elder", [False, True])
def test_the_reception_is_for_everybody(stage: Stage, pictures: Pictures, elder: bool) -> None:
    town = stage.town
    stage.at("2026-11-04 10:00")
    slot = a_slot(town, kind=market_day(town, windows=3))
    settled = heard(town, come(town, slot, name="林小满", phone="19900001111"))
    ended(town, settled, "told", evidence=["水费单复印件 1 页"])
    talking = heard(town, come(town, slot, persons=6, speakers=["甲", "乙"], name="欧阳桂枝", needs=["seat"]))
    called = go(come(town, slot, name="周小满", private=True), "call", by=town.clerk, window=2)
    go(go(come(town, slot), "call", by=town.clerk, window=3), "skip", by=town.clerk)
    for _one in range(3):
        waiting = come(town, slot, name="吴小满", needs=["dialect", "writing"])
    look = Look(elder)
    clerk = stage.desk(town.clerk)
    if elder:
        clerk.turn_elder()
    day = "figure=visits&since=2026-11-04&until=2026-11-04"
    pages = {
        "desk": f"/reception/desk/{slot.pk}/1/",
        "take": f"/reception/desk/{slot.pk}/take/",
        "talk": f"/reception/visits/{talking.pk}/talk/",
        "paper": f"/reception/desk/{slot.pk}/paper/",
        "visit": f"/reception/visits/{settled.pk}/",
        "correct": f"/reception/visits/{settled.pk}/correct/",
        "off": f"/reception/slots/{slot.pk}/do/take_off/",
        "counts": "/reception/counts/",
        "visits": f"/reception/visits/?{day}",
        "window": f"/reception/visits/{called.pk}/do/move_window/",
    }
    assert tuple(pages) == STAFF
    for label, address in pages.items():
        look.at(clerk.go(address), label)
        if label in ("desk", "talk", "correct") and not elder:
            clerk.resize((360, 640))
            pictures.take(clerk.page, f"reception-{label}-narrow")
    resident = stage.phone(elder=elder)
    for label, address in {
        "numbers": "/reception/numbers/",
        "draw": f"/reception/numbers/{slot.pk}/",
        "own number": f"/reception/number/{number_address(waiting)}/",
        "screen": f"/reception/screen/{screen_address(slot)}/",
    }.items():
        look.at(resident.go(address), label)
    assert look.faults == []
