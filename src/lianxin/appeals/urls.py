"""Addresses that only appeals have."""

from django.utils.translation import gettext_lazy as _

from lianxin.appeals.intake.write_back import exchange_desk
from lianxin.appeals.pages import (
    answers,
    by_class,
    by_level,
    by_unit,
    calling,
    class_import,
    class_map,
    classes,
    correcting,
    duties,
    duty_lines,
    handed,
    identity,
    joining,
    notice,
    orders,
    panels,
    pausing,
    reply_check,
    returning,
    splitting,
    supervision,
    triage,
    whistles,
    write_back,
)
from lianxin.appeals.queries import REVEALS
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route
from lianxin.matters.naming import reader
from lianxin.people.rules.residents import residents_desk
from lianxin.web.nav import Entry, Heading, register

administrator = holds(Role.ADMINISTRATOR)
keeper_or_desk = holds(Role.ADMINISTRATOR, Role.TRIAGE)
counter = holds(Role.LEADER, Role.TRIAGE)
judges = holds(Role.AUDITOR, Role.LEADER, Role.REVIEWER, Role.CALLBACK)
disputes = holds(Role.HANDLER, Role.TRIAGE, Role.REVIEWER, Role.LEADER)
decides = holds(Role.TRIAGE, Role.REVIEWER, Role.LEADER, Role.DISCIPLINE)
writes_replies = holds(Role.CLERK, Role.TRIAGE, Role.HANDLER, Role.DISCIPLINE)
took_down = holds(Role.CLERK, Role.TRIAGE)

urlpatterns = [
    route("desk/callbacks/", calling.show, see=holds(Role.CALLBACK), name="callbacks"),
    route("desk/handed/", handed.show, see=took_down, name="handed"),
    route("desk/corrections/", correcting.waiting, see=decides, name="corrections_waiting"),
    route("matters/<str:number>/merge/", joining.show, see=holds(Role.TRIAGE), name="merge"),
    route("matters/<str:number>/split/", splitting.show, see=holds(Role.TRIAGE), name="split"),
    route("matters/<str:number>/corrections/", correcting.show, see=reader, name="corrections"),
    route(
        "matters/<str:number>/corrections/<int:correction>/",
        correcting.paper,
        see=reader,
        name="correction",
    ),
    route(
        "matters/<str:number>/corrections/<int:correction>/file/",
        correcting.file,
        see=reader,
        name="correction_file",
    ),
    route("matters/<str:number>/pauses/", pausing.show, see=reader, name="pauses"),
    route("matters/<str:number>/extensions/<int:extension>/", pausing.paper, see=reader, name="extension"),
    route(
        "matters/<str:number>/extensions/<int:extension>/file/",
        pausing.file,
        see=reader,
        name="extension_file",
    ),
    route("matters/<str:number>/reply-check/", reply_check.show, see=writes_replies, name="reply_check"),
    route("matters/<str:number>/answer/<int:place>/", answers.show, see=reader, name="answer"),
    route("matters/<str:number>/answer/<int:place>/file/", answers.file, see=reader, name="answer_file"),
    route(
        "matters/<str:number>/supervision/<int:supervision>/",
        supervision.paper,
        see=reader,
        name="supervision",
    ),
    route(
        "matters/<str:number>/supervision/<int:supervision>/file/",
        supervision.file,
        see=reader,
        name="supervision_file",
    ),
    route("desk/returns/", returning.index, see=disputes, name="returns"),
    route("matters/<str:number>/returns/<int:key>/", returning.paper, see=reader, name="return_paper"),
    route(
        "matters/<str:number>/returns/<int:key>/file/", returning.file, see=reader, name="return_paper_file"
    ),
    route("matters/<str:number>/orders/<int:key>/file/", orders.order, see=reader, name="order_file"),
    route("matters/<str:number>/callbacks/file/", orders.callbacks, see=reader, name="callbacks_file"),
    route("matters/<str:number>/whistle/<int:whistle>/", whistles.show, see=reader, name="whistle"),
    route("matters/<str:number>/whistle/<int:whistle>/file/", whistles.file, see=reader, name="whistle_file"),
    route("desk/triage/", triage.show, see=holds(Role.TRIAGE), name="triage"),
    route("notice/<str:number>/", notice.show, see=anyone, name="notice_99"),
    route("notice/<str:number>/file/", notice.file, see=anyone, name="notice_99_file"),
    route(
        "matters/<str:number>/who/<int:appellant>/",
        identity.show,
        see=holds(*REVEALS),
        name="identity",
    ),
    route(
        "matters/<str:number>/said/<int:piece>/",
        identity.number_said,
        see=holds(*REVEALS),
        name="number_said",
    ),
    route(
        "matters/<str:number>/who/<int:appellant>/person/",
        identity.person,
        see=residents_desk,
        name="appellant_person",
    ),
    route(
        "matters/<str:number>/who/<int:appellant>/consent/",
        identity.consent,
        see=residents_desk,
        name="appellant_consent",
    ),
    route("desk/write-back/", write_back.upload, see=exchange_desk, name="write_back_upload"),
    route("desk/write-back/<uuid:client_id>/", write_back.show, see=exchange_desk, name="write_back"),
    route("by-class/", by_class.show, see=counter, name="by_class"),
    route("panels/", panels.show, see=judges, name="panels"),
    route("by-level/", by_level.show, see=counter, name="by_level"),
    route("by-unit/", by_unit.show, see=counter, name="by_unit"),
    route("classes/", classes.index, see=administrator, name="classes"),
    route("classes/new/", class_import.new, see=administrator, name="classes_import"),
    route("classes/map/", class_map.show, see=administrator, name="class_map"),
    route("classes/map/import/", class_map.upload, see=administrator, name="class_map_import"),
    route("classes/map/sheet/", class_map.sheet, see=administrator, name="class_map_sheet"),
    route("classes/<int:key>/", classes.show, see=administrator, name="class"),
    route("classes/of/<str:edition>/sheet/", classes.sheet, see=administrator, name="classes_sheet"),
    route("classes/of/<str:edition>/undo/", classes.undo, see=administrator, name="classes_undo"),
    route("duties/", duties.index, see=keeper_or_desk, name="duties"),
    route("duties/draft/", duties.begin, see=administrator, name="duty_draft"),
    route("duties/proposals/<int:dutyproposal>/", duties.settle, see=administrator, name="duty_proposal"),
    route("duties/<int:edition>/", duties.show, see=keeper_or_desk, name="duty_edition"),
    route("duties/<int:edition>/sheet/", duties.sheet, see=keeper_or_desk, name="duty_sheet"),
    route("duties/<int:edition>/checks/", duties.checks, see=keeper_or_desk, name="duty_checks"),
    route("duties/<int:edition>/try/", duty_lines.try_it, see=keeper_or_desk, name="duty_try"),
    route("duties/<int:edition>/publish/", duties.publish, see=administrator, name="duty_publish"),
    route("duties/<int:edition>/undo/", duties.undo, see=administrator, name="duty_undo"),
    route("duties/<int:edition>/import/", duty_lines.bring, see=administrator, name="duty_import"),
    route("duties/<int:edition>/lines/new/", duty_lines.add, see=administrator, name="duty_line_add"),
    route("duties/<int:edition>/lines/move/", duty_lines.move, see=administrator, name="duty_line_move"),
    route("duties/<int:edition>/lines/<int:line>/", duty_lines.change, see=administrator, name="duty_line"),
]

register(
    Entry(_("甄别派单"), "triage", holds(Role.TRIAGE), icon="inbox", order=20, under=Heading.APPEALS),
    Entry(_("分类统计"), "by_class", counter, icon="bar-chart", order=35, under=Heading.FIGURES),
    Entry(_("化解层级"), "by_level", counter, icon="bar-chart", order=35, under=Heading.FIGURES),
    Entry(_("单位统计"), "by_unit", counter, icon="bar-chart", order=37, under=Heading.FIGURES),
    Entry(_("派单目录"), "duties", holds(Role.TRIAGE), icon="diagram-3", order=36, under=Heading.SETTINGS),
    Entry(
        _("回访清单"), "callbacks", holds(Role.CALLBACK), icon="telephone", order=22, under=Heading.APPEALS
    ),
    Entry(
        _("回填上级平台的表"),
        "write_back_upload",
        exchange_desk,
        icon="archive",
        order=38,
        under=Heading.APPEALS,
    ),
    Entry(_("评议结果"), "panels", judges, icon="check-lg", order=46, under=Heading.APPEALS),
    Entry(
        _("退单和裁定"), "returns", disputes, icon="arrow-counterclockwise", order=44, under=Heading.APPEALS
    ),
    Entry(_("我交给纪检的举报"), "handed", took_down, icon="archive", order=46, under=Heading.APPEALS),
    Entry(_("待批更正"), "corrections_waiting", decides, icon="check-lg", order=45, under=Heading.APPEALS),
)
