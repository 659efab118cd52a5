"""Posts that list areas of their own go along when the map changes, and come back with it (XC-09)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.morning import actors
from lianxin.matters.queries import visible
from lianxin.people.actions import grants
from lianxin.people.models import Account, Appointment, Post, Proposal
from lianxin.people.queries import actor_of
from lianxin.places.actions import changes, preview
from lianxin.places.actions.changes import NewArea
from lianxin.places.actions.undo import undo
from lianxin.places.models import AreaChange
from lianxin.places.rules import Refused
from tests.places.conftest import MERGED, Valley
from tests.township import TOWN, actor, enter

pytestmark = pytest.mark.django_db
NORTH, SOUTH, JOINED = f"{TOWN}201", f"{TOWN}202", f"{TOWN}203"


def lists(post: Post) -> list[str]:
    return list(Post.objects.get(pk=post.pk).scopes)


def fresh(by: Actor) -> Actor:
    held = actor_of(Account.objects.get(pk=by.account), at=timezone.now())
    assert held is not None
    return held


def round_of(valley: Valley, *scopes: str) -> tuple[Post, Actor]:
    """A post of the hall that lists villages, with somebody on it."""
    by = actor(valley.town.hall, f"包村{'-'.join(scopes)}", Role.CLERK, f"r{len(scopes)}{scopes[0][-3:]}")
    Post.objects.filter(pk=by.post).update(roles=[Role.CLERK], scopes=list(scopes))
    return Post.objects.get(pk=by.post), fresh(by)


@pytest.mark.req("XC-09")
@pytest.mark.parametrize(
    ("listed", "after"),
    [
        ((SOUTH,), [NORTH, SOUTH]),  # it serves the village that goes on: what that takes in comes with it
        ((NORTH, SOUTH), [NORTH, SOUTH]),
        ((TOWN,), [TOWN]),
        ((f"{NORTH}001",), [f"{NORTH}001"]),  # a group keeps its code
    ],
)
def test_a_listed_village_is_served_after_it_went_into_another_and_no_more_when_it_comes_back(
    valley: Valley, listed: tuple[str, ...], after: list[str]
) -> None:
    """Deleting the call of `follow` in the changes, or of `undone` in the undo, fails this."""
    post, _by = round_of(valley, *listed)
    change = changes.merge([valley.north], valley.south, valley.decision())
    assert lists(post) == after
    undo(change, by=valley.town.administrator, at=clock.now())
    assert lists(post) == list(listed)


@pytest.mark.req("XC-09")
def test_who_lists_both_villages_sees_old_and_new_matters_of_the_one_they_became(valley: Valley) -> None:
    old = valley.town.file(area=valley.north.pk)
    post, by = round_of(valley, NORTH, SOUTH)
    valley.merge()
    new = valley.town.file(area=valley.joined().pk)
    assert set(visible(fresh(by), Matter)) == {old, new}
    assert lists(post) == [NORTH, SOUTH, JOINED]
    told = Event.objects.get(move="people.post_followed")
    assert (told.row_id, told.facts) == (
        post.pk,
        {"change": AreaChange.objects.get().pk, "added": [JOINED]},
    )


@pytest.mark.req("XC-09")
def test_who_serves_a_split_village_serves_its_parts(valley: Valley) -> None:
    post, _by = round_of(valley, NORTH)
    parts = [NewArea("樟东村", "village"), NewArea("樟西村", "village")]
    changes.split(valley.north, parts, valley.decision(), keep=False)
    assert lists(post) == [NORTH, JOINED, f"{TOWN}204"]


@pytest.mark.req("XC-09")
def test_a_group_that_moves_comes_under_who_lists_its_new_village(valley: Valley) -> None:
    (south, _), (group, _) = round_of(valley, SOUTH), round_of(valley, f"{NORTH}001", f"{NORTH}002")
    changes.move(valley.groups[0], valley.south, valley.decision())
    assert lists(south) == [f"{NORTH}001", SOUTH]
    assert lists(group) == [f"{NORTH}001", f"{NORTH}002"]


@pytest.mark.req("XC-09", "XC-07")
@pytest.mark.parametrize("confirmed", [True, False])
def test_the_other_villages_matters_wait_for_the_second_person(valley: Valley, confirmed: bool) -> None:
    """Deleting the question whether it `waits` fails this: a merger would hand out the other village's files."""
    town = valley.town
    theirs = town.file(area=valley.south.pk)
    (post, by), (hosts, _) = round_of(valley, NORTH), round_of(valley, SOUTH)
    change = changes.merge([valley.north], valley.south, valley.decision())
    assert (lists(post), lists(hosts)) == ([NORTH], [NORTH, SOUTH])
    asked = Proposal.objects.get()
    assert (asked.post_id, asked.scopes, asked.roles) == (post.pk, [NORTH, SOUTH], [Role.CLERK])
    if confirmed:
        grants.confirm(asked, by=town.security, at=timezone.now())
    assert (theirs in visible(fresh(by), Matter)) == confirmed
    undo(change, by=town.administrator, at=clock.now())
    assert (lists(post), lists(hosts)) == ([NORTH], [SOUTH])
    asked.refresh_from_db()
    assert asked.decision == ("confirmed" if confirmed else "refused")


@pytest.mark.req("XC-09")
def test_without_a_second_person_a_post_goes_with_its_village_at_once(valley: Valley) -> None:
    post, _by = round_of(valley, NORTH)
    changes.merge([valley.north], valley.south, valley.decision(by=valley.town.system))
    assert lists(post) == [NORTH, SOUTH]
    assert not Proposal.objects.exists()


@pytest.mark.req("XC-09")
def test_a_list_that_waits_for_the_second_person_follows_too(valley: Valley) -> None:
    post, _by = round_of(valley, SOUTH)
    asked = grants.propose("duties", post, by=valley.town.administrator, at=clock.now(), scopes=[SOUTH, "99"])
    changes.merge([valley.north], valley.south, valley.decision())
    asked.refresh_from_db()
    assert asked.scopes == ["99", NORTH, SOUTH]


@pytest.mark.req("XC-09")
def test_the_preview_counts_posts_and_nothing_is_taken_back_under_a_post_made_for_it(valley: Valley) -> None:
    round_of(valley, NORTH)
    lines = {str(line.label): line.count for line in preview.touches("merge", [valley.north, valley.south])}
    assert lines["写明管这里的岗位"] == 1
    change = valley.merge()
    post, _by = round_of(valley, JOINED, f"{TOWN}299")
    with pytest.raises(Refused, match="写明管这里的岗位 1"):
        undo(change, by=valley.town.administrator, at=clock.now())
    Post.objects.filter(pk=post.pk).update(scopes=[TOWN])
    undo(change, by=valley.town.administrator, at=clock.now())


@pytest.mark.req("XC-09")
def test_a_post_that_lists_an_ended_village_can_still_be_changed(valley: Valley) -> None:
    post, _by = round_of(valley, NORTH, SOUTH)
    changes.merge([valley.north], valley.south, valley.decision())
    keeper = enter(Client(), valley.town.administrator)
    said = {"name": "片区岗", "roles": ["clerk"], "active": "on"}
    page = keeper.get(f"/posts/{post.pk}/").content.decode()
    assert 'value="樟荫村、楮溪村"' in page
    assert keeper.post(f"/posts/{post.pk}/", {**said, "scopes": "樟荫村、楮溪村"}).status_code == 302
    assert lists(post) == [NORTH, SOUTH]
    assert keeper.post(f"/posts/{post.pk}/", {**said, "scopes": "楮溪村"}).status_code == 302
    again = keeper.post(f"/posts/{post.pk}/", {**said, "scopes": "樟荫村"})
    assert "没有叫“樟荫村”的区域" in again.content.decode()


@pytest.mark.req("XC-09")
def test_the_morning_counts_what_was_taken_over(valley: Valley) -> None:
    clerk = valley.serve(valley.south, Role.HANDLER)
    changes.merge([valley.north], valley.south, valley.decision(MERGED + timedelta(days=1)))
    held = Appointment.objects.filter(account_id=clerk.account).select_related("post__unit__area")
    assert [one.scopes for one in actors(list(held))] == [(SOUTH, NORTH)]
