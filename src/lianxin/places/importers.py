"""What of places can be brought in by a sheet."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Role
from lianxin.kernel.imports.registry import Importer, register
from lianxin.kernel.policy import holds
from lianxin.places.intake import below

register(
    Importer(
        "areas",
        _("组、网格、楼栋"),
        below.COLUMNS,
        see=holds(Role.ADMINISTRATOR),
        take=below.take,
        undo=below.undo,
        lead=_("村（社区）以下的地方，一处一行，代码自动给。乡镇和村从区划代码表导入，在“区划和地名”里。"),
        order=61,
        onward=(_("看区划和地名"), "areas"),
        example=below.EXAMPLE,
    )
)
