"""Finding the table of weights (训练): a process of its own, the only one that loads scikit-learn.

    python -m lianxin.wording.trainer < examples > model

Nothing of the running program imports it (`.importlinter`); `wording.actions.training` starts it and talks to it.
"""
