"""Find assignments of `state` in source: `row.state = …`, `update(state=…)`, `setattr(row, "state", …)`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.shape import PACKAGE

# The one writer, and the check that folds the log in memory; a further sibling is named here or nowhere.
WRITERS = {"matters/act.py", "matters/rebuild.py"}
# Jobs and messages have a state of their own; the kernel knows no matter (see the floors).
OTHER_STATES = "kernel/"
SETTERS = {"update", "create", "get_or_create", "update_or_create", "aupdate", "acreate"}


def writes_elsewhere(folder: Path = PACKAGE) -> list[str]:
    """Every place outside the writers that assigns a state."""
    return [
        f"{name}:{line}"
        for path in sorted(folder.rglob("*.py"))
        for name in [path.relative_to(folder).as_posix()]
        if name not in WRITERS and not name.startswith(OTHER_STATES) and "/migrations/" not in name
        for line in writes(path.read_text(encoding="utf-8"))
    ]


def writes(source: str) -> Iterator[int]:
    """The lines of a module that assign a state."""
    for node in ast.walk(ast.parse(source)):
        if any(map(is_state, targets(node))) or (isinstance(node, ast.Call) and calls_with_state(node)):
            yield getattr(node, "lineno", 0)


def targets(node: ast.AST) -> Iterator[ast.expr]:
    """What an assignment assigns to."""
    if isinstance(node, ast.Assign):
        yield from (one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.expr))
    elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
        yield node.target


def is_state(target: ast.expr) -> bool:
    """`anything.state`, being stored to."""
    return isinstance(target, ast.Attribute) and target.attr == "state" and isinstance(target.ctx, ast.Store)


def calls_with_state(call: ast.Call) -> bool:
    """`.update(state=…)` and its kin, `setattr(x, "state", …)`, `bulk_update(rows, ["state"])`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SETTERS:
        return any(keyword.arg == "state" for keyword in call.keywords)
    if name in {"setattr", "__setattr__", "bulk_update", "abulk_update"}:
        return any(isinstance(one, ast.Constant) and one.value == "state" for one in ast.walk(call))
    return False
