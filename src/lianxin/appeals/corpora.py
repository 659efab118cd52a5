"""Appeals hand their closed matters to what learns from them (语料登记)."""

from lianxin.appeals.queries import corpus
from lianxin.appeals.queries.speakers import MATTER
from lianxin.wording.corpora import Corpus, register

register(Corpus(MATTER, examples=corpus.examples, tally=corpus.tally, names=corpus.names))
