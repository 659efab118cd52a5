"""Addresses of the opinion box."""

from lianxin.boxes.pages import answers, boxes, numbers, openings, registering, slips
from lianxin.boxes.queries.gates import HANDS, READERS, WORD_READERS
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route

hands, readers = holds(*HANDS), holds(*READERS)
word_readers = holds(*WORD_READERS, Role.DISCIPLINE)

urlpatterns = [
    route("box/", answers.show, see=anyone, name="box_answers"),
    route("boxes/", boxes.show_all, see=readers, name="boxes"),
    route("boxes/new/", boxes.new, see=hands, name="box_new"),
    route("boxes/sheet/", openings.sheet_file, see=hands, name="slips_print"),
    route("boxes/figures/", numbers.show, see=readers, name="box_figures"),
    route("boxes/slips/", slips.show_all, see=readers, name="box_slips"),
    route("boxes/sealed/", slips.sealed, see=holds(Role.DISCIPLINE), name="slips_sealed"),
    route("boxes/<int:box>/", boxes.show, see=readers, name="box"),
    route("boxes/<int:box>/do/<slug:move>/", boxes.move, see=hands, name="box_move"),
    route("boxes/<int:box>/open/<slug:move>/", boxes.new_opening, see=hands, name="opening_new"),
    route("boxes/<int:box>/fault/", boxes.new_fault, see=hands, name="fault_new"),
    route("boxes/faults/<int:boxfault>/do/<slug:move>/", boxes.move_fault, see=hands, name="fault_move"),
    route("boxes/openings/<int:opening>/", openings.show, see=readers, name="opening"),
    route("boxes/openings/<int:opening>/do/<slug:move>/", openings.move, see=hands, name="opening_move"),
    route("boxes/openings/<int:opening>/slips/", registering.new, see=hands, name="slip_new"),
    route("boxes/openings/<int:opening>/read/", registering.read, see=hands, name="slip_read"),
    route("boxes/openings/<int:opening>/record/", openings.record_paper, see=hands, name="opening_record"),
    route("boxes/openings/<int:opening>/board/", openings.answers_file, see=hands, name="opening_board"),
    route("boxes/slips/<int:slip>/", slips.show, see=word_readers, name="slip"),
    route("boxes/slips/<int:slip>/do/<slug:move>/", slips.move, see=word_readers, name="slip_move"),
]
