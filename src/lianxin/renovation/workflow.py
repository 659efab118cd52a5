"""The table of a renovation (小区改造流程): plan, posting, work, acceptance, handover; or stopped."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import either
from lianxin.matters.flows import register
from lianxin.matters.workflow import Move, State, Workflow
from lianxin.renovation.actions import guards, points, projects, site
from lianxin.renovation.forms import board, demolitions, objections, points as point_forms, projects as forms
from lianxin.renovation.models import Project
from lianxin.renovation.queries.projects import decides, gate, in_charge

BEFORE = ("planned", "posted")
OPEN = (*BEFORE, "working")
EVERY = (*OPEN, "accepted", "handed_over", "stopped")
AFTER_POSTING = ("posted", "working", "accepted")

PLANNING = (
    Move("plan", _("登记项目"), (), ("planned",), in_charge, form=forms.PlanForm, effect=projects.plan),
    Move(
        "amend",
        _("改方案"),
        ("planned",),
        (),
        in_charge,
        form=forms.AmendForm,
        effect=projects.write_down,
        aside=True,
    ),
    Move("add_files", _("上传材料"), EVERY, (), in_charge, form=forms.FilesForm, aside=True),
    Move(
        "consult",
        _("记征求意见"),
        OPEN,
        (),
        in_charge,
        form=forms.ConsultForm,
        effect=site.consult,
        aside=True,
    ),
    Move(
        "post",
        _("公示"),
        ("planned",),
        ("posted",),
        in_charge,
        form=forms.PostForm,
        guards=(guards.plan_is_there, guards.posted_long_enough),
        effect=projects.post,
    ),
    Move(
        "withdraw",
        _("撤下公示改方案"),
        ("posted",),
        ("planned",),
        in_charge,
        effect=projects.withdraw,
        aside=True,
    ),
    Move(
        "take_down",
        _("记公示期满"),
        ("posted",),
        (),
        in_charge,
        form=forms.TakeDownForm,
        guards=(guards.posting_is_over,),
        effect=projects.take_down,
    ),
    Move(
        "link",
        _("关联诉求"),
        EVERY,
        (),
        in_charge,
        form=objections.LinkForm,
        guards=(guards.can_be_linked,),
        effect=projects.link,
        aside=True,
    ),
    Move(
        "open_point",
        _("设现场接待点"),
        ("posted", "working"),
        (),
        in_charge,
        form=point_forms.PointForm,
        effect=points.open_point,
        aside=True,
    ),
)

COMING_DOWN = (
    Move(
        "demolish",
        _("记一处拆除"),
        OPEN,
        (),
        in_charge,
        form=demolitions.DemolitionForm,
        effect=site.write_demolition,
        aside=True,
    ),
    Move(
        "complete",
        _("补齐依据"),
        OPEN,
        (),
        in_charge,
        form=demolitions.CompleteForm,
        effect=site.complete,
        aside=True,
    ),
    Move(
        "fell",
        _("记已拆除"),
        ("working",),
        (),
        in_charge,
        form=demolitions.FellForm,
        guards=(guards.this_basis_is_there, guards.remedy_has_passed),
        effect=site.fell,
        aside=True,
    ),
    Move("drop", _("不拆了"), OPEN, (), in_charge, form=demolitions.DropForm, effect=site.drop, aside=True),
)

WORKING = (
    Move(
        "start",
        _("开工"),
        ("posted",),
        ("working",),
        decides,
        form=forms.StartForm,
        guards=(
            guards.posting_is_over,
            guards.was_looked_at,
            guards.was_consulted,
            guards.every_basis_is_there,
        ),
        effect=projects.start,
    ),
    Move("advance", _("记进度"), ("working",), (), in_charge, form=board.AdvanceForm, effect=site.advance),
    Move(
        "hours",
        _("改施工时段"),
        ("working",),
        (),
        in_charge,
        form=forms.HoursForm,
        effect=projects.keep_hours,
        aside=True,
    ),
    Move(
        "promise",
        _("上承诺板"),
        AFTER_POSTING,
        (),
        either(in_charge, decides),
        form=board.PromiseForm,
        effect=site.promise,
        aside=True,
    ),
    Move(
        "settle",
        _("兑现承诺"),
        (*AFTER_POSTING, "handed_over", "stopped"),
        (),
        in_charge,
        form=board.SettleForm,
        effect=site.settle,
        aside=True,
    ),
    Move(
        "consult_on_result",
        _("记居民验收"),
        ("working",),
        (),
        in_charge,
        form=forms.ConsultForm,
        effect=site.consult_on_result,
        aside=True,
    ),
)

ENDING = (
    Move(
        "accept",
        _("验收"),
        ("working",),
        ("accepted",),
        decides,
        form=forms.AcceptForm,
        guards=(
            guards.objections_are_answered,
            guards.promises_are_settled,
            guards.nothing_stands,
            guards.residents_accepted,
        ),
        effect=projects.accept,
    ),
    Move(
        "hand_over",
        _("移交管护"),
        ("accepted",),
        ("handed_over",),
        in_charge,
        form=forms.HandOverForm,
        effect=projects.hand_over,
    ),
    Move(
        "stop",
        _("停下"),
        OPEN,
        ("stopped",),
        decides,
        form=forms.WhyForm,
        effect=projects.stop,
        aside=True,
    ),
    Move(
        "resume",
        _("恢复"),
        ("stopped",),
        OPEN,
        decides,
        form=forms.ResumeForm,
        effect=projects.resume,
        aside=True,
    ),
)

PROJECT = register(
    Workflow(
        code="renovation.project",
        edition="2026-12",
        label=_("小区改造项目"),
        model=Project,
        states=(
            State("planned", _("拟定中"), _("还在拟定")),
            State("posted", _("公示中"), _("方案正在公示，可以提意见")),
            State("working", _("施工中"), _("正在施工")),
            State("accepted", _("已验收"), _("居民验收通过，准备移交")),
            State("handed_over", _("已移交管护"), _("已移交管护"), end=True),
            State("stopped", _("已停下"), _("先停一停")),
        ),
        moves=(*PLANNING, *COMING_DOWN, *WORKING, *ENDING),
        limits=(),
        gate=gate,
    )
)
