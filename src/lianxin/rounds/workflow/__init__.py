"""The tables of rounds, doors and cards (流程表)."""

from lianxin.matters.flows import register
from lianxin.rounds.workflow import cards, doors, rounds

ROUND = register(rounds.ROUND)
DOOR = register(doors.DOOR)
CARD = register(cards.CARD)
