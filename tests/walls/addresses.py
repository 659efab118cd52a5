"""Every address of the site, filled in with rows of one county, of another, and of none."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.urls import URLPattern, reverse

from lianxin.kernel.actor import Actor
from lianxin.kernel.numbering import compose
from lianxin.kernel.policy import Rule
from lianxin.matters.models import Matter
from lianxin.site.reference.access import routes
from tests.walls.sowing import mine, tables

# Which table a variable part means where it isn't simply named after it.
ROWS = {
    "account": "people.Account",
    "alarm": "people.SecurityAlarm",
    "batch": "kernel.ErasureBatch",
    "change": "places.AreaChange",
    "edition": "appeals.DutyEdition",
    "line": "appeals.DutyLine",
    "number": "matters.Matter",
    "piece": "kernel.SealedPiece",
    "proposal_id": "people.Proposal",
    "run": "kernel.ImportRun",
    "stay": "people.SignIn",
    "tag": "people.ResidentTag",
}
# … and at which addresses it means another.
ROWS_AT = {
    ("api_attachment", "client_id"): "kernel.Attachment",
    ("attachment", "client_id"): "kernel.Attachment",
    ("claim_withdraw", "key"): "kernel.ClaimedFigure",
    ("class", "key"): "appeals.AppealClass",
    ("draw_number", "key"): "reception.Slot",
    ("figure_frozen", "key"): "kernel.FrozenFigure",
    ("handover", "key"): "people.Handover",
    ("handover_name", "key"): "people.Handover",
    ("handover_print", "key"): "people.Handover",
    ("handover_sign", "key"): "people.Handover",
    ("household_head", "stay"): "people.Membership",
    ("move_out", "stay"): "people.Membership",
    ("my_token_revoke", "key"): "people.ApiToken",
    ("order_file", "key"): "appeals.Order",
    ("reception_call", "key"): "reception.Slot",
    ("reception_desk", "key"): "reception.Slot",
    ("reception_pack", "key"): "reception.Slot",
    ("reception_paper", "key"): "reception.Slot",
    ("reception_register", "key"): "reception.Slot",
    ("reception_take", "key"): "reception.Slot",
    ("reception_turn", "key"): "reception.Slot",
    ("return_paper", "key"): "appeals.Return",
    ("return_paper_file", "key"): "appeals.Return",
    ("round", "key"): "rounds.Round",
    ("round_add", "key"): "rounds.Round",
    ("round_choose", "key"): "rounds.Round",
    ("round_move", "key"): "rounds.Round",
    ("round_paper", "key"): "rounds.Round",
    ("round_paper_filled", "key"): "rounds.Round",
    ("round_sheet", "key"): "rounds.Round",
    ("scan_by_hand", "client_id"): "kernel.Attachment",
    ("story", "key"): "insight.Story",
    ("story_publish", "key"): "insight.Story",
    ("tell", "key"): "kernel.Message",
    ("tell_sheet", "key"): "kernel.Message",
    ("token_revoke", "key"): "people.ApiToken",
    ("topic_review", "key"): "insight.MonthTopic",
    ("view", "key"): "matters.SavedView",
    ("visit", "key"): "reception.Visit",
    ("visit_correct", "key"): "reception.Visit",
    ("visit_move", "key"): "reception.Visit",
    ("visit_paper", "key"): "reception.Visit",
    ("visit_slip", "key"): "reception.Visit",
    ("visit_talk", "key"): "reception.Visit",
    ("write_back", "client_id"): "kernel.Export",
}
# Parts that mean no row: the same word, whoever asks.
WORDS = {
    ("answer", "place"): 1,
    ("answer_file", "place"): 1,
    ("api_figure", "code"): "new",
    ("api_move", "move"): "record",
    ("area_change", "change"): "rename",
    ("box_move", "move"): "change",
    ("arrive", "token"): "x" * 43,
    ("card_move", "move"): "void",
    ("check_move", "move"): "see",
    ("classes_sheet", "edition"): "2026-11",
    ("classes_undo", "edition"): "2026-11",
    ("door_move", "move"): "visit",
    ("export_new", "sheet"): "matters",
    ("fault_move", "move"): "mend",
    ("handover_sign", "side"): "leaver",
    ("import_file", "origin"): "original",
    ("import_new", "kind"): "appeals",
    ("import_step", "step"): "take",
    ("import_template", "kind"): "appeals",
    ("month", "code"): "2026-10",
    ("month_again", "code"): "2026-10",
    ("month_analysis", "code"): "2026-10",
    ("move", "move"): "record",
    ("opening_move", "move"): "finish",
    ("opening_new", "move"): "open_now",
    ("own_answer", "place"): 1,
    ("own_answer_file", "place"): 1,
    ("own_move", "move"): "supply",
    ("own_number", "token"): "x",
    ("paper_blank", "code"): "F-93",
    ("round_move", "move"): "start",
    ("project_move", "move"): "consult",
    ("reception_calendar", "code"): "market",
    ("reception_call", "window"): 1,
    ("reception_desk", "window"): 1,
    ("reception_screen", "token"): "x",
    ("reception_turn", "move"): "end",
    ("reception_turn", "window"): 1,
    ("resident_consent_to_sign", "purpose"): "contact",
    ("same_day_move", "move"): "screen",
    ("setting", "code"): "office.face",
    ("setting_undo", "code"): "office.face",
    ("setting_undo", "edition"): 1,
    ("slip_move", "move"): "accept",
    ("visit_move", "move"): "call",
    ("visit_paper", "what"): "talk",
    ("slot_move", "move"): "stay_away",
    ("swap_move", "move"): "agree",
}
NOWHERE = 8_000_000


@dataclass(frozen=True)
class Address:
    """One address of the site: its name, who may open it, the tables its rows are of by part, its other parts."""

    name: str
    rule: Rule
    rows: dict[str, type[models.Model]]
    words: dict[str, Any]

    def may(self, by: Actor) -> bool:
        """Whether somebody may open it at all."""
        return self.rule(by, None)

    def at(self, values: dict[str, Any]) -> str:
        """The address with these rows."""
        return reverse(self.name, kwargs=self.words | values)


class Unfilled(Exception):
    """An address has a part that nothing here fills: add it to ROWS or WORDS."""


def addresses() -> list[Address]:
    """Every address of the site. Raises Unfilled naming the parts that nobody fills."""
    found, lacking = [], []
    for pattern, rule in routes():
        known, words, unknown = parts(pattern)
        lacking += unknown
        found.append(Address(str(pattern.name), rule, known, words))
    if lacking:
        raise Unfilled(lacking)
    return found


def parts(pattern: URLPattern) -> tuple[dict[str, type[models.Model]], dict[str, Any], list[tuple[str, str]]]:
    """The parts of an address that are rows, those that are words, and those that nobody knows."""
    rows, words, unknown = {}, {}, []
    for part in pattern.pattern.converters:
        place = (str(pattern.name), part)
        table = ROWS_AT.get(place) or ROWS.get(part) or by_name().get(part)
        if place in WORDS:
            words[part] = WORDS[place]
        elif place == ("open_area", "area"):
            rows[part] = apps.get_model("places.Area")
        elif table:
            rows[part] = apps.get_model(table)
        else:
            unknown.append(place)
    return rows, words, unknown


@cache
def by_name() -> dict[str, str]:
    """The county tables by the name of their model."""
    return {str(model._meta.model_name): model._meta.label for model in tables()}


def chosen(address: Address) -> dict[str, models.Model]:
    """Rows of the current county that hang together: the last part's row, and what it hangs on."""
    found: dict[str, models.Model] = {}
    for part, model in reversed(address.rows.items()):
        above = next((up for row in found.values() if (up := hangs_on(row, model))), None)
        row = above or mine(model).order_by("-pk" if model is Matter else "pk").first()
        assert row is not None, (address.name, part)
        found[part] = row
    return found


def hangs_on(row: models.Model, model: type[models.Model]) -> models.Model | None:
    """The row of another table that a row points to."""
    for field in row._meta.local_concrete_fields:
        if field.related_model is model and getattr(row, field.attname):
            return mine(model).get(pk=getattr(row, field.attname))
    return None


def spelled(address: Address, rows: dict[str, models.Model]) -> dict[str, Any]:
    """How an address spells these rows."""
    return {part: spelling(address, part, row) for part, row in rows.items()}


def spelling(address: Address, part: str, row: Any) -> Any:
    """How it spells one of them."""
    said_by = {"number": "number", "client_id": "client_id", "edition": "number"}
    return row.code if address.name == "open_area" else getattr(row, said_by.get(part, "pk"))


def never(part: str, county: int) -> Any:
    """How a row is spelled that there never was."""
    if part == "number":
        return str(compose(county, "101", 2026, 987654))
    return uuid4() if part == "client_id" else NOWHERE


def variants(
    own: dict[str, Any], foreign: dict[str, Any], county: int, *, alone: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Spellings with rows of elsewhere, each beside the same with rows that never were.

    All parts together, then so many of the last ones alone, which are looked for below a row of one's own.
    """
    nothing = {part: never(part, county) for part in own}
    yield foreign, nothing
    for part in list(own)[len(own) - alone :] if len(own) > 1 else ():
        yield own | {part: foreign[part]}, own | {part: nothing[part]}
