"""What the appeal adds to the pages of matters: its own part of the matter page, and filters of the list."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.appeals.queries import REVEALS, classes, folder, helping_of
from lianxin.appeals.queries.accused import named_in
from lianxin.appeals.queries.dissatisfied import LAWFUL, open_task, panel_of
from lianxin.appeals.queries.joined import joined, may_be_split
from lianxin.appeals.queries.pauses import pauses_of
from lianxin.appeals.queries.reply_check import remarks_on_draft
from lianxin.appeals.queries.returning import lines_of
from lianxin.appeals.queries.shielding import is_shielded, words_for_others
from lianxin.appeals.queries.speakers import spoken_by
from lianxin.appeals.queries.speaking import has_proxy
from lianxin.appeals.queries.standing import missing_from_file, voided_because, waiting_corrections
from lianxin.appeals.queries.supervision import waiting_notice, waiting_request
from lianxin.appeals.queries.tags import names_on, tag_choices, tagged
from lianxin.appeals.queries.together import together
from lianxin.appeals.queries.unread import lying_at, said_to
from lianxin.appeals.queries.works import shown as works_shown
from lianxin.kernel.actor import Actor, Role
from lianxin.kernel.policy import holds
from lianxin.matters.act import may
from lianxin.matters.filters import Choices, Filter, offer
from lianxin.matters.flows import flow_of
from lianxin.matters.models import Matter
from lianxin.matters.panels import show_with
from lianxin.matters.persons import find_with
from lianxin.matters.queries import show_own_days
from lianxin.matters.said import narrow_places_with, narrow_words_with
from lianxin.places.queries import INDENT

PLACED = frozenset({"take_back"})  # moves that the part itself leads to, from where they belong


def fill(matter: Matter, by: Actor) -> dict[str, Any]:
    """The context of `appeals/panel.html`."""
    known = folder(matter, by=by)
    shown = {"folder": known, "tags": names_on(matter), "together": together(matter, known, by=by)}
    if known.helping is not None:
        # The limits are the lead's; what the head shows is by when this unit has to answer. To call two sides together
        # or send somebody to look is the lead's, too, and so is where it was first said.
        show_own_days([matter], by)
        return {**shown, "clocks": [], "besides": []}
    return {
        **shown,
        "joined": joined(matter, by=by),
        "may_split": by.holds(Role.TRIAGE) and may_be_split(matter),
        "corrections": len(waiting_corrections(matter)),
        "missing": missing_from_file(matter) if matter.closed_at and by.account is not None else [],
        "void_reason": voided_because(matter),
        "answers": answers(matter, by),
        "remarks": remarks_on_draft(known) if by.account is not None and matter.state == "closing" else (),
        "returns": lines_of(matter),
        "given_up": {one.order_id for one in matter.returns.all() if one.agreed},
        "pauses": pauses_of(matter, by=by),
        "built": works_shown(matter),
        "placed": PLACED,
        **said_of_people(matter, by),
    }


def answers(matter: Matter, by: Actor) -> set[str]:
    """Which of what stands open, asked from above or below, a bad rating, a consent, this actor may see to here."""
    task, panel = open_task(matter), panel_of(matter)
    asked = {
        "answer_supervision": waiting_notice(matter) is not None,
        "answer_upward": waiting_request(matter) is not None,
        "ask_why": task is not None and task.asked_at is None,
        "put_right": task is not None and task.asked_at is not None,
        "ask_panel": bool(matter.bad_ratings.all()) and panel is None and matter.appeal.outcome in LAWFUL,
        "vote": panel is not None and panel.decided_at is None,
        "take_back": has_proxy(matter),
    }
    moves = flow_of(matter)
    made = {code: moves.move(code) for code, waits in asked.items() if waits}
    return {code for code, move in made.items() if move is not None and may(by, move, matter) is None}


def sees_papers(matter: Matter, by: Actor) -> bool:
    """Files may say who speaks: a unit that assists sees them where the lead ticked it (J13)."""
    helping = helping_of(matter, by=by)
    return helping is None or helping.papers


def said_of_people(matter: Matter, by: Actor) -> dict[str, Any]:
    """Whom it is said against, and what went along of who speaks: for the desks that decide about both."""
    if not by.holds(Role.TRIAGE, Role.DISCIPLINE):
        return {}
    return {
        "accused": named_in(matter),
        "passings": list(matter.passings.select_related("unit").order_by("at", "pk")),
        "for_others": words_for_others(matter),
    }


show_with(
    "appeal",
    "appeals/panel.html",
    fill,
    watched=is_shielded,
    gives=frozenset({"add_helper", "whistle", "refer", "refer_up", "hand_over"}),
    papers=sees_papers,
)


def class_filter(by: Actor, asked: Mapping[str, str]) -> Choices:
    """Classes and branches of the edition that is read by, the one in force by default."""
    known = classes.tree(asked.get("edition") or None)
    return [(row.pk, INDENT * (row.level - 1) + row.name) for row in known.rows]


def edition_filter(by: Actor, asked: Mapping[str, str]) -> Choices:
    """By which edition of the classes the list is read, once there are two."""
    codes = classes.edition_codes()
    return [(code, code) for code in reversed(codes)] if len(codes) > 1 else []


def of_class(value: str) -> Q:
    """The matters that count under a class, whatever edition theirs is of; or that count under none."""
    if value == classes.UNSET:
        return Q(appeal__category=None)
    if value.startswith(classes.NOWHERE):
        nowhere = classes.counted_nowhere(value.removeprefix(classes.NOWHERE))
        return Q(appeal__category__in=nowhere)
    key = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
    return Q(appeal__category__in=classes.counted_as(key))


find_with("appeal", holds(*REVEALS), spoken_by)
narrow_words_with("appeal", said_to)
narrow_places_with("appeal", lying_at)
offer(
    Filter("edition", _("分类版次"), edition_filter, lambda value: Q(), order=10),
    Filter("class", _("事项分类"), class_filter, of_class, order=20),
    Filter("tag", _("标签"), lambda by, asked: list(tag_choices()), tagged, order=30),
)
