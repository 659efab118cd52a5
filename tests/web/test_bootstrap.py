"""Bootstrap is cut to the classes in use, and nothing of what is left is broken by the cut."""

import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "setup"
sys.path.append(str(SETUP))

from bootstrap import cut  # noqa: E402  # a script of ./run, no package


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ("a{color:red}", "a{color:red}"),
        (".btn,.card{color:red}", ".btn{color:red}"),
        (".card{color:red}", ""),
        (".btn:hover:not(.card){color:red}", ".btn:hover:not(.card){color:red}"),
        (".btn .card{color:red}", ""),
        ("@media print{.btn{a:b}.card{c:d}}", "@media print{.btn{a:b}}"),
        ("@media print{.card{c:d}}", ""),
        ("@keyframes spin{to{a:b}}.btn{a:b}", ".btn{a:b}"),
        ('@charset "UTF-8";/* .card{} */.btn{a:b}', ".btn{a:b}"),
        (".g-2,.gx-2{a:b}", ".g-2{a:b}"),
        (":is(.btn,.card) a{a:b}", ""),
    ],
)
def test_a_rule_stays_when_every_class_it_asks_for_is_in_use(rules: str, left: str) -> None:
    head, _, rest = cut(rules, "btn  # the button\ng-*\n").partition("\n")
    assert head.startswith("/*! Bootstrap 5.3")
    assert rest.strip() == left
