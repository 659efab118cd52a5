"""What an import is called where a log mentions it (称谓): its batch, never its file."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.imports.files import ROW_KIND
from lianxin.kernel.imports.runs import called, mine
from lianxin.kernel.naming import Named, name_with


def imports(keys: Collection[int], by: Actor) -> dict[int, Named]:
    """Imports by their batch; the page opens for who made them."""
    own = set(mine(by).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        key: Named(
            _("导入批次 %(batch)s") % {"batch": batch},
            reverse("import_run", args=[key]) if key in own else "",
        )
        for key, batch in called(keys).items()
    }


name_with(ROW_KIND, imports)
