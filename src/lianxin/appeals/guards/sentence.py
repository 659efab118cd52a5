"""What a condition gives: the words that stop a move, or nothing."""

from django.utils.functional import Promise

Sentence = str | Promise | None
