"""F-17 便民服务队排班表: who goes out when, where, with which vehicle."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.paper.days import day_words, limit_words
from lianxin.kernel.paper.layout import Field, Fields, Form, Table, Variable
from lianxin.kernel.paper.printing import Paper
from lianxin.kernel.paper.shelf import register
from lianxin.rounds.models import Team
from lianxin.rounds.queries.teams import RotaLine

F17 = register(
    Form(
        "F-17",
        _("便民服务队排班表"),
        "2026-12",
        blocks=(
            Fields(
                (
                    Field("服务队", "{team}"),
                    Field("单位", "{unit}"),
                    Field("从哪天起", "{since}"),
                )
            ),
            Table((("日期", 4), ("时段", 2), ("去哪里", 4), ("当班队员", 5), ("车辆", 3)), "days", blank=14),
        ),
        variables=(
            Variable("team", _("服务队"), "樟荫村便民服务队"),
            Variable("unit", _("单位"), "便民服务中心"),
            Variable("since", _("从哪天起"), "2026年12月7日"),
            Variable("days", _("排班")),
        ),
    )
)


def rota_paper(team: Team, lines: Sequence[RotaLine], since: date) -> Paper:
    """Two weeks of a team's rota."""
    days = [
        [
            limit_words(line.day.on),
            str(line.day.get_part_display()),
            line.day.area.name,
            line.names,
            line.day.vehicle,
        ]
        for line in lines
    ]
    data = {"team": team.name, "unit": team.unit.name, "since": day_words(since), "days": days}
    return Paper(F17, data, number=f"{team.pk}-{since:%Y%m%d}", row_kind="team", row_id=team.pk)
