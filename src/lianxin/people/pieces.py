"""Telephone and ID numbers are taken out of free texts (文中号码); the office's own telephone stays readable."""

from collections.abc import Iterator

from lianxin.kernel import clock
from lianxin.kernel.masking import mask_id, mask_phone
from lianxin.kernel.pieces import Find, Kind, register
from lianxin.people.queries.residents import ID_NUMBER, PHONE
from lianxin.people.rules.idnumber import tidy_id
from lianxin.people.rules.written_numbers import id_numbers, landlines, mobiles, tidy_phone
from lianxin.web.office import office


def id_numbers_in(text: str) -> Iterator[tuple[int, int]]:
    """ID numbers that are valid today."""
    return id_numbers(text, today=clock.today())


def not_the_offices(find: Find) -> Find:
    """Without the office's own telephone."""

    def found(text: str) -> Iterator[tuple[int, int]]:
        own = ""
        for start, end in find(text):
            own = own or tidy_phone(office().phone) or "none"
            if tidy_phone(text[start:end]) != own:
                yield start, end

    return found


def plain_id(written: str) -> str:
    """An ID number as it is looked up."""
    return tidy_id(written).replace("-", "")


register(
    Kind("id_number", "身份证", ID_NUMBER, id_numbers_in, mask_id, plain_id),
    Kind("phone", "电话", PHONE, not_the_offices(mobiles), mask_phone, tidy_phone),
    Kind("landline", "座机", PHONE, not_the_offices(landlines), mask_phone, tidy_phone),
)
