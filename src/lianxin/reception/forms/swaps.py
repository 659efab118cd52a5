"""What is typed when two swap their slots (调换)."""

from django.utils.translation import gettext_lazy as _

from lianxin.kernel import clock
from lianxin.matters.forms import MoveForm
from lianxin.reception.forms.fields import staff_field
from lianxin.reception.models import SlotPerson
from lianxin.reception.queries.persons import called
from lianxin.reception.queries.slots import leading, to_swap_with
from lianxin.web.dates import day as in_words


class SwapForm(MoveForm):
    """请求调换: which of one's own slots for which of another's."""

    mine = staff_field(_("我的哪一场"))
    theirs = staff_field(_("换谁的哪一场"))

    def offer(self) -> None:
        today = clock.today()
        own = leading([self.by.account], today)
        self.choose(
            "mine",
            [(one.pk, f"{one.slot.kind.name} {in_words(one.slot.day)}") for one in own],
            empty=_("请选"),
        )
        others = {other.pk: other for kind in by_kind(own) for other in to_swap_with(kind, today)}
        words = [(one.pk, f"{in_words(one.slot.day)} {called(one.appointment)}") for one in others.values()]
        self.choose("theirs", words, empty=_("请选"))


def by_kind(own: list[SlotPerson]) -> list[SlotPerson]:
    """One of one's own slots for each kind."""
    return list({one.slot.kind_id: one for one in own}.values())
