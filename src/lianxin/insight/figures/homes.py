"""The village that stands for each area on one day, looked up once for a whole page (按这一天的区划)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from lianxin.matters.models import Matter
from lianxin.places.models import Area
from lianxin.places.queries.maps import Map


class Homes:
    """Asks for what it doesn't know yet; 0 is nowhere."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.map: Map | None = None
        self.areas: dict[int, Area] = {}
        self.found: dict[int, int] = {0: 0}
        self.names: dict[int, str] = {}

    def of(self, keys: Iterable[int]) -> dict[int, int]:
        """The village of each of these areas."""
        wanted = set(keys)
        missing = wanted - self.found.keys()
        if missing:
            areas = list(Area.objects.filter(pk__in=missing))
            self.areas |= {area.pk: area for area in areas}
            self.map = self.map or Map(self.on)
            self.found |= dict.fromkeys(missing, 0)
            self.found |= {key: one.area for key, one in self.map.standing(areas).items()}
            self.names |= {area.pk: area.name for area in areas}
            nameless = set(self.found.values()) - self.names.keys() - {0}
            if nameless:
                self.names |= dict(Area.objects.filter(pk__in=nameless).values_list("pk", "name"))
        return {key: self.found[key] for key in wanted}

    def subjects(self, rows: Iterable[Matter]) -> dict[int, str]:
        """What each matter is about, without a word of whoever spoke: its class and village."""
        listed = list(rows)
        home = self.of({row.area_id for row in listed if row.area_id})
        found = {}
        for row in listed:
            category = row.appeal.category
            village = self.names.get(home.get(row.area_id or 0, 0), "")
            found[row.pk] = " · ".join(filter(None, (category.name if category else _("没有分类"), village)))
        return found
