"""What the kernel asks of people: the names of rows in the access log, masked, and who is in mourning."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.masking import mask_name
from lianxin.kernel.models.export import Export
from lianxin.kernel.naming import Named, name_with
from lianxin.kernel.readers import hold_back
from lianxin.people.models import Avoidance, Household, Person
from lianxin.people.queries import names_of_accounts
from lianxin.people.queries.conflicts import names_behind, shunned_persons
from lianxin.people.queries.households import mourned_until, visible_households
from lianxin.people.queries.residents import visible_residents


def persons(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Residents, the reader's own kin and interests left out."""
    avoided = set(shunned_persons(by).values_list("pk", flat=True)) if by.shuns.persons else set()
    open_to = set(visible_residents(by).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Person.objects.filter(pk__in=set(keys) - avoided).values_list("pk", "name")
    return {
        key: Named(
            _("居民 %(name)s") % {"name": mask_name(name)},
            reverse("resident", args=[key]) if key in open_to else "",
        )
        for key, name in rows
    }


def households(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Households, by the village they are in."""
    open_to = set(visible_households(by).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Household.objects.filter(pk__in=keys).values_list("pk", "area__name")
    return {
        key: Named(
            _("%(area)s的一户") % {"area": area},
            reverse("household", args=[key]) if key in open_to else "",
        )
        for key, area in rows
    }


def accounts(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Members of staff."""
    return {key: Named(name) for key, name in names_of_accounts(keys).items()}


def avoidances(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Declarations, by who made them; 0 is the list of all."""
    held = dict(Avoidance.objects.filter(pk__in=keys).values_list("pk", "account_id"))
    people = names_behind(held.values())
    named = {
        key: Named(_("%(name)s的申报") % {"name": people.get(account, "")}) for key, account in held.items()
    }
    return named | {0: Named(_("回避申报清单"))}


def exports(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Exports, by their number."""
    numbers = Export.objects.filter(pk__in=keys).values_list("pk", "serial")
    return {
        key: Named(_("导出第 %(number)s 号") % {"number": serial}, reverse("export", kwargs={"export": key}))
        for key, serial in numbers
    }


hold_back("mourning", mourned_until)
name_with("person", persons)
name_with("household", households)
name_with("account", accounts)
name_with("avoidance", avoidances)
name_with("export", exports)
