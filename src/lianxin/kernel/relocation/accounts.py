"""Accounts in their new installation: the ids they get, and the logins that somebody here has already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from lianxin.kernel.backups.loading import insert
from lianxin.kernel.backups.tables import last_ids
from lianxin.kernel.distribution import start_table
from lianxin.kernel.models.county import County
from lianxin.kernel.relocation.registry import Shared
from lianxin.kernel.relocation.rows import Form


@dataclass
class Accounts:
    """The ids here by the ids there; `renamed` are the logins that were taken, with what they are called here."""

    here: dict[int, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def __call__(self, there: int) -> int:
        """The id here of an account there; every account the rows name has one."""
        return self.here[there]

    @property
    def changed(self) -> list[list[int]]:
        """The pairs that differ, as the log keeps them."""
        return [[there, here] for there, here in sorted(self.here.items()) if there != here]


class Settling:
    """Gives accounts their ids here, so that no two are taken for one another, gone ones included."""

    def __init__(self, shared: Shared, county: int, names: dict[str, str]) -> None:
        self.shared, self.form = shared, Form(shared.model)
        self.county, self.names = county, names
        self.accounts = Accounts()
        self.last: int = last_ids().get(self.form.table) or 0
        self.next = self.last
        self.fresh: list[list[Any]] = []

    def take(self, said: Iterable[list[Any]], named: Iterable[int]) -> Accounts:
        """Write the accounts and give the ids of all that the rows name, whether they still exist or not."""
        rows = {row["id"]: row for row in (dict(zip(self.form.places, one, strict=True)) for one in said)}
        known = self.known(row["client_id"]["u"] for row in rows.values())
        everybody = sorted({*rows, *named})
        self.next = max([self.last, *everybody])
        for there in everybody:
            row = rows.get(there)
            here = known.get(row["client_id"]["u"]) if row else None
            self.accounts.here[there] = here or self.free(there)
            if row and here is None:
                self.add(row, self.accounts.here[there])
        insert(self.form.table, self.form.fields, self.fresh)
        if self.next > self.last:
            with connection.cursor() as cursor:
                start_table(cursor, connection, self.form.table, self.next)
        return self.accounts

    def known(self, ids: Iterable[str]) -> dict[str, int]:
        """Those that are here already, by their client ids."""
        rows = self.shared.model._base_manager.filter(client_id__in=list(ids)).values_list("client_id", "pk")
        return {str(client_id): key for client_id, key in rows}

    def free(self, there: int) -> int:
        """The same id where nobody here ever had it, else the next."""
        if there > self.last:
            return there
        self.next += 1
        return self.next

    def add(self, row: dict[str, Any], here: int) -> None:
        """One account, under a login nobody has; of another county only the name of the county comes along."""
        called, taken = self.shared.called, self.shared.model._base_manager
        login = row[called]
        while taken.filter(**{called: row[called]}).exists():
            row[called] = f"{login}.{self.county}" if row[called] == login else f"{row[called]}x"
        if row[called] != login:
            self.accounts.renamed[login] = row[called]
        code = row["county_id"]
        if code != self.county:
            County.objects.get_or_create(code=code, defaults={"name": self.names[str(code)], "served": False})
        self.fresh.append(self.form.settled(list((row | {"id": here}).values()), self.accounts))
