"""Lists as tuples, keyset pages, no totals; one string a row from the template; forms that check what is typed."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk import sql
from desk.bare.tables import TABLES
from desk.rows import Row, fresh, kept

COUNTY, PAGE = 990901, 25
SHOWN = "pk number title filed_at due_at state urgency area_id holder_id".split()
Matter, Appeal, SearchRow = TABLES["matters.Matter"], TABLES["appeals.Appeal"], TABLES["kernel.SearchRow"]
ROWS = kept(Path(settings.HOME.path))


def signed_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever has no account is sent away; the account and its posts are read afresh."""

    def middleware(request: HttpRequest) -> HttpResponse:
        accounts = TABLES["people.Account"].objects.filter(pk=request.session.get("account"), active=True)
        request.account = accounts.values_list("pk", "login").first()  # type: ignore[attr-defined]  # for views
        return get_response(request) if request.account else HttpResponse(status=403)  # type: ignore[attr-defined]

    return middleware


def matters(request: HttpRequest) -> HttpResponse:
    """The open ones by due date, or what says these words, the newest first."""
    rows = Matter.objects.filter(county_id=COUNTY)
    words, at, key = request.GET.get("q", ""), request.GET.get("at"), request.GET.get("key")
    if words:
        condition, params = sql.says(words, connection.vendor, "%s")
        found = RawSQL(
            f"SELECT row_id FROM kernel_searchrow s WHERE county_id = {COUNTY} AND {condition}", params
        )
        rows = rows.filter(pk__in=found).order_by("-filed_at", "-pk")
    else:
        rows = rows.filter(state__in=sql.OPEN, due_at__isnull=False).order_by("due_at", "pk")
        if at and key:
            moment = datetime.fromisoformat(at)
            rows = rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=key))
    page = list(rows.values_list(*SHOWN)[: PAGE + 1])
    context = {
        "rows": named(page[:PAGE]),
        "next": page[PAGE - 1] if len(page) > PAGE else None,
        "units": TABLES["people.Unit"].objects.filter(active=True).order_by("code").values_list("pk", "name"),
        "classes": TABLES["appeals.AppealClass"].objects.order_by("code").values_list("pk", "name"),
        "states": sql.OPEN,
        "words": words,
    }
    return render(request, "list.html", context)


def named(page: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows with the names of their places and units."""
    places = names("places.Area", {row[7] for row in page})
    units = names("people.Unit", {row[8] for row in page})
    return [(*row[:7], places.get(row[7], "—"), units.get(row[8], "—")) for row in page]


def names(label: str, keys: set[int]) -> dict[int, str]:
    """Names by key."""
    return dict(TABLES[label].objects.filter(county_id=COUNTY, pk__in=keys).values_list("pk", "name"))


def of(label: str, key: int, *columns: str, order: str = "pk") -> list[tuple[Any, ...]]:
    """What hangs on one matter."""
    return list(
        TABLES[label].objects.filter(county_id=COUNTY, matter_id=key).order_by(order).values_list(*columns)
    )


def about(label: str, key: int, *columns: str, order: str = "pk") -> list[tuple[Any, ...]]:
    """What names one matter by kind and key."""
    rows = TABLES[label].objects.filter(county_id=COUNTY, row_kind="matter", row_id=key)
    return list(rows.order_by(order).values_list(*columns))


def matter(request: HttpRequest, number: str) -> HttpResponse:
    """One matter with all that was written about it."""
    head = Matter.objects.filter(county_id=COUNTY, number=number)
    columns = (
        "pk",
        "number",
        "title",
        "state",
        "urgency",
        "filed_at",
        "due_at",
        "closed_at",
        "area_id",
        "holder_id",
    )
    found = head.values_list(*columns).first()
    if found is None:
        raise Http404
    key = found[0]
    events = about("kernel.Event", key, "at", "move", "source", "target", "post_id", "actor_id", order="seq")
    context = {
        "head": found,
        "appeal": Appeal.objects.filter(county_id=COUNTY, matter_id=key)
        .values_list("type", "text", "address", "outcome")
        .first(),
        "area": names("places.Area", {found[8]}).get(found[8]),
        "unit": names("people.Unit", {found[9]}).get(found[9]),
        "contacts": of("matters.Contact", key, "at", "channel", "words", order="at"),
        "speakers": of("appeals.Appellant", key, "identity", "tell_by"),
        "orders": of("appeals.Order", key, "dispatched_at", "unit_id", "basis", "signed_at"),
        "handlings": of("appeals.Handling", key, "at", "kind", "text", order="at"),
        "replies": of("appeals.Reply", key, "written_at", "text", "sent_at"),
        "callbacks": of("appeals.Callback", key, "at", "reached", "resolved", "satisfied", order="attempt"),
        "clocks": about("matters.Clock", key, "limit", "started", "due", "stopped", order="started"),
        "events": events,
        "posts": names("people.Post", {event[4] for event in events}),
    }
    return render(request, "detail.html", context)


class RecordForm(forms.Form):
    """办理记录."""

    kind = forms.ChoiceField(choices=[(one, one) for one in ("contact", "site", "meeting", "work", "other")])
    text = forms.CharField(widget=forms.Textarea)


class CreateForm(forms.Form):
    """登记."""

    channel = forms.CharField(max_length=12)
    text = forms.CharField(widget=forms.Textarea, max_length=5000)
    type = forms.CharField(max_length=12)
    category = forms.IntegerField()
    area = forms.IntegerField()
    address = forms.CharField(max_length=200)
    identity = forms.CharField(max_length=12)
    name = forms.CharField(max_length=64)
    phone = forms.RegexField(r"^\d{11}$")
    tell_by = forms.CharField(max_length=8)
    urgency = forms.CharField(max_length=12)


def record(request: HttpRequest, number: str) -> HttpResponse:
    """The handling record of one matter."""
    form = RecordForm(request.POST or None)
    held = Matter.objects.filter(county_id=COUNTY, number=number)
    if not form.is_valid():
        return render(request, "form.html", {"form": form, "number": number})
    with transaction.atomic():
        key = held.select_for_update().values_list("pk", flat=True).get()
        write(list(fresh(ROWS["record"], key)))
        held.update(version=F("version") + 1)
    return redirect(f"/matters/{number}/")


def create(request: HttpRequest) -> HttpResponse:
    """A new matter."""
    form = CreateForm(request.POST or None)
    if not form.is_valid():
        return render(request, "form.html", {"form": form})
    with transaction.atomic():
        series = TABLES["kernel.NumberSeries"].objects.filter(county_id=COUNTY).order_by("pk")
        series.filter(pk=series.select_for_update()[0].pk).update(last=F("last"))
        rows = list(fresh(ROWS["create"]))
        write(rows)
    return redirect(f"/matters/{rows[0].values['number']}/")


def write(rows: list[Row]) -> None:
    """The rows, the chain's head held last; a hash of each event, as the product makes one."""
    for row in rows:
        values = dict(row.values)
        if row.label == "kernel.Event":
            head = (
                TABLES["kernel.ChainHead"].objects.select_for_update().get(county_id=COUNTY, chain="events")
            )
            values["hash"] = hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
            head.save(update_fields=["hash"])
        TABLES[row.label](**values).save(force_insert=True)


def report(request: HttpRequest) -> HttpResponse:
    """Class × state × month: months that are over from their editions, or all counted from the rows."""
    live = "now" in request.GET
    this = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since = this.replace(year=this.year - 3) if live else this
    with connection.cursor() as cursor:
        month = sql.MONTH[connection.vendor].replace("%", "%%")
        cursor.execute(sql.LIVE.format(p="%s", month=month), [COUNTY, since])
        rows = list(cursor.fetchall())
        if not live:
            cursor.execute(sql.KEPT.format(p="%s"), [COUNTY])
            rows += cursor.fetchall()
    return render(request, "report.html", crossed(rows))


def crossed(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Class × month, the states added up, as the page shows it."""
    counts: Counter[tuple[int, str]] = Counter()
    for key, _state, month, times in rows:
        counts[key, str(month)[:7]] += times
    months = sorted({month for _, month in counts})
    classes = TABLES["appeals.AppealClass"].objects.order_by("code").values_list("pk", "name")
    return {
        "months": months,
        "lines": [(name, [counts[key, month] for month in months]) for key, name in classes],
    }
