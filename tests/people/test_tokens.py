"""Tokens of the interface on the pages: one's own, shown once; all of them for the second hand."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from lianxin.kernel import editions
from lianxin.kernel.backups.after import Restored
from lianxin.kernel.ids import uuid7
from lianxin.kernel.models.event import Event
from lianxin.people import chores
from lianxin.people.actions import links, tokens
from lianxin.people.models import Account, ApiCall, ApiToken
from lianxin.people.queries import bearer_of
from lianxin.people.rules import Purpose, Refused
from lianxin.people.rules.tokens import KEPT, MOST_TOKENS, TOKENS, Scope, digest_of
from tests.site.api.hands import token_of
from tests.township import Township, enter

ASKED = {"name": "县热线平台", "scopes": ["read", "create"], "days": "30"}


def made(client: Client, **said: object) -> str:
    """The token a page shows."""
    page = client.post("/me/tokens/new/", {**ASKED, **said})
    assert page.status_code == 200, page.content.decode()
    return re.findall(r"lianxin_[\w-]{43}", page.content.decode())[0]


def test_a_token_is_made_on_a_page_shown_once_and_kept_as_a_hash(town: Township) -> None:
    client = enter(Client(), town.clerk)
    token = made(client, post=town.clerk.post)
    row = ApiToken.objects.get()
    assert row.digest == digest_of(token)
    assert (row.account_id, row.post_id, row.scopes) == (
        town.clerk.account,
        town.clerk.post,
        ["read", "create"],
    )
    assert timedelta(days=29) < row.expires_at - timezone.now() < timedelta(days=30)
    listed = client.get("/me/tokens/").content.decode()
    assert "县热线平台" in listed
    assert token not in listed
    event = Event.objects.get(move="people.token_made")
    assert event.facts == {"token": row.pk, "post": town.clerk.post, "scopes": ["read", "create"]}
    bearer = bearer_of(token, at=timezone.now())
    assert bearer is not None
    assert (bearer.actor.account, bearer.actor.roles) == (town.clerk.account, {"clerk"})


def test_a_token_lives_no_longer_than_the_office_says_and_only_for_a_post_of_ones_own(town: Township) -> None:
    editions.change(TOKENS, editions.Change({"days": 7}), by=town.security, client_id=uuid7())
    client = enter(Client(), town.clerk)
    long = client.post("/me/tokens/new/", {**ASKED, "post": town.clerk.post})
    assert (long.status_code, "最多 7 天，请改短一些。" in long.content.decode()) == (422, True)
    others = client.post("/me/tokens/new/", {**ASKED, "post": town.triage.post, "days": "7"})
    assert others.status_code == 422
    account = Account.objects.get(pk=town.clerk.account)
    for by, post, said in [
        (town.triage, town.clerk.post, "只能给自己的账号做令牌"),
        (town.clerk, town.triage.post, "不在这个岗位上"),
    ]:
        with pytest.raises(Refused, match=said):
            tokens.issue(account, post, name="x", scopes=["read"], days=7, by=by, at=timezone.now())
    assert ApiToken.objects.count() == 0


def test_a_use_is_one_word_in_either_language() -> None:
    assert Scope.READ.word == "查看"
    with translation.override("en"):
        assert Scope.READ.word == "View"


def test_there_is_an_end_to_how_many(town: Township) -> None:
    for _ in range(MOST_TOKENS):
        token_of(town.clerk)
    with pytest.raises(Refused, match="请先作废不用的"):
        token_of(town.clerk)


def test_one_revokes_ones_own_and_the_second_hand_anybodys(town: Township) -> None:
    mine, other = token_of(town.clerk), token_of(town.triage)
    clerk, security = enter(Client(), town.clerk), enter(Client(), town.security)
    assert clerk.post(f"/me/tokens/{other.row.pk}/revoke/").status_code == 404
    assert clerk.post(f"/tokens/{other.row.pk}/revoke/").status_code == 403
    assert "派单员" in security.get("/tokens/").content.decode()
    assert clerk.post(f"/me/tokens/{mine.row.pk}/revoke/").status_code == 302
    assert security.post(f"/tokens/{other.row.pk}/revoke/").status_code == 302
    assert [bearer_of(one.token, at=timezone.now()) for one in (mine, other)] == [None, None]
    assert Event.objects.filter(move="people.token_revoked").count() == 2
    with pytest.raises(Refused, match="只有本人和安全管理员"):
        tokens.revoke(mine.row, by=town.administrator, at=timezone.now())


@pytest.mark.req("A6")
def test_a_fresh_link_and_a_restore_end_every_token(town: Township) -> None:
    clerk, triage = token_of(town.clerk), token_of(town.triage)
    account = Account.objects.get(pk=town.clerk.account)
    links.issue(account, purpose=Purpose.RESET, by=town.administrator, at=timezone.now())
    assert bearer_of(clerk.token, at=timezone.now()) is None
    assert bearer_of(triage.token, at=timezone.now()) is not None
    chores.end_stays(restored())
    assert bearer_of(triage.token, at=timezone.now()) is None


def restored() -> Restored:
    """A restore that was just done."""
    return Restored(at=timezone.now(), made_at=timezone.now())


def test_what_keys_were_used_for_is_forgotten_after_a_while(town: Township) -> None:
    row, now = token_of(town.clerk).row, timezone.now()
    for age in (KEPT + timedelta(hours=1), KEPT - timedelta(hours=1)):
        tokens.keep_call(row, uuid7(), content="x", row_id=1, at=now - age)
    assert tokens.forget_calls(at=now) == 1
    assert ApiCall.objects.count() == 1
