"""Guards and effects of what ends a visit: the talk record, and what came of it (接谈记录、来访结果)."""

from django.utils.translation import gettext as _

from lianxin.matters.workflow import Acting, Sentence
from lianxin.people.queries.lines import line_of
from lianxin.reception.models import Talk, Visit
from lianxin.reception.queries.talks import talk_on_sheet
from lianxin.reception.rules.visits import Signing


def something_asked(acting: Acting) -> Sentence:
    """A talk record says what they came for."""
    if str(acting.data.get("asked") or "").strip():
        return None
    return _("请记下来访人反映的事，一两句也可以。")


def promise_is_whole(acting: Acting) -> Sentence:
    """A promise says who keeps it, and by which day (RCP-05)."""
    data = acting.data
    given = [bool(data.get(name)) for name in ("promised", "promised_unit", "promised_on")]
    if all(given) or not any(given):
        return None
    return _("答应了什么，要写全三样：答应的事、由哪个单位办、哪一天以前。没有答应就都空着。")


def promise_lies_ahead(acting: Acting) -> Sentence:
    """… a day that was still to come when it was given."""
    day = acting.data.get("promised_on")
    if day is None or day >= acting.row.slot.day:
        return None
    return _("答应的日子不能早于接待那天，请核对。")


def signing_fits(acting: Acting) -> Sentence:
    """Nobody signs what wasn't read to them; who won't sign has that written down (RCP-05)."""
    data = acting.data
    if data.get("signing") == Signing.REFUSED:
        if str(data.get("signing_note") or "").strip():
            return None
        return _("来访人不愿签字的，请写一句他怎么说；不用劝他签，记录一样有效。")
    if data.get("read_back"):
        return None
    return _("请先把记录念给来访人听，再请他签字或按指印，然后勾上“已念给来访人听”。")


def recorder_is_not_of_that_unit(acting: Acting) -> Sentence:
    """Nobody of the unit a complaint is about writes it down (RCP-10); of an accusation nobody of its line either."""
    about = acting.data.get("about")
    if about is None:
        return None
    kept = line_of([about]) if acting.data.get("secret") else {about}
    if acting.by.every_unit.isdisjoint(kept):
        return None
    return _("反映的正是您所在的单位，您不能做这份记录。请换一位别的单位的人接谈和记录。")


def sheet_is_new(acting: Acting) -> Sentence:
    """One sheet of paper is entered once."""
    number = acting.data.get("paper_number")
    before = talk_on_sheet(number, but=acting.row.pk) if number else None
    if before is None:
        return None
    return _("这张接谈记录纸已经登在 %(number)s 号上。是同一张就不用再登；不是，请核对纸上的编号。") % {
        "number": before.visit.number
    }


def has_matter(acting: Acting) -> Sentence:
    """The appeal it led to is there."""
    if acting.data.get("matter") is not None:
        return None
    return _("没有找到这件事的编号。请核对编号，或者选“立项交办”另立一件。")


def has_answer(acting: Acting) -> Sentence:
    """What was settled or explained on the spot was said in words."""
    if str(acting.data.get("told") or "").strip():
        return None
    return _("请记下当场怎么答复的、告诉了他什么途径。")


def has_body(acting: Acting) -> Sentence:
    """Whom they were sent on to."""
    if str(acting.data.get("body") or "").strip():
        return None
    return _("请写转给了哪个单位；电话和地址也写在答复里，来访人好找。")


def has_day(acting: Acting) -> Sentence:
    """When they come again."""
    again = acting.data.get("again_on")
    if acting.data.get("again_in") or (again is not None and again >= acting.row.slot.day):
        return None
    return _("请选下次哪一场再谈，或者填哪一天；日子要在这一场以后。")


def conclude(acting: Acting) -> None:
    """The record, and the end of the visit; of an accusation nothing is written here but that it was taken down."""
    row: Visit = acting.row
    row.settled_at, row.window = acting.now, None
    row.talked_at = row.talked_at or acting.now
    if not acting.data.get("secret"):
        acting.add(record_of(acting))


def record_of(acting: Acting) -> Talk:
    """The talk record as it was typed."""
    row, data = acting.row, acting.data
    return Talk(
        visit=row,
        at=row.talked_at,
        written_at=acting.now,
        heard_by_id=data.get("heard_by"),
        recorder_id=acting.by.account,
        about_id=data.get("about"),
        asked=data["asked"],
        evidence=list(data.get("evidence") or ()),
        told=data.get("told") or "",
        promised=data.get("promised") or "",
        promised_unit_id=data.get("promised_unit"),
        promised_on=data.get("promised_on"),
        read_back=bool(data.get("read_back")),
        signing=data["signing"],
        signing_note=data.get("signing_note") or "",
        paper_number=data.get("paper_number") or "",
    )


def settle(acting: Acting) -> None:
    """It was settled on the spot (当场办结), with a number of its own or without."""
    conclude(acting)
    if acting.data.get("matter") is not None:
        link(acting)


def open_appeal(acting: Acting) -> None:
    """It became an appeal (立项交办); who wants to stay unknown is forgotten here too."""
    conclude(acting)
    link(acting)


def join_appeal(acting: Acting) -> None:
    """It is one more contact of an open appeal (并入在办的事)."""
    conclude(acting)
    link(acting)


def link(acting: Acting) -> None:
    """The appeal, and no more of who came than it keeps itself."""
    row: Visit = acting.row
    row.matter = acting.data["matter"]
    acting.facts["matter"] = acting.data["matter"].pk
    if acting.data.get("secret") or acting.data.get("unknown"):
        row.name, row.phone, row.phone_index = "", "", ""
        for one in row.speakers.all():
            acting.change(one, name_sealed=b"")


def pass_on(acting: Acting) -> None:
    """Sent on to another body (转出)."""
    conclude(acting)
    acting.row.body = acting.data["body"]


def book(acting: Acting) -> None:
    """They come again (预约再谈)."""
    conclude(acting)
    acting.row.again_in_id, acting.row.again_on = acting.data.get("again_in"), acting.data.get("again_on")
