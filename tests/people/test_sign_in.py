"""Signing in through the pages: two factors, nothing learned by guessing, nobody locked out from elsewhere."""

from datetime import timedelta
from statistics import median
from time import process_time_ns

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from lianxin.kernel.models.county import County
from lianxin.kernel.models.event import Event
from lianxin.people import passwords, totp
from lianxin.people.actions.factors import new_recovery_codes
from lianxin.people.actions.sign_in import check_password
from lianxin.people.models import RecoveryCode, SignIn
from lianxin.people.rules import Refused
from tests.people.conftest import ELSEWHERE, HOME, PASSWORD, Member, Office

WRONG = {"login": "chuangkou", "password": "门前的水管已经漏了四天啦"}


def first_factor(client: Client, login: str, password: str = PASSWORD, *, address: str = HOME):
    return client.post("/sign-in/", {"login": login, "password": password}, REMOTE_ADDR=address)


def second_factor(client: Client, code: str, *, address: str = HOME):
    return client.post("/sign-in/code/", {"code": code}, REMOTE_ADDR=address)


def signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


@pytest.mark.pooled
@pytest.mark.req("B1")
def test_password_and_code_open_the_staff_side_and_are_on_record(client: Client, clerk: Member) -> None:
    assert not signed_in(client)
    answer = clerk.enter(client)
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert signed_in(client)
    stay = SignIn.objects.get()
    assert (stay.account_id, stay.how, stay.ended_at) == (clerk.account.pk, "code", None)
    event = Event.objects.latest("seq")
    assert (event.move, event.actor_id, event.facts) == (
        "people.sign_in",
        clerk.account.pk,
        {"how": "code", "sign_in": stay.pk},
    )


def test_one_arrives_where_one_wanted_to_go_but_never_on_another_site(office: Office) -> None:
    for number, (asked, arrived) in enumerate(
        [("/me/", "/me/"), ("https://evil.example/", "/desk/"), ("//evil.example/", "/desk/")]
    ):
        member = office.member(f"lin{number}", office.desk)
        assert member.enter(Client(), onward=asked).url == arrived


def test_an_administrator_begins_at_the_list_of_people(client: Client, administrator: Member) -> None:
    assert administrator.enter(client).url == "/people/"
    assert client.get("/people/").status_code == 200


@pytest.mark.req("B1")
@pytest.mark.parametrize("path", ["/me/", "/me/password/", "/people/", "/people/new/", "/units/"])
def test_whoever_is_half_signed_in_sees_nothing(client: Client, office: Office, path: str) -> None:
    member = office.member("banluo", office.keeping)
    assert first_factor(client, "banluo").url == "/sign-in/code/"
    page = client.get(path)
    assert (page.status_code, page.url) == (302, f"/sign-in/?next={path.replace('/', '%2F')}")
    assert client.post(path).status_code == 403
    assert SignIn.objects.count() == 0
    second_factor(client, member.code())
    assert client.get(path).status_code == 200


def test_the_code_alone_opens_nothing(client: Client, clerk: Member) -> None:
    assert second_factor(client, clerk.code()).url == "/sign-in/"
    assert not signed_in(client)


def test_the_code_has_to_come_within_five_minutes(client: Client, clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first_factor(client, "chuangkou")
        clock.shift(timedelta(minutes=5, seconds=1))
        assert second_factor(client, clerk.code()).url == "/sign-in/"
    assert not signed_in(client)


@pytest.mark.req("B4")
def test_a_code_works_once_and_an_older_one_not_after_it(clerk: Member) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        older = clerk.code()
        clock.shift(timedelta(seconds=30))
        code = clerk.code()
        first, second = Client(), Client()
        first_factor(first, "chuangkou")
        first_factor(second, "chuangkou")
        assert second_factor(first, code).status_code == 302
        for spent in (code, older):
            refused = second_factor(second, spent)
            assert refused.status_code == 422
            assert "口令不对或已用过" in refused.content.decode()
        assert not signed_in(second)
        clock.shift(timedelta(seconds=30))
        assert second_factor(second, clerk.code()).status_code == 302
    assert [one.move for one in Event.objects.filter(move="people.code_refused")] == [
        "people.code_refused"
    ] * 2


def test_a_recovery_code_stands_in_for_the_telephone_once(clerk: Member) -> None:
    codes = new_recovery_codes(clerk.account)
    assert RecoveryCode.objects.filter(digest__in=codes).count() == 0
    for number, status in enumerate([302, 422]):
        client = Client()
        first_factor(client, "chuangkou")
        assert second_factor(client, codes[0].upper(), address=f"10.0.0.{number}").status_code == status
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    assert SignIn.objects.get().how == "recovery"


@pytest.mark.req("B3")
def test_known_unknown_closed_and_unready_logins_get_the_very_same_answer(
    office: Office, clerk: Member
) -> None:
    closed = office.member("tingyong", office.desk)
    closed.account.active = False
    closed.account.save()
    office.member("xinlai", office.desk, ready=False)
    answers = []
    for number, login in enumerate(["chuangkou", "nobody.here", "tingyong", "xinlai"]):
        password = WRONG["password"] if login == "chuangkou" else PASSWORD
        client = Client(enforce_csrf_checks=False)
        answer = first_factor(client, login, password, address=f"10.1.0.{number}")
        body = answer.content.decode().replace(f'value="{login}"', 'value="…"')
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        answers.append((answer.status_code, sorted(answer.cookies), headers, without_noise(body)))
    assert answers[0][0] == 422
    assert "登录名或密码不对" in answers[0][3]
    assert answers[1:] == answers[:1] * 3


def without_noise(body: str) -> str:
    """The page without the token that differs on every page."""
    lines = [line for line in body.splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines)


@pytest.mark.req("B3")
def test_guessing_slows_down_the_guesser_and_not_the_owner(client: Client, clerk: Member) -> None:
    guesser = Client()
    answers = [first_factor(guesser, **WRONG, address=ELSEWHERE) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert "试的次数太多了" in answers[-1].content.decode()
    assert first_factor(guesser, "chuangkou", address=ELSEWHERE).status_code == 429
    assert clerk.enter(client, address=HOME).status_code == 302
    assert signed_in(client)


@pytest.mark.req("B3")
def test_an_unknown_login_is_slowed_down_just_the_same(office: Office) -> None:
    answers = [first_factor(Client(), "nobody.here") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_one_address_cannot_try_many_logins_for_ever_and_an_office_can_still_work(office: Office) -> None:
    member = office.member("lin", office.desk)
    for number in range(59):
        assert first_factor(Client(), f"guess{number}").status_code == 422
    assert member.enter(Client()).status_code == 302  # a right one is not counted
    assert first_factor(Client(), "guess59").status_code == 422
    assert first_factor(Client(), "guess60").status_code == 429


def test_codes_are_slowed_down_by_account_and_address(clerk: Member) -> None:
    guesser, owner = Client(), Client()
    first_factor(guesser, "chuangkou", address=ELSEWHERE)
    answers = [second_factor(guesser, "000000", address=ELSEWHERE).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert second_factor(guesser, clerk.code(), address=ELSEWHERE).status_code == 429
    assert clerk.enter(owner, address=HOME).status_code == 302


def test_a_new_session_key_is_given_at_each_step(client: Client, clerk: Member) -> None:
    planted = client.session
    planted["language"] = "zh-hans"
    planted.save()
    keys = [planted.session_key]
    first_factor(client, "chuangkou")
    keys.append(client.session.session_key)
    second_factor(client, clerk.code())
    keys.append(client.session.session_key)
    assert len({None, *keys}) == 4


def test_the_password_is_never_written_back_into_the_page(client: Client, clerk: Member) -> None:
    page = first_factor(client, **WRONG).content.decode()
    assert 'value="chuangkou"' in page
    assert WRONG["password"] not in page


def test_forms_without_their_token_are_refused(clerk: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    assert first_factor(client, "chuangkou").status_code == 403
    assert SignIn.objects.count() == 0


def test_an_account_without_a_post_is_told_so_only_after_both_factors(office: Office, clerk: Member) -> None:
    office.desk.active = False
    office.desk.save()
    client = Client()
    assert first_factor(client, "chuangkou").url == "/sign-in/code/"
    answer = second_factor(client, clerk.code())
    assert answer.status_code == 422
    assert "您的账号现在没有岗位" in answer.content.decode()
    assert not signed_in(client)


def test_an_account_of_another_county_is_unknown_here(client: Client, clerk: Member, settings) -> None:
    settings.COUNTY = 990901
    clerk.account.county = County.objects.create(code=990902, name="别县")
    clerk.account.save()
    assert "登录名或密码不对" in first_factor(client, "chuangkou").content.decode()


def test_nothing_in_the_log_of_events_names_anybody(client: Client, clerk: Member) -> None:
    clerk.enter(client)
    said = " ".join(str(event.content()) for event in Event.objects.all())
    assert "林小满" not in said
    assert "chuangkou" not in said
    assert HOME not in said


def test_the_shared_secret_is_sealed_in_the_table(clerk: Member) -> None:
    clerk.account.refresh_from_db()
    assert clerk.account.totp.encode() not in bytes(clerk.account.totp_sealed)
    assert totp.matching_step(clerk.account.totp, clerk.code(), at=timezone.now()) is not None


@pytest.mark.deep
@pytest.mark.req("B3")
def test_the_clock_does_not_tell_a_known_login_from_an_unknown_one(office: Office, settings) -> None:
    settings.PASSWORD_HASHERS = ["lianxin.people.passwords.Argon2"]
    office.member("chuangkou", office.desk)
    passwords.matches("warm", None)
    times: dict[str, list[int]] = {"chuangkou": [], "nobody.here": []}
    for number in range(1000):
        for login, taken in times.items():
            began = process_time_ns()  # work, not waiting: another program beside this one is no tell
            with pytest.raises(Refused):
                check_password(
                    login,
                    WRONG["password"],
                    county=office.county.code,
                    address=f"10.{number % 250}.{number // 250}.1",
                )
            taken.append(process_time_ns() - began)
    known, unknown = (median(taken) for taken in times.values())
    assert abs(known - unknown) / unknown <= 0.05
