"""`./run api`: tokens at the server, for accounts nobody signs in with."""

import json

import pytest

from lianxin.people.models import Account, ApiToken
from lianxin.site.cli import Parser, commands
from lianxin.site.commands import api
from lianxin.site.errors import Unable
from tests.site.api.hands import Program, problem
from tests.township import Township

pytestmark = pytest.mark.once


def run(*words: str) -> int:
    """The command, as it is typed."""
    parser = Parser(commands()["api"])
    api.configure(parser)
    return api.run(parser.parse_args(words))


def test_a_token_is_made_listed_and_revoked(town: Township, capsys: pytest.CaptureFixture[str]) -> None:
    Account.objects.filter(pk=town.clerk.account).update(must_set=True)
    assert run("token", "01-clerk", "--name", "县热线平台", "--use", "read", "--days", "7") == 0
    token, until = capsys.readouterr().out.splitlines()
    assert "前有效" in until
    assert Program(token).ask("/matters").status_code == 200
    row = ApiToken.objects.get()
    assert (row.made_by, row.scopes) == (None, ["read"])
    run("list")
    listed = capsys.readouterr().out
    assert f"{row.pk}\t县热线平台\t01-clerk\t便民服务中心 窗口\tread\t" in listed
    assert token not in listed
    run("revoke", str(row.pk))
    problem(Program(token).ask("/matters"), 401, "token_needed")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("token", "nobody", "--name", "x"), "没有登录名"),
        (("token", "01-clerk"), "--name"),
        (("token", "01-clerk", "--name", "x", "--days", "999"), "最多 90 天"),
        (("token", "01-clerk", "--name", "x", "--post", "999999"), "不在这个岗位上"),
        (("revoke", "7"), "没有 7 号令牌"),
    ],
)
def test_what_cannot_be_is_refused(town: Township, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Unable, match=said):
        run(*words)


def test_the_document_goes_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run("document")
    assert json.loads(capsys.readouterr().out)["openapi"].startswith("3.1")
