"""What an office may set about its appeals: the list of tags; classes and duty catalogue have pages of their own."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.forms.tags import TagsForm
from lianxin.appeals.queries.tags import TAGS
from lianxin.web.settings_catalogue import Elsewhere, SettingPage, link, show

GROUP = _("受理和派单")

show(
    SettingPage(
        TAGS,
        TagsForm,
        GROUP,
        lead=_("贴在事情上的标签，例如“急难愁盼”“我为群众办实事”，可以按它查找。"),
        order=26,
    )
)
link(
    Elsewhere(
        _("事项分类"),
        "classes",
        GROUP,
        lead=_("三级分类，按版次导入；新旧对照，哪些在部门清单上，哪些可以当场办结。"),
        order=20,
    ),
    Elsewhere(
        _("派单目录"),
        "duties",
        GROUP,
        lead=_("什么类别、哪个地方的事派给哪个单位，凭什么；派单时自动带出来。"),
        order=22,
    ),
)
