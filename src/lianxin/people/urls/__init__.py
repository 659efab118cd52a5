"""Addresses of signing in, of one's own account, and of the administrator's pages."""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds, staff
from lianxin.kernel.routes import route
from lianxin.people.pages import (
    duties,
    exports,
    grants,
    handovers,
    joining,
    mine,
    sign_in,
    slips,
    staff as people,
    tokens,
    units,
    who,
)
from lianxin.people.rules.confidentiality import security_hand
from lianxin.people.rules.exports import second_hand
from lianxin.people.urls import residents

administrator = holds(Role.ADMINISTRATOR)
security = holds(Role.SECURITY)

urlpatterns = [
    *residents.urlpatterns,
    route("sign-in/", sign_in.sign_in, see=anyone, name="sign_in"),
    route("sign-in/code/", sign_in.code, see=anyone, name="sign_in_code"),
    route("sign-in/password/", sign_in.renew, see=anyone, name="sign_in_renew"),
    route("sign-out/", mine.sign_out, see=anyone, name="sign_out"),
    route("join/", joining.password, see=anyone, name="join"),
    route("join/code/", joining.code, see=anyone, name="join_code"),
    route("join/<str:token>/", joining.arrive, see=anyone, name="arrive"),
    route("who/", who.who, see=anyone, name="who"),
    route("me/", mine.show, see=staff, name="mine"),
    route("me/password/", mine.password, see=staff, name="my_password"),
    route("me/recovery-codes/", mine.recovery_codes, see=staff, name="my_recovery_codes"),
    route("me/tokens/", tokens.mine, see=staff, name="my_tokens"),
    route("me/tokens/new/", tokens.new, see=staff, name="my_token_new"),
    route("me/tokens/<int:key>/revoke/", tokens.revoke_mine, see=staff, name="my_token_revoke"),
    route("tokens/", tokens.index, see=security_hand, name="tokens"),
    route("tokens/<int:key>/revoke/", tokens.revoke, see=security_hand, name="token_revoke"),
    route("me/sign-out-everywhere/", mine.sign_out_everywhere, see=staff, name="sign_out_everywhere"),
    route("me/stays/<int:stay>/end/", mine.end_stay, see=staff, name="my_stay_end"),
    route("people/", people.index, see=administrator, name="people"),
    route("people/new/", people.add, see=administrator, name="person_add"),
    route("people/slips/", slips.choose, see=administrator, name="slips"),
    route("people/<int:account>/", people.show, see=administrator, name="person"),
    route("people/<int:account>/posts/", duties.appoint, see=administrator, name="appoint"),
    route("people/<int:account>/link/", people.link, see=administrator, name="person_link"),
    route("people/<int:account>/codes/", slips.codes, see=administrator, name="person_codes"),
    route("people/<int:account>/stays/", people.end_stays, see=administrator, name="end_stays"),
    route("people/<int:account>/stays/<int:stay>/end/", people.end_stay, see=administrator, name="end_stay"),
    route(
        "people/<int:account>/posts/<int:appointment>/", duties.show, see=administrator, name="appointment"
    ),
    route(
        "people/<int:account>/posts/<int:appointment>/end/",
        duties.end,
        see=administrator,
        name="end_appointment",
    ),
    route(
        "people/<int:account>/posts/<int:appointment>/substitute/",
        duties.stand_in,
        see=administrator,
        name="stand_in",
    ),
    route("exports/", exports.index, see=staff, name="exports"),
    route("exports/new/<slug:sheet>/", exports.new, see=staff, name="export_new"),
    route("exports/<int:export>/", exports.show, see=staff, name="export"),
    route("exports/<int:export>/approve/", exports.approve, see=second_hand, name="export_approve"),
    route("exports/<int:export>/refuse/", exports.refuse, see=second_hand, name="export_refuse"),
    route("exports/<int:export>/file/", exports.fetch, see=staff, name="export_file"),
    route("exports/<int:export>/csv/", exports.as_text, see=staff, name="export_csv"),
    route("exports/<int:export>/print/", exports.printed, see=staff, name="export_print"),
    route("handovers/", handovers.index, see=staff, name="handovers"),
    route("handovers/<int:key>/", handovers.show, see=staff, name="handover"),
    route("handovers/<int:key>/print/", handovers.print_out, see=staff, name="handover_print"),
    route("handovers/<int:key>/name/", handovers.name, see=administrator, name="handover_name"),
    route("handovers/<int:key>/sign/<slug:side>/", handovers.sign, see=staff, name="handover_sign"),
    route("grants/", grants.index, see=holds(Role.SECURITY, Role.ADMINISTRATOR), name="grants"),
    route("grants/<int:proposal_id>/confirm/", grants.confirm, see=security, name="grant_confirm"),
    route("grants/<int:proposal_id>/refuse/", grants.refuse, see=security, name="grant_refuse"),
    route("units/", units.index, see=administrator, name="units"),
    route("units/new/", units.add, see=administrator, name="unit_add"),
    route("units/<int:unit>/", units.show, see=administrator, name="unit"),
    route("units/<int:unit>/posts/", units.add_post, see=administrator, name="post_add"),
    route("posts/<int:post>/", units.show_post, see=administrator, name="post"),
]
