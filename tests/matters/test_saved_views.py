"""Filters kept under a name: one's own, the post's, the unit's; they pass on with the post."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.kernel.ids import uuid7
from lianxin.matters import handover, saved_views
from lianxin.matters.models import SavedView
from lianxin.matters.refusals import Refused
from lianxin.matters.saved_views import Wanted, views_for
from lianxin.people.actions.handovers import pass_on
from lianxin.people.models import Account, Appointment, Handover, Person
from tests.township import Township, actor, enter

QUERY = "q=%E6%B0%B4%E7%AE%A1&state=open&overdue=1"


def keep(client: Client, name: str, circle: str = "own", query: str = QUERY) -> int:
    """Save filters by the page; the status of the answer."""
    said = {"name": name, "circle": circle, "client_id": str(uuid7())}
    return client.post(f"/matters/views/new/?{query}", said).status_code


def chips(client: Client) -> list[str]:
    """The names above the list."""
    return [view.name for view in client.get("/matters/").context["views"]]


def test_filters_are_kept_opened_renamed_and_deleted(town: Township, client: Client) -> None:
    town.file()
    enter(client, town.triage)
    page = client.get(f"/matters/?{QUERY}").content.decode()
    assert "/matters/views/new/?q=" in page
    assert keep(client, "超期水管") == 302
    view = SavedView.objects.get()
    assert (view.query, view.account_id) == (QUERY, town.triage.account)
    opened = client.get(f"/matters/?{view.query}").content.decode()
    assert 'aria-current="page">超期水管' in opened
    assert client.post(f"/matters/views/{view.pk}/", {"name": "水管超期"}).status_code == 302
    assert chips(client) == ["水管超期"]
    assert client.post(f"/matters/views/{view.pk}/", {"do": "drop"}).status_code == 302
    assert chips(client) == []


def test_whom_somebody_looked_for_and_the_page_are_not_kept(town: Township, client: Client) -> None:
    enter(client, town.triage)
    keep(client, "找人", query="who=%E6%9E%97%E5%B0%8F%E6%BB%A1&ear=1&after=1_2&state=open")
    assert SavedView.objects.get().query == "state=open"


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [("", QUERY, "请起个名称"), ("超期水管", QUERY, "已经有一个“超期水管”"), ("空的", "", "还没有条件可存")],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    town: Township, client: Client, name: str, query: str, words: str
) -> None:
    enter(client, town.triage)
    keep(client, "超期水管")
    said = {"name": name, "circle": "own", "client_id": str(uuid7())}
    answer = client.post(f"/matters/views/new/?{query}", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode() or not name
    assert SavedView.objects.count() == 1


def test_the_same_form_twice_keeps_one(town: Township, client: Client) -> None:
    said = {"name": "超期", "circle": "own", "client_id": str(uuid7())}
    enter(client, town.triage)
    answers = [client.post(f"/matters/views/new/?{QUERY}", said).status_code for _ in range(2)]
    assert (answers, SavedView.objects.count()) == ([302, 302], 1)


def test_each_sees_their_own_their_posts_and_their_units(town: Township, client: Client) -> None:
    enter(client, town.triage)
    keep(client, "自己的")
    keep(client, "岗位的", f"post:{town.triage.post}")
    keep(client, "单位的", f"unit:{town.hall.pk}")
    assert chips(client) == ["自己的", "岗位的", "单位的"]
    assert keep(client, "别人的", f"unit:{town.water.pk}") == 422
    assert chips(enter(client, town.caller)) == ["单位的"]  # the same hall
    assert chips(enter(client, town.water_handler)) == []


def test_who_only_uses_one_neither_renames_nor_deletes_it(town: Township, client: Client) -> None:
    enter(client, town.triage)
    keep(client, "单位的", f"unit:{town.hall.pk}")
    keep(client, "自己的")
    shared, own = SavedView.objects.order_by("pk")
    enter(client, town.caller)
    for said in ({"name": "改了"}, {"do": "drop"}):
        client.post(f"/matters/views/{shared.pk}/", said)
        assert client.post(f"/matters/views/{own.pk}/", said).status_code == 404
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["单位的", "自己的"]
    assert client.get(f"/matters/views/{shared.pk}/").status_code == 200
    enter(client, town.leader).post(f"/matters/views/{shared.pk}/", {"do": "drop"})
    assert list(SavedView.objects.values_list("name", flat=True)) == ["自己的"]


def test_no_more_than_a_row_of_them(town: Township) -> None:
    for number in range(saved_views.MOST):
        wanted = Wanted(f"第{number}个", QUERY, "own")
        saved_views.save(wanted, by=town.triage, at=timezone.now(), client_id=uuid7())
    with pytest.raises(Refused, match="最多 20 个"):
        saved_views.save(Wanted("多的", QUERY, "own"), by=town.triage, at=timezone.now(), client_id=uuid7())


def test_with_the_post_they_pass_to_the_successor(town: Township) -> None:
    wanted = Wanted("超期", QUERY, "own")
    saved_views.save(wanted, by=town.triage, at=timezone.now(), client_id=uuid7())
    assert handover.count_views(town.triage) == 1
    assert [line.title for line in handover.view_lines(town.triage, town.triage, 9)] == ["超期"]
    assert handover.view_lines(town.triage, town.administrator, 9) == []
    leaving = Appointment.objects.get(account_id=town.triage.account)
    account = Account.objects.create(login="heir", county_id=town.county, active=True, must_set=False)
    coming = Appointment.objects.create(
        person=Person.objects.create(name="赵大田"),
        post=leaving.post,
        account=account,
        since=timezone.now() - timedelta(days=1),
    )
    heir = replace(actor(town.water, "新来", "triage"), account=account.pk)
    assert list(views_for(heir)) == []
    pass_on(Handover(leaver=leaving, successor=coming, made_at=timezone.now()))
    coming.refresh_from_db()
    heir = replace(heir, inherits=frozenset(coming.inherits))
    assert [view.name for view in views_for(heir)] == ["超期"]
    saved_views.rename(views_for(heir)[0], "接着用", by=heir)
    assert SavedView.objects.get().name == "接着用"
