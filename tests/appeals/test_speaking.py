"""Who speaks for whom: a son for his father, by consent that is taken back by telephone; five for a whole group."""

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from lianxin.appeals.models import Appellant, Proxy
from lianxin.appeals.rules.speaking import MOST_REPRESENTATIVES, Part, people_of
from lianxin.kernel.models.message import Message
from lianxin.matters.models import Matter
from lianxin.matters.persons import spoken_by
from lianxin.matters.queries import visible
from lianxin.matters.receipts import code_of
from lianxin.matters.refusals import Refused
from tests.appeals.hands import MONDAY
from tests.township import Township, at, enter

FATHER = {"name": "林老根", "phone": "19900005555", "kin": "child", "agreed": "phone"}


def told_to(matter: Matter) -> list[str]:
    """The telephones messages about it went to, in order."""
    return [one.to for one in Message.objects.filter(row_id=matter.pk).order_by("pk")]


def test_a_son_files_for_his_father_who_takes_it_back_by_telephone(town: Township) -> None:
    matter = town.file(when=MONDAY)
    town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)
    proxy = Proxy.objects.get()
    assert (proxy.proxy.part, proxy.principal.name, proxy.principal.part) == (Part.PROXY, "林老根", Part.SELF)
    assert matter in visible(town.triage, Matter).filter(spoken_by(town.triage, "林老根", ear=False))
    town.go(matter, "need_info", by=town.triage, when=MONDAY, items=["水表号"])
    assert told_to(matter)[-2:] == ["19900001111", "19900005555"]
    town.go(matter, "supply", by=town.clerk, when=MONDAY, channel="phone", text="水表号 0042。")
    assert code_of(matter)
    town.go(matter, "take_back", by=town.caller, when=at("2026-11-03 09:00"), how="phone")
    matter.refresh_from_db()
    assert code_of(matter) == ""
    assert matter not in visible(town.holder(matter), Matter)  # nor in a browser that was left open
    before = len(told_to(matter))
    town.accepted(matter, at("2026-11-03 10:00"))
    town.go(matter, "refer", by=town.triage, when=at("2026-11-03 11:00"), **to_the_county())
    assert told_to(matter)[before:] == ["19900005555"]


def to_the_county() -> dict[str, object]:
    return {"body": "县水务局", "basis": "县级管网", "remind_at": at("2026-11-20 09:00")}


def test_there_is_one_proxy_at_a_time_and_none_for_nobody(town: Township) -> None:
    matter = town.file(when=MONDAY)
    with pytest.raises(Refused, match="没有登记代为反映"):
        town.go(matter, "take_back", by=town.clerk, when=MONDAY, how="phone")
    town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)
    with pytest.raises(Refused, match="已经登记过代为反映"):
        town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)
    unknown = town.file(when=MONDAY, identity="anonymous", name="", phone="")
    with pytest.raises(Refused, match="反映人是匿名的"):
        town.go(unknown, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)


def test_a_proxy_is_offered_only_while_none_stands(town: Township) -> None:
    matter = town.file(when=MONDAY)
    page = f"/matters/{matter.number}/"

    def offered() -> list[str]:
        return [move.code for move in enter(Client(), town.clerk).get(page).context["also"]]

    assert "name_proxy" in offered()
    town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)
    assert "name_proxy" not in offered()
    assert "已经登记过代为反映" in enter(Client(), town.clerk).get(f"{page}do/name_proxy/").content.decode()
    town.go(matter, "take_back", by=town.clerk, when=MONDAY, how="phone")
    assert "name_proxy" in offered()
    town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)


def test_only_a_desk_takes_down_who_speaks_and_nobody_joins_an_unknown(town: Township) -> None:
    matter = town.working(town.file(when=MONDAY), MONDAY)
    many = {"cosigners": [("钱平", "")]}
    own = town.holder(matter)
    for by in (town.water_handler, town.reviewer, town.leader, town.caller, own):
        for move, data in (("name_proxy", FATHER), ("come_together", many)):
            with pytest.raises(Refused) as refusal:
                town.go(matter, move, by=by, when=MONDAY, **data)
            assert refusal.value.code == "not_allowed"
    unknown = town.file(when=MONDAY, identity="anonymous", name="", phone="")
    with pytest.raises(Refused, match="反映人是匿名的"):
        town.go(unknown, "come_together", by=town.clerk, when=MONDAY, **many)
    town.go(matter, "name_proxy", by=town.clerk, when=MONDAY, **FATHER)
    for by in (town.water_handler, town.reviewer, town.leader, own):
        with pytest.raises(Refused) as refusal:
            town.go(matter, "take_back", by=by, when=MONDAY, how="phone")
        assert refusal.value.code == "not_allowed"
    assert (Proxy.objects.filter(withdrawn_at=None).count(), Appellant.objects.count()) == (1, 3)


def test_five_speak_for_all_and_a_sixth_only_cosigns(town: Township) -> None:
    matter = town.file(when=MONDAY)
    four = [(f"代表{number}", f"1990000600{number}") for number in range(4)]
    with pytest.raises(Refused, match="代表最多 5 人"):
        town.go(matter, "come_together", by=town.clerk, when=MONDAY, representatives=[*four, ("多一人", "")])
    many = [(f"村民{number}", "") for number in range(30)]
    town.go(matter, "come_together", by=town.clerk, when=MONDAY, representatives=four, cosigners=many)
    parts = Appellant.objects.filter(matter=matter)
    assert parts.filter(part=Part.REPRESENTATIVE).count() == MOST_REPRESENTATIVES
    assert parts.filter(part=Part.COSIGNER).count() == 30
    with pytest.raises(Refused, match="代表最多 5 人"):
        town.go(matter, "come_together", by=town.clerk, when=MONDAY, representatives=[("再一人", "")])
    before = len(told_to(matter))
    town.go(matter, "need_info", by=town.triage, when=MONDAY, items=["水表号"])
    assert len(told_to(matter)) - before == MOST_REPRESENTATIVES
    assert Matter.objects.count() == 1


def test_the_page_names_the_line_that_cannot_be_read_and_keeps_what_was_typed(town: Township) -> None:
    matter = town.file(when=MONDAY)
    client = enter(Client(), town.clerk)
    typed = {"representatives": "赵安 19900007777\n19900008888", "cosigners": "钱平"}
    answer = client.post(f"/matters/{matter.number}/do/come_together/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "第 2 行“19900008888”看不懂" in page
    assert "赵安 19900007777" in page
    typed["representatives"] = "赵安，199-0000-7777"
    assert client.post(f"/matters/{matter.number}/do/come_together/", typed).status_code == 302
    assert "代表" in client.get(f"/matters/{matter.number}/").content.decode()


def test_who_joins_somebody_in_confidence_is_kept_in_confidence(town: Township) -> None:
    matter = town.file(when=MONDAY, identity="confidential")
    town.go(matter, "come_together", by=town.clerk, when=MONDAY, cosigners=[("钱平", "")])
    assert set(matter.appellants.values_list("identity", flat=True)) == {"confidential"}


@given(
    st.lists(st.tuples(st.sampled_from(["林小满", "欧阳安", "A·B"]), st.sampled_from(["", "19900001111"])))
)
def test_lines_are_read_as_they_were_written(people: list[tuple[str, str]]) -> None:
    typed = "\n\n".join(f"{name} {phone}".strip() for name, phone in people)
    assert people_of(typed) == people
