"""F-49 and F-50: the order that goes to the unit with a matter, and every callback about it, read back from paper."""

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.appeals.models import Order
from tests.kernel.paper.reading import printed, squeezed
from tests.township import Township, enter


@pytest.mark.req("F-49")
def test_an_order_names_unit_matter_demand_and_basis_and_nobody_who_spoke(
    town: Township, client: Client
) -> None:
    matter = town.dispatched(town.file(name="林小满", phone="19900001111"))
    order = Order.objects.get(matter=matter)
    text = printed(
        enter(client, town.triage), reverse("order_file", kwargs={"number": matter.number, "key": order.pk})
    )
    wanted = ("F-49", town.water.name, matter.number, "职责清单第 3 条", "没有要求保密")
    assert [one for one in wanted if squeezed(one) not in text] == []
    assert [one for one in ("林小满", "19900001111") if one in text] == []


@pytest.mark.req("F-50", "RCP-07")
def test_every_callback_is_a_line_those_in_vain_too(town: Township, client: Client) -> None:
    matter = town.answered(town.file())
    town.go(matter, "call_back", by=town.caller, reached=False)
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="yes", satisfied=5, words="水通了。")
    text = printed(enter(client, town.caller), reverse("callbacks_file", kwargs={"number": matter.number}))
    wanted = ("F-50", matter.number, "没有打通", "水通了。", "非常满意")
    assert [one for one in wanted if squeezed(one) not in text] == []
