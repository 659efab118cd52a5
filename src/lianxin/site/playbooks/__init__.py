"""The five methods as data, each with a story that is played through the same moves as in an office (工作法、故事).

The data lies in `playbooks/` beside `src`: what a method needs (areas, posts, rota, box), what happened there to
invented people, what its article printed. After the play the platform's own figures stand beside the printed ones.
"""

from lianxin.site.playbooks.book import names
from lianxin.site.playbooks.playing import live_on, play

__all__ = ["live_on", "names", "play"]
