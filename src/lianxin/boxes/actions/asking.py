"""查意见条: number and code of a stub, and how often they may be tried."""

from lianxin.boxes.queries.slips import Answered, opened_with, stub_of
from lianxin.doors.actions import GUESSES_FROM_ADDRESS, GUESSES_OF_A_NUMBER, spend
from lianxin.kernel import throttle


def open_with_code(number: str, code: str, *, address: str) -> Answered | None:
    """The answer that number and code open; None for a wrong one.

    Raises TooMany after as many wrong tries as at one's own matter; the right code opens even then.
    """
    here = throttle.address_key(address)
    spend("box.address", here, limit=GUESSES_FROM_ADDRESS)
    found = opened_with(number, code)
    if found is not None:
        throttle.give_back("box.address", here)
        throttle.clear("box.number", found.number)
        return found
    stub = stub_of(number)
    spend("box.number", stub.number if stub else number, limit=GUESSES_OF_A_NUMBER)
    return None
