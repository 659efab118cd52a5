"""One Idempotency-Key in several hands at the same moment: one effect, one answer, and no second story under it."""

from collections import Counter
from typing import Any

import pytest

from lianxin.kernel.audit import verify
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.rebuild import check
from lianxin.people.models import ApiCall
from tests.faults.at_once import at_once
from tests.site.api.hands import Program, said, token_of
from tests.township import Township

pytestmark = pytest.mark.django_db(transaction=True)


def sends(token: str, path: str, *bodies: Any, version: int | None = None) -> list[Any]:
    """One deed for each of these bodies, all under one key."""

    def deed(body: Any) -> Any:
        return lambda: Program(token).send(path, body, key="one", version=version)

    return [deed(body) for body in bodies]


@pytest.mark.req("F2")
def test_a_key_sent_by_four_hands_at_once_registers_one_appeal(town: Township) -> None:
    token, body = token_of(town.clerk).token, said(town)
    answers = at_once(town.county, sends(token, "/matters", *[body] * 4))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert (Matter.objects.count(), ApiCall.objects.count()) == (1, 1)
    assert verify("events").ok
    assert list(check()) == []


@pytest.mark.req("F2")
def test_two_stories_under_one_key_at_once_are_one_move_and_one_refusal(town: Township) -> None:
    matter, token = town.working(town.file()), token_of(town.water_handler).token
    matter.refresh_from_db()
    stories = [{"kind": "contact", "text": text} for text in ("约好下午上门。", "约好明天上门。")]
    path = f"/matters/{matter.number}/moves/record"
    answers = at_once(town.county, sends(token, path, *stories, *stories, version=matter.version))
    told = Counter((answer.status_code, answer.json().get("code", "")) for answer in answers)
    assert told == {(200, ""): 2, (422, "key_reused"): 2}
    assert Event.objects.filter(move="record").count() == 1
    assert matter.handlings.count() == 1
