"""Villages merge, split, are renamed, move and end: who sees what, what old reports say, and the way back (XC-09)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lianxin.kernel import clock
from lianxin.kernel.actor import Role
from lianxin.kernel.models.event import Event
from lianxin.matters.models import Matter
from lianxin.matters.queries import Asked, listed, visible
from lianxin.people.models import Account
from lianxin.people.queries import actor_of
from lianxin.places.actions import below, changes, preview
from lianxin.places.actions.changes import NewArea
from lianxin.places.actions.undo import undo
from lianxin.places.models import Area, AreaChange, AreaName, AreaSuccession
from lianxin.places.queries import full_name, lookup
from lianxin.places.rules import VILLAGES, AreaKind, Refused
from tests.places.conftest import MERGED, Valley
from tests.township import TOWN

pytestmark = pytest.mark.django_db
BEFORE, AFTER = MERGED - timedelta(days=1), MERGED


def names(scopes: tuple[str, ...], on: date, *, groups: bool = False) -> list[str]:
    """The villages there are on a day, each followed by its groups, pushed in, when asked for."""
    found = []
    for village in lookup.of_kinds(scopes, VILLAGES, on=on):
        inner = lookup.below(village, kinds=(AreaKind.GROUP,), on=on) if groups else []
        found += [village.name, *(f"\u3000{one.name}" for one in inner)]
    return found


@pytest.mark.req("XC-09")
def test_merged_villages_cant_be_picked_from_the_day_they_merged(valley: Valley) -> None:
    valley.merge()
    assert names((TOWN,), BEFORE) == ["樟荫村", "楮溪村"]
    assert names((TOWN,), AFTER) == ["樟溪村"]
    assert names((TOWN,), AFTER, groups=True) == [
        "樟溪村",
        "\u3000一组",
        "\u3000二组",
        "\u3000一组",
        "\u3000二组",
    ]
    assert full_name(Area.objects.get(pk=valley.groups[0].pk)) == "青禾镇樟溪村一组"


@pytest.mark.req("XC-09")
def test_whoever_serves_the_new_village_sees_what_was_filed_in_the_old_ones(valley: Valley) -> None:
    """Deleting the predecessors from `Area.scopes` fails this."""
    town = valley.town
    old = town.file(area=valley.north.pk)
    group = town.file(area=valley.groups[3].pk)
    valley.merge()
    new = valley.joined()
    clerk = valley.serve(new)
    assert clerk.scopes == (f"{TOWN}201", f"{TOWN}202", new.prefix)
    filed = town.file(area=new.pk)
    assert set(visible(clerk, Matter)) == {old, group, filed}
    assert set(listed(Asked(area=new.pk), by=clerk, now=clock.now())) == {old, group, filed}
    # The old village's own people see what they saw, and nothing of the other village.
    assert set(visible(valley.north_clerk, Matter)) == {old}


@pytest.mark.req("XC-09")
def test_a_matter_under_way_is_handled_to_its_end_and_still_names_the_old_village(valley: Valley) -> None:
    town = valley.town
    matter = town.working(town.file(area=valley.north.pk))
    valley.merge()
    for move, by, said in (
        ("record", town.water_handler, {"kind": "contact", "text": "已打电话。"}),
        ("finish", town.water_handler, {"outcome": "resolved", "reply": "供水站当天换了接头，已不漏水。"}),
        ("approve", town.reviewer, {}),
        ("call_back", town.caller, {"reached": True, "resolved": "yes", "satisfied": 5}),
    ):
        town.go(matter, move, by=by, **said)
    matter.refresh_from_db()
    assert matter.state == "closed"
    assert matter.area is not None
    assert matter.area.name == "樟荫村"


@pytest.mark.req("XC-09")
def test_scopes_follow_through_several_mergers_and_across_townships(valley: Valley) -> None:
    other_town = Area.objects.create(
        code="990901102000", name="云岭乡", kind="town", parent=valley.place.parent
    )
    third = Area.objects.create(code="990901102201", name="岭脚村", kind="village", parent=other_town)
    valley.merge()
    decision = valley.decision(MERGED + timedelta(days=1), by=valley.town.system)
    changes.merge([valley.joined(), third], third, decision)
    third.refresh_from_db()
    other_town.refresh_from_db()
    joined = Area.objects.get(name="樟溪村")
    assert set(third.scopes) == {third.prefix, joined.prefix, f"{TOWN}201", f"{TOWN}202"}
    assert set(other_town.scopes) == {"990901102", joined.prefix, f"{TOWN}201", f"{TOWN}202"}
    assert valley.place.scopes == (TOWN,)


@pytest.mark.req("XC-09")
def test_an_actor_reads_the_scope_afresh(valley: Valley) -> None:
    town = valley.town
    south_clerk = valley.serve(valley.south)
    account = Account.objects.get(pk=south_clerk.account)
    changes.merge([valley.north], valley.south, valley.decision())
    held = actor_of(account, at=timezone.now())
    assert held is not None
    assert held.scopes == (f"{TOWN}201", f"{TOWN}202")
    assert town.file(area=valley.north.pk) in visible(held, Matter)


@pytest.mark.req("XC-09")
def test_a_merger_is_taken_back_as_it_was(valley: Valley) -> None:
    before = list(Area.objects.order_by("pk").values())
    change = valley.merge()
    undo(change, by=valley.town.administrator, at=clock.now())
    assert list(Area.objects.order_by("pk").values()) == before
    assert not AreaSuccession.objects.exists()
    assert AreaChange.objects.get().undone_at is not None
    with pytest.raises(Refused, match="已经撤回过"):
        undo(change, by=valley.town.administrator, at=clock.now())


@pytest.mark.req("XC-09")
@pytest.mark.parametrize("hung", ["matter", "unit", "group", "change"])
def test_nothing_is_taken_back_once_something_new_hangs_on_it(valley: Valley, hung: str) -> None:
    change = valley.merge()
    new = valley.joined()
    if hung == "matter":
        valley.town.file(area=new.pk)
    elif hung == "unit":
        valley.serve(new)
    elif hung == "group":
        below.add(new, kind="group", names=["三组"], by=valley.town.administrator, at=clock.now())
    else:
        after = valley.decision(MERGED + timedelta(days=1))
        changes.rename(new, name="新溪村", kind="village", reading="", decision=after)
    with pytest.raises(Refused, match="之后又有别的变更" if hung == "change" else "不能撤回"):
        undo(change, by=valley.town.administrator, at=clock.now())
    assert Area.objects.get(pk=new.pk).valid_from == MERGED
    assert AreaChange.objects.get(pk=change.pk).undone_at is None


@pytest.mark.req("XC-09")
@pytest.mark.parametrize("kind", ["matter", "nothing"])
def test_a_village_that_was_taken_in_comes_back_unless_something_was_filed_since(
    valley: Valley, kind: str
) -> None:
    """The one that stood before can't be deleted, so only the count of what is new stops the undo."""
    change = changes.merge([valley.north], valley.south, valley.decision())
    if kind == "matter":
        valley.town.file(area=valley.south.pk)
        with pytest.raises(Refused, match="新登记的事 1"):
            undo(change, by=valley.town.administrator, at=clock.now())
    else:
        undo(change, by=valley.town.administrator, at=clock.now())
    assert (Area.objects.get(pk=valley.north.pk).valid_to is None) == (kind == "nothing")


@pytest.mark.req("XC-09")
def test_a_renamed_village_keeps_its_old_name_for_what_ended_before(valley: Valley) -> None:
    change = changes.rename(
        valley.north, name="樟荫社区", kind="community", reading="", decision=valley.decision()
    )
    assert change.kind == "convert"
    area = Area.objects.get(pk=valley.north.pk)
    assert (area.name, area.kind, area.initials) == ("樟荫社区", "community", "zysq")
    assert (area.name_on(BEFORE), area.name_on(AFTER)) == ("樟荫村", "樟荫社区")
    assert AreaName.objects.get().until == BEFORE
    undo(change, by=valley.town.administrator, at=clock.now())
    area.refresh_from_db()
    assert (area.name, area.kind, area.formerly, area.initials) == ("樟荫村", "village", [], "zyc")


@pytest.mark.req("XC-09")
def test_a_split_village_ends_or_goes_on(valley: Valley) -> None:
    parts = [NewArea("樟东村", "village"), NewArea("樟西村", "village", f"{TOWN}288")]
    changes.split(valley.north, parts, valley.decision(), keep=False)
    assert names((TOWN,), AFTER) == ["楮溪村", "樟东村", "樟西村"]
    east = Area.objects.get(name="樟东村")
    assert east.code == f"{TOWN}203"
    assert {
        group.parent_id for group in Area.objects.filter(kind="group", code__startswith=f"{TOWN}201")
    } == {east.pk}
    assert east.scopes == (f"{TOWN}203", f"{TOWN}201")
    changes.split(valley.south, [NewArea("溪头村", "village")], valley.decision(), keep=True)
    assert names((TOWN,), AFTER) == ["楮溪村", "樟东村", "樟西村", "溪头村"]
    # Who serves the part that was given away sees nothing of the village that goes on.
    assert Area.objects.get(name="溪头村").absorbed == ""


@pytest.mark.req("XC-09")
def test_a_group_moves_to_another_village_and_back(valley: Valley) -> None:
    group = valley.groups[0]
    change = changes.move(group, valley.south, valley.decision())
    south = Area.objects.get(pk=valley.south.pk)
    assert south.scopes == (f"{TOWN}202", f"{TOWN}201001")
    assert full_name(Area.objects.get(pk=group.pk)) == "青禾镇楮溪村一组"
    undo(change, by=valley.town.administrator, at=clock.now())
    assert Area.objects.get(pk=group.pk).parent_id == valley.north.pk
    assert Area.objects.get(pk=valley.south.pk).scopes == (f"{TOWN}202",)


@pytest.mark.req("XC-09")
def test_an_ended_village_ends_with_all_that_lies_in_it(valley: Valley) -> None:
    change = changes.end(valley.north, valley.decision())
    assert names((TOWN,), AFTER, groups=True) == ["楮溪村", "\u3000一组", "\u3000二组"]
    undo(change, by=valley.town.administrator, at=clock.now())
    assert len(names((TOWN,), AFTER, groups=True)) == 6


@pytest.mark.parametrize(
    ("what", "field", "said"),
    [
        ("future", "on", "日期还没到"),
        ("no basis", "basis", "请填依据的文号"),
        ("alone", "others", "合并至少要两个地方"),
        ("levels", "others", "只能合并同一级"),
        ("code", "code", "代码 990901101202 已经有了"),
        ("foreign code", "code", "代码应以 990901101 开头"),
        ("short code", "code", "区划代码应为 12 位"),
        ("kind", "kind", "类别只能在同一级里换"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_at_its_box(
    valley: Valley, what: str, field: str, said: str
) -> None:
    olds, new, decision = [valley.north, valley.south], NewArea("樟溪村", "village"), valley.decision()
    if what == "future":
        decision = valley.decision(timezone.localdate() + timedelta(days=1))
    elif what == "no basis":
        decision = valley.decision(basis=" ")
    elif what == "alone":
        olds = [valley.north]
    elif what == "levels":
        olds = [valley.north, valley.groups[3]]
    elif what == "kind":
        new = NewArea("樟溪村", "group")
    else:
        codes = {"code": f"{TOWN}202", "foreign code": "990901102209", "short code": "990901101"}
        new = NewArea("樟溪村", "village", codes[what])
    with pytest.raises(Refused, match=said) as refusal:
        changes.merge(olds, new, decision)
    assert refusal.value.field == field
    assert not AreaChange.objects.exists()
    assert Area.objects.filter(valid_to=None).count() == 7


@pytest.mark.req("XC-09")
@pytest.mark.parametrize("who", ["clerk", "triage", "leader", "elsewhere"])
def test_only_the_administrator_of_the_place_changes_the_map(valley: Valley, who: str) -> None:
    if who == "elsewhere":
        far = Area.objects.create(code="990901102000", name="云岭乡", kind="town")
        by = valley.serve(far, Role.ADMINISTRATOR)
    else:
        by = getattr(valley.town, who)
    decision = valley.decision(by=by)
    for change in (
        lambda: changes.merge([valley.north, valley.south], NewArea("樟溪村", "village"), decision),
        lambda: changes.split(valley.north, [NewArea("甲", "village")], decision, keep=True),
        lambda: changes.rename(valley.north, name="甲村", kind="village", reading="", decision=decision),
        lambda: changes.move(valley.groups[0], valley.south, decision),
        lambda: changes.end(valley.north, decision),
        lambda: below.add(valley.north, kind="group", names=["三组"], by=by, at=clock.now()),
    ):
        with pytest.raises(Refused):
            change()
    assert not AreaChange.objects.exists()


@pytest.mark.req("XC-09")
def test_the_preview_says_what_a_merger_touches(valley: Valley) -> None:
    town = valley.town
    town.file(area=valley.north.pk)
    town.file(area=valley.groups[2].pk)
    town.closed(town.file(area=valley.south.pk))
    lines = preview.touches("merge", [valley.north, valley.south])
    assert {str(line.label): line.count for line in lines} == {
        "组、网格、楼栋": 4,
        "没办完的事": 2,
        "已办完的事": 1,
        "管辖这里的单位": 1,
    }


def test_a_change_is_on_record_in_codes_and_days_without_words(valley: Valley) -> None:
    change = valley.merge()
    told = Event.objects.filter(move="places.merged").order_by("seq")
    assert [event.row_id for event in told] == [valley.north.pk, valley.south.pk, valley.joined().pk]
    assert told[0].facts == {
        "change": change.pk,
        "on": "2026-11-02",
        "olds": [f"{TOWN}201", f"{TOWN}202"],
        "news": [f"{TOWN}203"],
    }
    assert told[0].actor_id == valley.town.administrator.account


def test_codes_below_a_village_are_given_in_order_and_never_again(valley: Valley) -> None:
    town = valley.town

    def add(parent: Area, kind: str, *names: str) -> list[str]:
        made = below.add(parent, kind=kind, names=names, by=town.administrator, at=clock.now())
        return [area.code for area in made]

    assert add(valley.north, "group", "三组", "四组") == [f"{TOWN}201003", f"{TOWN}201004"]
    assert add(valley.north, "building", "老粮站") == [f"{TOWN}201000001"]
    assert add(valley.north, "grid", "第一网格") == [f"{TOWN}201000002"]
    assert add(valley.groups[0], "building", "一栋") == [f"{TOWN}201001001"]
    changes.end(Area.objects.get(name="四组"), valley.decision())
    assert add(valley.north, "group", "五组") == [f"{TOWN}201005"]
    assert full_name(Area.objects.get(name="老粮站")) == "青禾镇樟荫村老粮站"
    for parent, kind, names in ((valley.place, "group", ["甲"]), (valley.north, "group", ["一组"])):
        with pytest.raises(Refused):
            below.add(parent, kind=kind, names=names, by=town.administrator, at=clock.now())
