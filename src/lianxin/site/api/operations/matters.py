"""Matters: the list, one of them, what happened to it; registering one, and making a move (事项)."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _, gettext_noop as words
from ninja import Query, Router, Schema, Status
from pydantic import Field

from lianxin.doors import actions
from lianxin.doors.actions import AlreadySent, SheetTaken
from lianxin.doors.forms.claims import claim_of
from lianxin.doors.forms.program import ProgramForm
from lianxin.doors.queries import filed_before
from lianxin.kernel import clock
from lianxin.kernel.models.event import Event
from lianxin.kernel.notices import looked_at
from lianxin.matters import persons
from lianxin.matters.act import act
from lianxin.matters.flows import flow_of
from lianxin.matters.forms import MoveForm
from lianxin.matters.ledger import row_kind
from lianxin.matters.models import Matter
from lianxin.matters.pages import listing
from lianxin.matters.paging import PAGE
from lianxin.matters.queries import Asked, listed, matter_by_number, page_of, state_choices
from lianxin.matters.receipts import receipt_code
from lianxin.matters.seen import OPENED, watch
from lianxin.site.api import moves, reading, shapes
from lianxin.site.api.faults import invalid, key_reused, of_form
from lianxin.site.api.fence import Call
from lianxin.site.api.once import Once, json_of, once, version_of
from lianxin.site.api.shapes import local
from lianxin.web.problems import Fault

router = Router()
MOST = 100
Word = Annotated[str, Field(max_length=200, pattern=moves.NO_NUL)]
Day = Annotated[date, Field(ge=date(1949, 10, 1), le=date(2199, 12, 31))]
Cursor = Annotated[str, Field(pattern=r"^(\d{1,17}_\d{1,18}|still(_\d{1,18})?)$")]


class Filters(Schema):
    """The filters of the list, by the very names of the page's address."""

    q: Word | None = Field(None, description=words("编号，或者内容里的字"))
    place: Word | None = Field(None, description=words("地址，村名或它的拼音首字母"))
    who: Word | None = Field(
        None, description=words("反映人姓名或号码；只有能看身份的岗位可以，每次都有记录")
    )
    ear: bool | None = Field(None, description=words("同音的名字也找"))
    state: Word | None = Field(None, description=words("状态代码，open 是所有在办的；见 /states"))
    area: moves.Key | None = Field(None, description=words("区域的 id；见 /areas"))
    unit: moves.Key | None = Field(None, description=words("承办单位的 id；见 /units"))
    overdue: bool | None = Field(None, description=words("只要超期的"))
    counted: bool | None = Field(None, description=words("不要并到别件里的"))
    since: Day | None = Field(None, description=words("反映时间从哪天起"))
    until: Day | None = Field(None, description=words("到哪天止，含当天"))
    on: Day | None = Field(None, description=words("按哪天的区划"))
    class_: Word | None = Field(None, alias="class", description=words("事项分类的 id；见 /classes"))
    edition: Word | None = Field(None, description=words("分类版次"))
    tag: Word | None = Field(None, description=words("标签代码"))
    figure: Word | None = Field(None, description=words("只要这个数字数到的那些；见 /figures"))
    scope: Word | None = Field(None, description=words("数字的区域代码前缀"))
    of_unit: moves.Key | None = Field(None, description=words("数字的单位 id"))
    part: Word | None = Field(None, description=words("数字的一部分，写作 名称:值"))
    side: Word | None = Field(None, description=words("numerator 或 denominator"))

    def spelled(self) -> dict[str, str]:
        """As an address of the list spells them; what isn't asked for is left out."""
        said = self.model_dump(
            mode="json", by_alias=True, exclude_none=True, include=set(Filters.model_fields)
        )
        return {name: one_word(value) for name, value in said.items() if value is not False}


class Listing(Filters):
    """The filters, which page, how many lines, and whether to count all."""

    after: Cursor | None = Field(None, description=words("从上一页的 next 里来"))
    size: int = Field(PAGE, ge=1, le=MOST, description=words("一页几件"))
    total: bool = Field(default=False, description=words("数一数一共几件；多的时候慢，要才给"))


def one_word(value: object) -> str:
    """A value as an address has it."""
    return "1" if value is True else str(value)


def asked_of(filters: Filters) -> Asked:
    """What the list is asked for, read by the page's own reader. Raises Problem for what it would pass over."""
    spelled = filters.spelled()
    asked = listing.read(spelled, area=filters.area)
    known = {"", "open", *dict(state_choices())}
    if asked.state not in known:
        raise invalid([Fault("state", _("没有这个状态，见 /states。"))])
    if filters.figure and asked.figure is None:
        raise invalid([Fault("figure", _("没有这个数字，或者少了 since、until，见 /figures。"))])
    return asked


@router.get(
    "/matters",
    url_name="api_matters",
    response=shapes.Page,
    summary=words("事项列表，新的在前；在办和逾期的，先到期的在前"),
    tags=["matters"],
)
def show_list(request: Call, asked: Query[Listing]) -> shapes.Page:
    """Matters this post may know of. Each page names the next one; nothing is skipped while new ones come in."""
    now, by = clock.now(), request.actor
    wanted = replace(asked_of(asked), after=asked.after or "")
    if wanted.who:
        persons.asked_for(by, wanted.who)
    rows, onward = page_of(wanted, by=by, now=now, most=asked.size)
    spelled = asked.spelled()
    heard = bool(wanted.who) and not (rows or asked.after or wanted.ear)
    if heard:
        spelled["ear"] = "1"
        wanted = listing.read(spelled, area=asked.area)
        rows, onward = page_of(wanted, by=by, now=now, most=asked.size)
    more = urlencode({**spelled, "size": asked.size, "after": onward})
    return shapes.Page(
        matters=[shapes.Line(**reading.line(row, now=now)) for row in rows],
        next=f"{request.path}?{more}" if onward else None,
        total=listed(wanted, by=by, now=now).count() if asked.total else None,
        by_ear=heard and bool(rows),
    )


def find(request: Call, number: str) -> Matter:
    """The matter, if this post may know of it. Raises Http404, the same as for one that never was."""
    matter = matter_by_number(number, by=request.actor) if "\x00" not in number else None
    if matter is None:
        raise Http404(_("没有这件事，或者不归您看。请核对编号。"))
    return matter


@router.get(
    "/matters/{number}",
    url_name="api_matter",
    response=shapes.MatterShape,
    summary=words("一件事：全部内容，和现在能做的步骤"),
    tags=["matters"],
)
def show(request: Call, response: HttpResponse, number: str) -> shapes.MatterShape:
    """Everything its page shows this post, people and numbers masked as there, and the moves it may make now."""
    matter = find(request, number)
    looked_at(row_kind(matter), matter.pk, by=request.actor)
    response.headers["ETag"] = f'"{matter.version}"'
    whole = reading.whole(matter, by=request.actor, now=clock.now())
    watch(matter, by=request.actor, what=OPENED)
    return whole


@router.get(
    "/matters/{number}/events",
    url_name="api_events",
    response=shapes.Timeline,
    summary=words("一件事的办理经过"),
    tags=["matters"],
)
def show_events(request: Call, number: str) -> shapes.Timeline:
    """What happened, oldest first, with post and name of who did it."""
    matter = find(request, number)
    return shapes.Timeline(number=matter.number, events=list(reading.happened(matter)))


@router.post(
    "/matters",
    url_name="api_matters",
    response={201: shapes.Created},
    summary=words("登记一件诉求"),
    tags=["matters"],
)
def create(request: Call, response: HttpResponse) -> Status[shapes.Created]:
    """What the desk's form asks, and like there: whoever speaks openly has a name, an accusation is not taken here.

    Whoever sends it has shown the speaker the notice on personal data.
    """
    this = once(request, json_of(request))
    matter = None if this.earlier else this.do(lambda: register(request, this))
    matter = matter or filed_before(this.client_id)
    if matter is None:
        raise Http404(_("这件事已经不在了。"))
    address = reading.address("api_matter", number=matter.number)
    response.headers["Location"] = address
    return Status(
        201,
        shapes.Created(
            number=matter.number,
            query_code=receipt_code(matter),
            recorded_at=matter.recorded_at,
            version=1,
            address=address,
        ),
    )


def register(request: Call, this: Once) -> Matter:
    """Write it down by the desk's opening move. Raises Problem, Refused."""
    sent = moves.typed(moves.read_body(request.body, ProgramForm))
    sent["client_id"] = claim_of(this.client_id)
    form = ProgramForm(sent, by=request.actor, source=this.token.name)
    if not form.is_valid():
        raise of_form(form)
    try:
        return actions.register(form.said(), [], by=request.actor, client_id=this.client_id)
    except AlreadySent as sent_before:
        raise key_reused() from sent_before
    except SheetTaken as taken:
        form.refuse_sheet(taken.number)
        raise of_form(form) from taken


@router.post(
    "/matters/{number}/moves/{move}",
    url_name="api_move",
    response=shapes.Done,
    summary=words("办一步"),
    tags=["moves"],
    include_in_schema=False,  # the document has an address for each move
)
def make(request: Call, response: HttpResponse, number: str, move: str) -> shapes.Done:
    """Make a move by the writer, with what its form asks."""
    this = once(request, json_of(request))
    event = (None if this.earlier else acted(request, this, number, move)) or made_before(this)
    if event is None:
        raise Http404(_("这件事已经不在了。"))
    done = told(number, event)
    response.headers["ETag"] = f'"{done.version}"'
    return done


def acted(request: Call, this: Once, number: str, move: str) -> Event | None:
    """The move, judged by its form and made by the writer. Raises Problem, Refused."""
    matter, version = find(request, number), version_of(request)
    step = flow_of(matter).move(move)
    if step is None or not moves.people_make(step):
        raise Http404(_("没有这个办理动作，见这件事的 moves。"))
    kind = step.form or MoveForm
    form = kind(moves.typed(moves.read_body(request.body, kind)), by=request.actor, row=matter)
    if not form.is_valid():
        raise of_form(form)
    return this.do(
        lambda: act(
            matter,
            step.code,
            by=request.actor,
            data=form.cleaned_data,
            client_id=this.client_id,
            version=version,
        ),
        row_id=matter.pk,
    )


def made_before(this: Once) -> Event | None:
    """The event this key made before, for the same request."""
    if this.earlier is None or this.earlier.row_id is None:
        return None
    return Event.objects.filter(
        row_kind=reading.MATTER, row_id=this.earlier.row_id, client_id=this.client_id
    ).first()


def told(number: str, event: Event) -> shapes.Done:
    """The answer to a move, from its event alone, so that it is the same whenever it is asked for."""
    before = Event.objects.filter(row_kind=event.row_kind, row_id=event.row_id, seq__lte=event.seq)
    return shapes.Done(
        number=number,
        seq=event.seq,
        move=event.move,
        state=event.target,
        at=local(event.at),
        version=before.count(),
        address=reading.address("api_matter", number=number),
        warnings=list(event.facts.get("warnings", [])),
    )
