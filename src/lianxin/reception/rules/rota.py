"""The rota (排班): who leads which slot, who stands in, fairly over the year; or a word on why it can't be done.

    made = arrange([Wanted(date(2022, 2, 7))], [Hand(1), Hand(2), Hand(3)])
    made.lines[0].leader, made.lines[0].substitute, made.spread

Three steps, each a few lines: slots are given in their order to whoever had fewest; then chains of slots are passed
on until nobody has two more than another who could have had one; then festivals are exchanged, one for one.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

Key = int


@dataclass(frozen=True)
class Wanted:
    """A slot to be filled: its day, whether it is a festival or the day after one, how many persons more it needs."""

    day: date
    festival: bool = False
    extra: int = 0


@dataclass(frozen=True)
class Hand:
    """Somebody who takes turns: by which key, which days they are away, what they had this year already.

    `person` is who it is, for somebody may hold two posts; `leads` is false for who only stands in; `willing`: may
    have two running. `led` and `festivals` are what they led this year, `stood` how often they stood in.
    """

    key: Key
    person: int = 0
    leads: bool = True
    willing: bool = False
    away: tuple[tuple[date, date], ...] = ()
    led: int = 0
    festivals: int = 0
    stood: int = 0

    def free(self, day: date) -> bool:
        """Whether they are there on a day."""
        return not any(first <= day <= last for first, last in self.away)

    @property
    def who(self) -> int:
        """The human being behind the key."""
        return self.person or -self.key


@dataclass(frozen=True)
class Decided:
    """One day of a rota as somebody decided on it: who does what, as (part, key)."""

    day: date
    persons: tuple[tuple[str, Key], ...]


@dataclass
class Line:
    """One slot of the rota; `leader` or `substitute` is None where nobody could be found."""

    wanted: Wanted
    leader: Key | None = None
    substitute: Key | None = None
    extras: tuple[Key, ...] = ()
    running: bool = False

    @property
    def short(self) -> bool:
        """Whether somebody is lacking."""
        lacking = self.leader is None or self.substitute is None
        return lacking or len(self.extras) < self.wanted.extra


@dataclass
class Rota:
    """What was arranged; `load` is how many slots each leads this year, those of before included."""

    lines: list[Line]
    load: dict[Key, int] = field(default_factory=dict)
    festivals: dict[Key, int] = field(default_factory=dict)

    @property
    def spread(self) -> int:
        """By how many slots the one with most is ahead of the one with fewest."""
        return max(self.load.values()) - min(self.load.values()) if self.load else 0

    @property
    def short(self) -> list[Line]:
        """The slots that lack somebody."""
        return [line for line in self.lines if line.short]

    @property
    def running(self) -> list[Line]:
        """The slots that had to be given to who had the one before, though they are not willing."""
        return [line for line in self.lines if line.running]


def arrange(
    wanted: Sequence[Wanted],
    hands: Sequence[Hand],
    *,
    before: Key | None = None,
    pairs: Sequence[tuple[Key, Key]] = (),
) -> Rota:
    """Fill the slots. `before` led the slot before the first; `pairs` had a festival together already."""
    plan = Plan(sorted(wanted, key=lambda one: one.day), hands, before)
    plan.give()
    plan.even_out()
    plan.exchange_festivals()
    lines = plan.lines()
    stand_in(lines, hands, pairs)
    send_more(lines, hands)
    return Rota(lines, dict(plan.load), dict(plan.festivals))


class Plan:
    """Who leads which slot, while it is being worked out."""

    def __init__(self, wanted: Sequence[Wanted], hands: Sequence[Hand], before: Key | None) -> None:
        self.wanted, self.before = wanted, before
        self.hands = {hand.key: hand for hand in hands if hand.leads}
        self.leads: list[Key | None] = [None] * len(wanted)
        self.load = Counter({key: hand.led for key, hand in self.hands.items()})
        self.festivals = Counter({key: hand.festivals for key, hand in self.hands.items()})
        self.order = {key: place for place, key in enumerate(self.hands)}

    def free(self, at: int) -> list[Key]:
        """Who is there on the day of this slot."""
        return [key for key, hand in self.hands.items() if hand.free(self.wanted[at].day)]

    def lead_of(self, at: int) -> Key | None:
        """Who leads a slot; before the first, who led then."""
        return self.before if at < 0 else self.leads[at] if at < len(self.leads) else None

    def fits(self, at: int, key: Key, *, leaving: int | None = None) -> bool:
        """Whether somebody may lead a slot: there, and not two running unless willing; `leaving` is another's now."""
        hand = self.hands[key]
        if not hand.free(self.wanted[at].day):
            return False
        beside = (near for near in (at - 1, at + 1) if near != leaving)
        return hand.willing or all(self.lead_of(near) != key for near in beside)

    def give(self) -> None:
        """Give each slot to who led fewest, on festivals to who had fewest of these; then whose turn is longest ago."""
        last = dict.fromkeys(self.hands, -1)
        for at, wanted in enumerate(self.wanted):
            free = self.free(at)
            able = [key for key in free if self.fits(at, key)] or free
            if not able:
                continue

            def rank(key: Key, hard: bool = wanted.festival) -> tuple[int, int, int, int]:
                return (
                    self.festivals[key] if hard else 0,
                    self.load[key],
                    last[key],
                    self.order[key],
                )

            chosen = min(able, key=rank)
            self.put(at, chosen)
            last[chosen] = at

    def put(self, at: int, key: Key) -> None:
        """Have somebody lead a slot, instead of who did."""
        earlier, hard = self.leads[at], self.wanted[at].festival
        if earlier is not None:
            self.load[earlier] -= 1
            self.festivals[earlier] -= hard
        self.leads[at] = key
        self.load[key] += 1
        self.festivals[key] += hard

    def even_out(self) -> None:
        """Pass slots on from who has most, over others where need be, to whoever has two fewer.

        Where no chain of single slots leads there, two change places in a stretch of the rota: with nobody away there
        always is one, for in each stretch they take turns, and over all of them one leads two more.
        """
        while any(self.pass_on(key) for key in sorted(self.hands, key=lambda key: -self.load[key])) or any(
            self.pass_stretch(most, fewest)
            for most in self.hands
            for fewest in self.hands
            if self.load[most] - self.load[fewest] >= 2
        ):
            pass

    def pass_stretch(self, most: Key, fewest: Key) -> bool:
        """Let two change places in a stretch in which one leads once more; False where there is none."""
        for stretch in self.stretches(most, fewest):
            if self.given(stretch, most) == 1:
                self.change_places(stretch, most, fewest)
                return True
        return False

    def pass_on(self, start: Key) -> bool:
        """One slot from this hand down a chain to somebody who has two fewer; False where there is no chain."""
        came: dict[Key, tuple[Key, int]] = {}
        line, seen = deque([start]), {start}
        while line:
            giver = line.popleft()
            for at, taker in self.offers(giver):
                if taker in seen:
                    continue
                seen.add(taker)
                came[taker] = (giver, at)
                if self.load[start] - self.load[taker] >= 2 and self.along(came, taker):
                    return True
                line.append(taker)
        return False

    def offers(self, giver: Key) -> Iterator[tuple[int, Key]]:
        """The slots of a hand that another could take, ordinary days first."""
        mine = [at for at, key in enumerate(self.leads) if key == giver]
        for at in sorted(mine, key=lambda at: self.wanted[at].festival):
            for key in sorted(self.hands, key=lambda key: self.load[key]):
                if key != giver and self.fits(at, key):
                    yield at, key

    def along(self, came: dict[Key, tuple[Key, int]], end: Key) -> bool:
        """Pass the slots of a chain on; none of them where one no longer fits beside another."""
        done: list[tuple[int, Key]] = []
        taker = end
        while taker in came:
            giver, at = came[taker]
            if not self.fits(at, taker):
                for back, key in reversed(done):
                    self.put(back, key)
                return False
            done.append((at, giver))
            self.put(at, taker)
            taker = giver
        return True

    def exchange_festivals(self) -> None:
        """Exchange festivals of who had most for ordinary days of who had two fewer; what each leads stays equal."""
        while any(
            self.exchange(most, fewest)
            for most in sorted(self.hands, key=lambda key: -self.festivals[key])
            for fewest in sorted(self.hands, key=lambda key: self.festivals[key])
            if self.festivals[most] - self.festivals[fewest] >= 2
        ):
            pass

    def exchange(self, most: Key, fewest: Key) -> bool:
        """Let two change places in one stretch, or in two, so that festivals come closer; False where none fits."""
        apart = self.festivals[most] - self.festivals[fewest]
        found = list(self.stretches(most, fewest))
        for chosen in (*((one,) for one in found), *combinations(found, 2)):
            slots = [at for stretch in chosen for at in stretch]
            festive = [at for at in slots if self.wanted[at].festival]
            if self.given(slots, most) == 0 and 0 < self.given(festive, most) < apart:
                self.change_places(slots, most, fewest)
                return True
        return False

    def given(self, slots: Sequence[int], giver: Key) -> int:
        """By how many this hand leads fewer of these slots once two have changed places in them."""
        return sum(1 if self.leads[at] == giver else -1 for at in slots)

    def change_places(self, slots: Sequence[int], one: Key, other: Key) -> None:
        """Have each lead what the other did."""
        for at in slots:
            self.put(at, other if self.leads[at] == one else one)

    def stretches(self, one: Key, other: Key) -> Iterator[list[int]]:
        """The stretches of the rota in which these two may change places: nobody else leads in them."""
        stretch: list[int] = []
        for at, key in enumerate((*self.leads, None)):
            if key in (one, other):
                stretch.append(at)
            elif stretch:
                if self.may_change(stretch, one, other):
                    yield stretch
                stretch = []

    def may_change(self, stretch: Sequence[int], one: Key, other: Key) -> bool:
        """Whether both are there all the time, and nobody would lead two running who isn't willing.

        Before and after the stretch a third leads; only before the first slot it may be one of the two.
        """
        hands = {one: self.hands[one], other: self.hands[other]}
        there = all(hand.free(self.wanted[at].day) for hand in hands.values() for at in stretch)
        changed = [other if self.leads[at] == one else one for at in stretch]
        led = [self.before, *changed] if stretch[0] == 0 else changed
        return there and all(
            right is None or left != right or hands[right].willing for left, right in pairwise(led)
        )

    def lines(self) -> list[Line]:
        """The slots with who leads them."""
        made = []
        for at, wanted in enumerate(self.wanted):
            key = self.leads[at]
            twice = key is not None and key == self.lead_of(at - 1) and not self.hands[key].willing
            made.append(Line(wanted, key, running=twice))
        return made


def stand_in(lines: Sequence[Line], hands: Sequence[Hand], pairs: Sequence[tuple[Key, Key]]) -> None:
    """Name a substitute for each slot: somebody else, who stood in least; on a festival, not the pair of last time."""
    by_key = {hand.key: hand for hand in hands}
    stood = Counter({hand.key: hand.stood for hand in hands})
    together = Counter(pairs)
    for at, line in enumerate(lines):
        if line.leader is None:
            continue
        near = {lines[beside].leader for beside in (at - 1, at + 1) if 0 <= beside < len(lines)}
        others = [hand for hand in hands if hand.free(line.wanted.day)]
        others = [hand for hand in others if hand.who != by_key[line.leader].who]

        def rank(hand: Hand, line: Line = line, near: set[Key | None] = near) -> tuple[int, int, bool]:
            again = together[line.leader or 0, hand.key] if line.wanted.festival else 0
            return again, stood[hand.key], hand.key in near

        chosen = min(others, key=rank, default=None)
        if chosen is None:
            continue
        line.substitute = chosen.key
        stood[chosen.key] += 1
        if line.wanted.festival:
            together[line.leader, chosen.key] += 1


def send_more(lines: Sequence[Line], hands: Sequence[Hand]) -> None:
    """Propose the persons a busy day needs besides (SEV-02), those first who were sent least."""
    by_key, sent = {hand.key: hand for hand in hands}, Counter[Key]()
    for line in lines:
        if not line.wanted.extra or line.leader is None:
            continue
        taken = {by_key[key].who for key in (line.leader, line.substitute) if key is not None}
        chosen: list[Key] = []
        for hand in sorted(hands, key=lambda hand: sent[hand.key]):
            if len(chosen) < line.wanted.extra and hand.who not in taken and hand.free(line.wanted.day):
                chosen.append(hand.key)
                taken.add(hand.who)
        sent.update(chosen)
        line.extras = tuple(chosen)
