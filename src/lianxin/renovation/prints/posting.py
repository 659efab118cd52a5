"""F-60 公示单: what is planned, from when to when it hangs, and to whom one objects."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.days import day_words
from lianxin.kernel.paper.layout import Closing, Field, Fields, Form, Lines, Variable, Wording
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.renovation.models import Project
from lianxin.renovation.queries.projects import PROJECT
from lianxin.web.office import Office

F60 = register(
    Form(
        "F-60",
        _("公示单"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("项目", "{name}"),
                    Field("在哪里", "{area}　{buildings}", room=2),
                    Field("改什么", "{plan}", room=8),
                    Field("责任单位", "{unit}"),
                    Field("施工单位", "{contractor}", optional=True),
                    Field("公示时间", "{since} 至 {until}"),
                    Field("张贴地点", "{where}"),
                    Field("有意见找谁", "{objections}", room=2),
                )
            ),
            Lines(wording="rights", indent=True),
            Fields(
                (
                    Field("公示开始时的照片、经手人", "", by_hand=True, room=2),
                    Field("公示期满时的照片、经手人", "", by_hand=True, room=2),
                )
            ),
            Closing(),
        ),
        variables=(
            Variable("name", _("项目"), "樟荫小区管网改造"),
            Variable("area", _("地点"), "樟荫社区"),
            Variable("buildings", _("楼栋"), "1 栋、2 栋"),
            Variable("plan", _("改什么"), "换雨污管网，东侧绿地改成停车位。"),
            Variable("unit", _("责任单位"), "便民服务中心"),
            Variable("contractor", _("施工单位")),
            Variable("since", _("公示从"), "2026年12月1日"),
            Variable("until", _("公示到"), "2026年12月7日"),
            Variable("where", _("张贴地点"), "小区东门"),
            Variable("objections", _("有意见找谁"), "便民服务中心 0990-1234567"),
            Variable("office_phone", _("办公电话"), "0990-1234567"),
        ),
        wordings=(
            Wording(
                "rights",
                _("公示单末尾怎么提意见"),
                "公示期内外都可以提意见：在网上项目页、到窗口、打电话都行，每一件都给编号、都答复。"
                "要拆除的，另有决定书送达本人，写明可以复议、可以起诉。电话：{办公电话}",
            ),
        ),
    )
)


def posting_paper(project: Project, office: Office) -> Paper:
    """The notice of a project as it is posted."""
    unit = project.holder.name if project.holder else ""
    data = {
        "name": project.name,
        "area": project.area.name if project.area else "",
        "buildings": "、".join(project.buildings),
        "plan": project.plan,
        "unit": unit,
        "contractor": project.contractor,
        "since": day_words(project.posted_from),
        "until": day_words(project.posted_until),
        "where": project.posted_where,
        "objections": " ".join(filter(None, (unit, project.phone or office.phone))),
        "office_phone": office.phone,
    }
    return Paper(F60, data, number=f"{project.pk}", row_kind=PROJECT, row_id=project.pk)
