"""What came of a door, and what people there asked for (走访登记)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.doors.actions import file_appeal
from lianxin.doors.rules import DESK
from lianxin.kernel import clock
from lianxin.kernel.actor import Actor
from lianxin.kernel.attachments import Upload
from lianxin.kernel.pieces import unnumbered
from lianxin.matters.models import Channel
from lianxin.matters.refusals import Refused
from lianxin.matters.workflow import Acting
from lianxin.people.rules.consents import Way
from lianxin.rounds.models import Door, Need
from lianxin.rounds.rules.doors import moment_of


def put_on_list(acting: Acting) -> None:
    """列入名单."""
    row, data = acting.row, acting.data
    row.round, row.household, row.area_id = data["round"], data["household"], data["area"]
    row.address = unnumbered(str(data["address"]).strip())
    row.order, row.themes, row.pair = data["order"], list(data["themes"]), data["pair"]
    acting.hold(data["round"].holder_id)
    acting.facts["round"] = data["round"].pk


def knock(acting: Acting) -> None:
    """What every knock leaves: one try more, when, by whom."""
    row, data = acting.row, acting.data
    row.tries += 1
    row.minutes, row.visitors = data.get("minutes"), data.get("visitors")
    row.refused, row.mend = [], ""
    row.knocked_at, row.knocked_by = acting.now, acting.by.account
    if data.get("paper"):
        acting.facts["paper"] = data["paper"]


def visit(acting: Acting) -> None:
    """已访: what it wants to hear nothing of is kept."""
    knock(acting)
    acting.row.refused = sorted(acting.data.get("refused") or ())
    acting.facts["refused"] = acting.row.refused


def refuse(acting: Acting) -> None:
    """拒访: all its themes, where none is named."""
    knock(acting)
    acting.row.refused = sorted(acting.data.get("refused") or acting.row.themes)
    acting.facts["refused"] = acting.row.refused


def lose(acting: Acting) -> None:
    """地址不存在: with the sentence by which the address is mended."""
    knock(acting)
    acting.row.mend = unnumbered(str(acting.data["mend"]).strip())


def mend(acting: Acting) -> None:
    """更正地址: the door is to be visited where it really is."""
    acting.row.address, acting.row.mend = unnumbered(str(acting.data["address"]).strip()), ""


def take_back(acting: Acting) -> None:
    """登错了: as if nobody had knocked that time."""
    row = acting.row
    row.tries = max(0, row.tries - 1)
    row.minutes = row.visitors = row.knocked_at = row.knocked_by = None
    row.refused, row.mend = [], ""


def need_known(client_id: UUID) -> Need | None:
    """The need a telephone or a page has sent before."""
    return Need.objects.select_related("matter__appeal").filter(client_id=client_id).first()


def find_need(
    door: Door,
    said: Mapping[str, Any],
    photos: Sequence[Upload] = (),
    *,
    by: Actor,
    client_id: UUID,
    device_at: datetime | None = None,
) -> Need:
    """Register what people at a door asked for as an appeal; the same client id gives the same one (INV-12).

    Raises Refused, ValidationError for a photo, and AlreadySent when it came back with other words.
    """
    if photos and not said.get("consent"):
        raise ValidationError(
            _("屋里的照片，要主人同意才能拍、才能传。请勾选“照片是主人同意才拍的”，或者去掉照片。")
        )
    earlier = need_known(client_id)
    if earlier is not None and earlier.door_id != door.pk:
        raise Refused(_("这条需求已经记在另一户名下，没有再记。"), code="reused")
    now = clock.now()
    if earlier is not None:  # the address may have been put right since
        said = {**said, "address": earlier.matter.appeal.address}
    with transaction.atomic():
        matter = file_appeal(
            as_appeal(door, said, moment_of(device_at, now)),
            photos,
            by=by,
            client_id=client_id,
            origin=DESK,
        )
        need, _new = Need.objects.get_or_create(
            client_id=client_id,
            defaults={
                "door": door,
                "matter": matter,
                "device_at": device_at,
                "recorded_at": now,
                "taken_by": by.account,
            },
        )
    return need


def as_appeal(door: Door, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """What the opening move of an appeal is given: said at this door, on this round."""
    asked = {name: said.get(name) or "" for name in ("text", "type", "identity", "name", "phone", "urgency")}
    return {
        **asked,
        "channel": Channel.ROUND,
        "area": door.area_id,
        "address": said.get("address") or door.address,
        "filed_at": at,
        "notice": Way.SHOWN,
    }
