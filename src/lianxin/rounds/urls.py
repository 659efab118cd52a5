"""Addresses of rounds, doors, cards, teams, and of the field telephone."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.policy import anyone
from lianxin.kernel.routes import route
from lianxin.rounds.pages import cards, doors, field, rounds, sheet, teams
from lianxin.rounds.rules.doors import looks_on, walks
from lianxin.web.nav import Entry, Heading, register

urlpatterns = [
    route("rounds/", rounds.index, see=looks_on, name="rounds"),
    route("rounds/new/", rounds.new, see=walks, name="round_new"),
    route("rounds/figures/", rounds.figures, see=looks_on, name="round_figures"),
    route("rounds/<int:key>/", rounds.show, see=looks_on, name="round"),
    route("rounds/<int:key>/choose/", rounds.choose, see=walks, name="round_choose"),
    route("rounds/<int:key>/add/", rounds.add, see=walks, name="round_add"),
    route("rounds/<int:key>/sheet/", sheet.type_in, see=walks, name="round_sheet"),
    route("rounds/<int:key>/paper/", sheet.paper, see=looks_on, name="round_paper"),
    route("rounds/<int:key>/paper/filled/", sheet.paper_filled, see=looks_on, name="round_paper_filled"),
    route("rounds/<int:key>/do/<slug:move>/", rounds.move, see=walks, name="round_move"),
    route("rounds/doors/<int:door>/", doors.show, see=looks_on, name="door"),
    route("rounds/doors/<int:door>/need/", doors.need, see=walks, name="door_need"),
    route("rounds/doors/<int:door>/card/", doors.card, see=walks, name="door_card"),
    route("rounds/doors/<int:door>/do/<slug:move>/", doors.move, see=walks, name="door_move"),
    route("rounds/blocks/<int:cardblock>/", cards.block, see=looks_on, name="card_block"),
    route("rounds/cards/<int:card>/", cards.show, see=looks_on, name="card"),
    route("rounds/cards/<int:card>/do/<slug:move>/", cards.move, see=walks, name="card_move"),
    route("rounds/teams/", teams.index, see=looks_on, name="teams"),
    route("rounds/teams/new/", teams.new, see=walks, name="team_new"),
    route("rounds/teams/<int:team>/", teams.show, see=looks_on, name="team"),
    route("rounds/teams/<int:team>/paper/", teams.paper, see=looks_on, name="team_paper"),
    route("rounds/teams/<int:team>/<int:teammember>/leave/", teams.leave, see=walks, name="team_leave"),
    route("rounds/teams/<int:team>/<int:teamday>/off/", teams.off, see=walks, name="team_off"),
    route("field/", field.show, see=anyone, name="field"),
    route("field/worker.js", field.worker, see=anyone, name="field_worker"),
    route("field/list/", field.listed, see=walks, name="field_list", refuse=field.turn_away),
    route("field/sync/", field.sync, see=walks, name="field_sync", refuse=field.turn_away),
]

register(Entry(_("敲门行动"), "rounds", looks_on, icon="map", order=34, under=Heading.LISTENING))
