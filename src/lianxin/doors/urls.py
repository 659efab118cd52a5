"""Addresses of residents and of the front desk."""

from lianxin.doors.pages import desk, filing, follow, home, own, receipt, taps, way
from lianxin.kernel.actor import Role
from lianxin.kernel.policy import anyone, holds
from lianxin.kernel.routes import route

takes_down = holds(Role.CLERK, Role.TRIAGE, Role.DISCIPLINE)

urlpatterns = [
    route("", home.show, see=anyone, name="home"),
    route("paper/", home.paper, see=anyone, name="paper_form"),
    route("paper/again/", home.paper_again, see=anyone, name="paper_again"),
    route("file/", filing.show, see=anyone, name="file"),
    route("receipt/<str:number>/", receipt.show, see=anyone, name="receipt"),
    route("receipt/<str:number>/file/", receipt.paper, see=anyone, name="receipt_file"),
    route("follow/", follow.ask, see=anyone, name="follow"),
    route("follow/close/", follow.close, see=anyone, name="follow_close"),
    route("follow/<str:number>/", follow.show, see=anyone, name="progress"),
    route("follow/<str:number>/answer/<int:place>/", own.answer, see=anyone, name="own_answer"),
    route(
        "follow/<str:number>/answer/<int:place>/file/", own.answer_file, see=anyone, name="own_answer_file"
    ),
    route("follow/<str:number>/again/", own.again, see=anyone, name="again"),
    route("follow/<str:number>/do/<slug:move>/", own.make, see=anyone, name="own_move"),
    route("follow/<str:number>/way/", way.show, see=anyone, name="way"),
    route("hooks/wechat/", taps.take, see=anyone, name="wechat_taps"),
    route("desk/new/", desk.new, see=takes_down, name="desk_new"),
    route("desk/new/hints/", desk.hints, see=takes_down, name="desk_hints"),
]
