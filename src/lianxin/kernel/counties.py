"""Going through the counties of an installation one after the other."""

from collections.abc import Iterator

from lianxin.kernel.context import in_county
from lianxin.kernel.models.county import County


def each_county() -> Iterator[int]:
    """The code of every county, with the county entered while its turn lasts."""
    for code in list(County.objects.order_by("code").values_list("code", flat=True)):
        with in_county(code):
            yield code
