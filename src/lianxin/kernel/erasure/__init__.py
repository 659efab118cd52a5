"""Erasure and retention (到期删除、保全): what is kept how long, what stops it, how it is taken out, and the proof."""
