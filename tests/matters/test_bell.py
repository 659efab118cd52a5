"""Notices written by acts: with the act or not at all, to the right posts, only about what one may see."""

import pytest

from lianxin.kernel import notices
from lianxin.kernel.actor import Role
from lianxin.kernel.models.notice import Notice
from lianxin.matters.refusals import Refused
from lianxin.people.models import Post
from tests.township import Township, actor


def told(by: object) -> list[str]:
    """The letters an actor has not read."""
    return [notice.letter for notice in notices.unread(by).order_by("pk")]  # type: ignore[arg-type]


def test_a_dispatch_tells_the_handlers_of_the_unit_and_nobody_else(town: Township) -> None:
    keeper = actor(town.water, "内勤", Role.CLERK)
    town.dispatched(town.file())
    assert told(town.water_handler) == ["staff.to_sign"]
    assert [told(by) for by in (keeper, town.roads_handler, town.leader, town.administrator)] == [[]] * 4


def test_a_unit_without_a_post_of_the_role_hears_of_it_whole(town: Township) -> None:
    Post.objects.filter(unit=town.water).update(roles=[Role.CLERK])
    town.dispatched(town.file())
    assert set(Notice.objects.values_list("post_id", flat=True)) == town.water_handler.posts


def test_what_is_sent_back_or_done_again_is_told_to_those_who_do_it(town: Township) -> None:
    matter = town.closing(town.file())
    town.go(matter, "send_back", by=town.reviewer, reason="请写清哪天修好的。")
    reply = "供水站王师傅当天换了接头，已不漏水。还有问题请打供水站电话。"
    town.go(matter, "finish", by=town.water_handler, outcome="resolved", reply=reply)
    town.go(matter, "approve", by=town.reviewer)
    town.go(matter, "call_back", by=town.caller, reached=True, resolved="no", satisfied=1)
    assert told(town.water_handler) == ["staff.to_sign", "staff.sent_back", "staff.rework"]


def test_an_act_that_is_refused_tells_nobody(town: Township) -> None:
    matter = town.accepted(town.file(type="help"))
    with pytest.raises(Refused):
        town.go(matter, "dispatch", by=town.clerk, unit=town.water.pk, basis="职责清单第 3 条")
    assert not Notice.objects.exists()


@pytest.mark.req("INV-08")
def test_who_may_not_see_the_matter_is_not_shown_the_notice(town: Township) -> None:
    matter = town.dispatched(town.file())
    notices.tell_staff(
        "staff.to_sign",
        posts=town.roads_handler.posts,
        variables={"number": matter.number},
        row_kind="matter",
        row_id=matter.pk,
    )
    assert (notices.bell(town.roads_handler), notices.bell(town.water_handler)) == (0, 1)


@pytest.mark.req("INV-08")
def test_among_a_hundred_about_what_one_may_not_see_the_own_ones_still_ring(town: Township) -> None:
    hidden, own = town.dispatched(town.file()), town.accepted(town.file())
    town.go(own, "dispatch", by=town.triage, unit=town.roads.pk, basis="职责清单第 3 条")
    for matter, times in ((hidden, 120), (own, 2)):
        about = {"row_kind": "matter", "row_id": matter.pk, "posts": list(town.roads_handler.posts)}
        notices.put(
            [notices.Told("staff.to_sign", {"number": matter.number}, **about) for _time in range(times)]
        )
    assert notices.bell(town.roads_handler) == len(told(town.roads_handler)) == 3
