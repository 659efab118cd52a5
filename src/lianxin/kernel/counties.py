"""The counties this installation works for, and going through them one after the other."""

from collections.abc import Iterator

from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County


def served() -> list[int]:
    """The codes of the counties somebody works for here, lowest first."""
    return list(County.objects.filter(served=True).order_by("code").values_list("code", flat=True))


def serve(code: int, name: str) -> County:
    """The county with this code, made when missing, as one this installation works for."""
    county, made = County.objects.get_or_create(code=code, defaults={"name": name})
    if not made and not county.served:
        county.served = True
        county.save(update_fields=["served"])
    return county


def each_county() -> Iterator[int]:
    """The code of every county served, with the county entered while its turn lasts."""
    for code in served():
        with in_county(code):
            yield code
