"""Matters at the interface: the list and its pages, one of them with its moves, masked as on the screen."""

from django.utils import timezone

from tests.site.api.hands import program
from tests.township import Township


def test_one_matter_is_told_whole(town: Township) -> None:
    matter = town.working(town.file())
    told = program(town.triage).read(f"/matters/{matter.number}")
    assert told["number"] == matter.number
    assert told["state"] == {"code": "working", "name": "办理中"}
    assert told["holder"]["name"] == "供水站"
    assert told["area"] == {"id": town.village.pk, "code": town.village.code, "name": "樟荫村"}
    assert told["filed_at"] == timezone.localtime(matter.filed_at).isoformat(timespec="milliseconds")
    assert [one["unit"]["code"] for one in told["appeal"]["orders"]] == ["02"]
    assert told["appeal"]["text"].startswith("樟荫村水井边")
