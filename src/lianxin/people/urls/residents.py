"""Addresses of residents, households and confidentiality."""

from lianxin.kernel.policy import staff
from lianxin.kernel.routes import route
from lianxin.people.pages import access, conflicts, consents, households, merging, residents, tags
from lianxin.people.rules.confidentiality import audit_hand, security_hand
from lianxin.people.rules.residents import residents_desk

urlpatterns = [
    route("residents/", residents.index, see=residents_desk, name="residents"),
    route("residents/new/", residents.add, see=residents_desk, name="resident_add"),
    route("residents/mergings/", merging.waiting, see=residents_desk, name="mergings"),
    route("residents/mergings/<int:merging>/", merging.decide, see=residents_desk, name="merging"),
    route("residents/mergings/<int:merging>/undo/", merging.undo, see=residents_desk, name="merging_undo"),
    route("residents/<int:person>/", residents.show, see=residents_desk, name="resident"),
    route("residents/<int:person>/correct/", residents.correct, see=residents_desk, name="resident_correct"),
    route("residents/<int:person>/look/", residents.reveal, see=residents_desk, name="resident_reveal"),
    route("residents/<int:person>/merge/", merging.propose, see=residents_desk, name="resident_merge"),
    route("residents/<int:person>/tags/", tags.show, see=residents_desk, name="resident_tags"),
    route(
        "residents/<int:person>/tags/<int:tag>/end/", tags.end, see=residents_desk, name="resident_tag_end"
    ),
    route("residents/<int:person>/consents/", consents.show, see=residents_desk, name="resident_consents"),
    route(
        "residents/<int:person>/consents/<int:consent>/withdraw/",
        consents.withdraw,
        see=residents_desk,
        name="resident_consent_withdraw",
    ),
    route(
        "residents/<int:person>/consents/<int:consent>/file/",
        consents.file,
        see=residents_desk,
        name="resident_consent_file",
    ),
    route(
        "residents/<int:person>/consents/<slug:purpose>/sign/",
        consents.to_sign,
        see=residents_desk,
        name="resident_consent_to_sign",
    ),
    route("households/", households.index, see=residents_desk, name="households"),
    route("households/new/", households.add, see=residents_desk, name="household_add"),
    route("households/<int:household>/", households.show, see=residents_desk, name="household"),
    route("households/<int:household>/in/", households.move_in, see=residents_desk, name="move_in"),
    route("households/<int:household>/mourning/", households.mourning, see=residents_desk, name="mourning"),
    route(
        "households/<int:household>/<int:stay>/out/",
        households.move_out,
        see=residents_desk,
        name="move_out",
    ),
    route(
        "households/<int:household>/<int:stay>/head/",
        households.head,
        see=residents_desk,
        name="household_head",
    ),
    route("me/avoid/", conflicts.mine, see=staff, name="avoidances_mine"),
    route("me/avoid/<int:avoidance>/withdraw/", conflicts.withdraw, see=staff, name="avoidance_withdraw"),
    route("audit/looks/", access.log, see=audit_hand, name="looks"),
    route("audit/avoidances/", conflicts.everybody, see=audit_hand, name="avoidances"),
    route("audit/alarms/", access.alarms, see=audit_hand, name="alarms"),
    route("audit/alarms/<int:alarm>/", access.close, see=security_hand, name="alarm"),
]
