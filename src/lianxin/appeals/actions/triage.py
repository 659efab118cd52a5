"""What the triage desk does: 受理, 派单, 要求补充, 当场办结, 不予受理, 转出, 紧急升级."""

from django.utils import timezone

from lianxin.appeals import letters
from lianxin.appeals.actions.closing import close
from lianxin.appeals.actions.finding import found_by
from lianxin.appeals.actions.handling import HEADS, PETITION, note_warnings, start_by_law
from lianxin.appeals.actions.passing import pass_on
from lianxin.appeals.actions.pausing import back_to, close_suspension
from lianxin.appeals.actions.raising import raise_by_words, tell_who_has_it
from lianxin.appeals.actions.telling import tell_everybody, tell_in_town
from lianxin.appeals.choices import REPEATED, reasons, reasons_edition, sample_percent
from lianxin.appeals.limits import HANDLING
from lianxin.appeals.models import Handling, InfoRequest, Order, Referral, Rejection, Reply
from lianxin.appeals.queries import classes, joint, last_referral, open_proposal, open_request
from lianxin.appeals.queries.duty import proposal as proposed_by_catalogue
from lianxin.appeals.queries.repeated import answered_earlier
from lianxin.appeals.queries.speakers import MATTER
from lianxin.appeals.rules import NOTICE_EDITION, Outcome, drawn
from lianxin.appeals.rules.pausing import SUSPENDED
from lianxin.kernel.actor import Role
from lianxin.matters.models import Channel, Contact, RelationKind, Urgency
from lianxin.matters.workflow import Acting
from lianxin.wording.actions import deciding


def accept(acting: Acting) -> None:
    """受理: class, area, urgency and track are set by a person."""
    matter, data = acting.row, acting.data
    # What stood there before is in no other event: with it the log gives back how a month was counted.
    acting.facts["was"] = {"type": str(matter.appeal.type), "category": matter.appeal.category_id}
    matter.area_id = data.get("area")
    appeal = {"type": data["type"], "category_id": data["category"], "track": data.get("track") or "ordinary"}
    acting.change(matter.appeal, **appeal)
    acting.facts |= {"type": data["type"], "category": data["category"], "area": data.get("area")}
    weigh_suggestion(acting)
    acting.facts["urgency"] = str(data["urgency"])
    raised = data["urgency"] == Urgency.EMERGENCY != matter.urgency
    matter.urgency = data["urgency"]
    if raised:
        hurry(acting)
    running = start_by_law(acting)
    if running is not None and running.limit == PETITION:
        tell_everybody(acting, letters.PETITION_TOLD, due=timezone.localdate(running.due).isoformat())


def weigh_suggestion(acting: Acting) -> None:
    """Keep the class the desk gave beside the one that was proposed: how often it is right, and what is learnt."""
    codes = classes.codes_of(acting.data["category"])
    found = deciding.decided(MATTER, acting.row.pk, codes, at=acting.now)
    if found is not None:
        row, values = found
        acting.change(row, **values)


def dispatch(acting: Acting) -> None:
    """派单: the order goes to a unit, with the basis and what the duty catalogue proposed on record."""
    found = proposed_by_catalogue(acting.row)
    line = found.line if found is not None else None
    order = Order(
        matter=acting.row,
        unit_id=acting.data["unit"],
        demand=acting.data.get("demand") or "",
        basis=acting.data["basis"],
        line_id=line.key if line is not None else None,
        followed=acting.data["unit"] == line.unit if line is not None else None,
        dispatched_at=acting.now,
    )
    acting.add(order)
    acting.hold(order.unit_id)
    if found is not None:
        acting.facts["catalogue"] = {
            "edition": found.edition.number,
            "line": line.key if line is not None else None,
            "proposed": line.unit if line is not None else None,
            "followed": order.followed,
        }
    pass_on(acting, unit=order.unit_id)
    if acting.row.urgency == Urgency.EMERGENCY:
        acting.tell_staff(letters.EMERGENCY_SENT, unit=order.unit_id, roles=(Role.HANDLER, *HEADS))
    else:
        acting.tell_staff(letters.TO_SIGN, unit=order.unit_id, roles=(Role.HANDLER,))


def ask_for_more(acting: Acting) -> None:
    """要求补充: one list of all that is missing; the resident is told, the clocks stand still."""
    request = InfoRequest(
        matter=acting.row,
        asked_at=acting.now,
        asked_by=acting.by.account,
        items=list(acting.data["items"]),
    )
    acting.add(request)
    acting.facts["items"] = len(request.items)
    tell_everybody(acting, "need_info")


def supply(acting: Acting) -> None:
    """补充: what was missing is on record as a contact of its own; the clocks go on."""
    matter, words = acting.row, acting.data["text"]
    request = open_request(matter)
    if request is not None:
        acting.change(request, answered_at=acting.now, answer=words)
    earlier = [contact.words for contact in matter.contacts.order_by("at", "pk")]
    channel = acting.data.get("channel") or Channel.WEB
    acting.add(
        Contact(matter=matter, channel=channel, at=acting.now, taker_id=acting.by.account, words=words)
    )
    acting.facts["channel"] = str(channel)
    if raise_by_words(acting, words):
        tell_who_has_it(acting)
    found_by(acting, matter.appeal, *earlier, words)
    if request is not None:
        acting.tell_staff(letters.SUPPLIED, account=request.asked_by)
    if acting.source == "closed":
        matter.closed_at = None
        acting.change(matter.appeal, outcome="")


def remind(acting: Acting) -> None:
    """提醒补充: once more by the way the resident chose."""
    request = open_request(acting.row)
    if request is not None:
        acting.change(request, reminded=request.reminded + 1, reminded_at=acting.now)
        acting.facts["reminder"] = request.reminded
    tell_everybody(acting, "remind_info")


def lapse(acting: Acting) -> str:
    """逾期未补: closed as unreached; a new contact opens it again."""
    acting.change(acting.row.appeal, outcome=Outcome.UNREACHED)
    acting.facts["outcome"] = str(Outcome.UNREACHED)
    tell_everybody(acting, "lapsed")
    return close(acting)


def answer_now(acting: Acting) -> str:
    """当场办结: the answer is on record; called back when nobody confirmed it, or by the draw."""
    data, appeal = acting.data, acting.row.appeal
    acting.change(appeal, outcome=data["outcome"], finished_at=acting.now, finished_by=acting.by.account)
    reply = Reply(matter=acting.row, text=data["reply"], written_at=acting.now, sent_at=acting.now)
    acting.add(reply)
    note_warnings(acting, reply)
    acting.stop("T3")
    sampled = drawn(acting.row.client_id, sample_percent())
    acting.facts |= {"outcome": str(data["outcome"]), "confirmed": bool(data["confirmed"]), "drawn": sampled}
    return close(acting) if data["confirmed"] and not sampled else "callback"


def agree_to_enquiry(acting: Acting) -> None:
    """同意按咨询办: a second person agrees that a complaint is only a question."""
    acting.change(acting.row.appeal, enquiry_agreed_by=acting.by.account)
    note(acting, acting.data["reason"])


def propose_rejection(acting: Acting) -> None:
    """提出不予受理: reason from the list, the legal route; a second person decides."""
    data = acting.data
    reason = reasons()[data["reason"]]
    acting.add(
        Rejection(
            matter=acting.row,
            reason=reason.code,
            edition=reasons_edition(),
            reason_text=reason.words,
            words=data.get("words") or "",
            body=data.get("body") or reason.body,
            address=data.get("address") or reason.address,
            phone=data.get("phone") or reason.phone,
            proposed_at=acting.now,
            proposed_by=acting.by.account,
            form_edition=NOTICE_EDITION,
        )
    )
    acting.facts["reason"] = reason.code
    if reason.code == REPEATED:
        earlier = answered_earlier(acting.row, data["earlier"], by=acting.by)
        assert earlier is not None  # noqa: S101  # the guard looked
        acting.relate(RelationKind.FOLLOWS, earlier)


def reject(acting: Acting) -> None:
    """同意不予受理: the resident is told why and where to go."""
    proposal = open_proposal(acting.row)
    if proposal is not None:
        acting.change(proposal, agreed=True, decided_at=acting.now, decided_by=acting.by.account)
    tell_everybody(acting, "rejected")


def keep(acting: Acting) -> None:
    """不同意: it is triaged like any other."""
    proposal = open_proposal(acting.row)
    if proposal is not None:
        decision = {"agreed": False, "decided_at": acting.now, "decided_by": acting.by.account}
        acting.change(proposal, **decision, objection=acting.data["reason"])


def refer(acting: Acting) -> None:
    """转出: to a body that has the power, with the day on which we ask how it went."""
    data = acting.data
    acting.add(
        Referral(
            matter=acting.row,
            body=data["body"],
            reference=data.get("reference") or "",
            address=data.get("address") or "",
            phone=data.get("phone") or "",
            basis=data["basis"],
            referred_at=acting.now,
            account_id=acting.by.account,
            remind_at=data["remind_at"],
            form_edition=NOTICE_EDITION,
        )
    )
    acting.facts["remind_at"] = data["remind_at"].isoformat()
    pass_on(acting, body=data["body"])
    tell_everybody(acting, "referred")


def chase(acting: Acting) -> None:
    """该问转办结果了: it stands on the triage desk's page until the result is on record."""
    referral = last_referral(acting.row)
    if referral is not None:
        acting.change(referral, chased_at=acting.now)
        acting.tell_staff(letters.TO_ASK, account=referral.account_id)


def record_result(acting: Acting) -> None:
    """登记转办结果: what the other body answered; the resident is told."""
    referral = last_referral(acting.row)
    if referral is not None:
        acting.change(referral, result=acting.data["text"], result_at=acting.now)
    tell_everybody(acting, "news")


def escalate(acting: Acting) -> str | None:
    """紧急升级: from now on the limits of emergencies run; nobody is waited for any more."""
    acting.row.urgency = Urgency.EMERGENCY
    note(acting, acting.data["reason"])
    if acting.row.holder_id is not None:
        acting.tell_staff(letters.EMERGENCY, unit=acting.row.holder_id)
    else:
        tell_in_town(acting, letters.EMERGENCY, Role.TRIAGE)
    acting.resume()
    hurry(acting)
    draw_nearer(acting)
    if acting.source == SUSPENDED:
        close_suspension(acting)
        return back_to(acting)
    if acting.source != "need_info":
        return None
    request = open_request(acting.row)
    if request is not None:
        acting.change(request, answered_at=acting.now)
    return "registered"


def hurry(acting: Acting) -> None:
    """Start the clocks of an emergency in place of those that run, as far as they are nearer."""
    for clock in acting.ticking():
        code = "T6c" if clock.limit in HANDLING else clock.limit
        if code not in {"T2a", "T2", "T3", "T6c"} or (code == clock.limit == "T6c"):
            continue
        sooner = acting.begin(code)
        if sooner.due < clock.due:
            acting.stop(clock.limit)
            acting.run(sooner)


def draw_nearer(acting: Acting) -> None:
    """What others were asked for stays due before the main, which is nearer now (J2)."""
    _main, latest = joint.room(acting)
    for order in joint.unanswered(acting.row):
        if latest is not None and order.due_at > latest:
            acting.change(order, due_at=latest)
            acting.tell_staff(letters.EMERGENCY, unit=order.unit_id)


def reach(acting: Acting) -> None:
    """已联系诉求人: the desk has spoken with the resident; the limit of the first contact ends."""
    note(acting, acting.data["text"], kind="contact")
    acting.stop("T3")


def note(acting: Acting, text: str, *, kind: str = "other") -> None:
    """A line of the record of handling."""
    acting.add(
        Handling(
            matter=acting.row,
            kind=kind,
            at=acting.data.get("at") or acting.now,
            written_at=acting.now,
            account_id=acting.by.account,
            text=text,
        )
    )
