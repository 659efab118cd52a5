"""Conditions of the moves on rounds, doors and cards: each gives a sentence that says what to do next, or nothing."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.matters.workflow import Acting, Sentence
from lianxin.rounds.models import Round
from lianxin.rounds.queries.doors import unfinished
from lianxin.rounds.queries.teams import has_members
from lianxin.rounds.rules.doors import LIVE

NAMED = 5
RUNNING = "running"


def has_doors(acting: Acting) -> Sentence:
    """A round without a list has nowhere to go."""
    if acting.row.doors.exists():
        return None
    return _("名单上还没有户。请先“选户”，再开始。")


def has_team(acting: Acting) -> Sentence:
    """Somebody has to go."""
    if has_members(acting.row.team_id, acting.row.starts_on) or has_members(
        acting.row.team_id, timezone.localdate(acting.now)
    ):
        return None
    return _("这支服务队还没有队员。请先到服务队里加上队员。")


def every_door_has_a_result(acting: Acting) -> Sentence:
    """A round ends when each door has ended (KNK-01): what nobody went to is not called anything else."""
    left = list(unfinished(acting.row).values_list("order", flat=True)[: NAMED + 1])
    if not left:
        return None
    places = "、".join(str(order) for order in left[:NAMED]) + ("…" if len(left) > NAMED else "")
    return _("还有户没有结果（第 %(places)s 户）。请走完登记，或者改日期。") % {"places": places}


def ends_after_it_began(acting: Acting) -> Sentence:
    """The last day isn't before the first."""
    if acting.data["ends_on"] >= acting.row.starts_on:
        return None
    return _("结束日期不能早于开始日期，请改结束日期。")


def merges_with_another(acting: Acting) -> Sentence:
    """A round is merged into another one that is still going on."""
    main = Round.objects.filter(pk=acting.data["main"]).first()
    if main is not None and main.pk != acting.row.pk and main.state in LIVE:
        return None
    return _("要并入的行动已经结束，或者就是这一个。请另选一个。")


def round_is_on(acting: Acting) -> Sentence:
    """Results are written down while the round goes on."""
    if acting.row.round.state == RUNNING:
        return None
    return _("这次行动没有在进行，不能登记结果。计划中的请先“开始”；已结束的不再改。")


def round_is_open(acting: Acting) -> Sentence:
    """Doors are put on the list of a round that is planned or goes on."""
    if acting.data["round"].state in LIVE:
        return None
    return _("这次行动已经结束，不能再加户。请另立一次行动。")


def something_to_say(acting: Acting) -> Sentence:
    """Who refused all of it lately is left in peace, but for safety (KNK-04)."""
    if acting.data["themes"]:
        return None
    return _("这一户不久前拒绝过这些主题，规定的天数内不再上门（安全主题除外）。")


def two_went_in(acting: Acting) -> Sentence:
    """Where it is set, nobody goes in alone (KNK-06)."""
    if not acting.row.pair or (acting.data.get("visitors") or 1) > 1:
        return None
    return _("这一户要两人上门。请填上门的人数；只有一个人去的，没有进屋，请登记“未遇”，约好再去。")


def says_what_is_wrong(acting: Acting) -> Sentence:
    """An address where no house stands goes back with a sentence about it."""
    if str(acting.data.get("mend") or "").strip():
        return None
    return _("地址不存在的，请写一句哪里不对，例如“房子已拆，人搬到二组”，好更正地址。")


def themes_of_the_door(acting: Acting) -> Sentence:
    """Only what was to be spoken of can be refused."""
    strange = set(acting.data.get("refused") or ()) - set(acting.row.themes)
    return _("拒绝的主题不在这一户的主题里，请重选。") if strange else None


def gives_a_promise_a_day(acting: Acting) -> Sentence:
    """What is promised has a day (KNK-03)."""
    if bool(acting.data.get("promised")) == bool(acting.data.get("by_when")):
        return None
    return _("联系卡上答应了什么、哪天以前，要么都填，要么都不填。")


def promises_nothing_past(acting: Acting) -> Sentence:
    """A promise lies ahead of the day the card was left."""
    by_when = acting.data.get("by_when")
    if by_when is None or by_when >= timezone.localdate(acting.now):
        return None
    return _("答应的日子早于留卡的日子，请核对日期。")


def same_team(acting: Acting) -> Sentence:
    """A card is left by the team that holds its number."""
    if acting.row.block.team_id == acting.data["door"].round.team_id:
        return None
    return _("这个卡号是另一支服务队的。请照卡上的号码核对。")


def says_why(acting: Acting) -> Sentence:
    """A number that will not be used says why."""
    if str(acting.data.get("why") or "").strip():
        return None
    return _("请写一句为什么作废，例如“写错了”“卡弄湿了”。")
