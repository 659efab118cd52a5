"""Measure the shape of src/lianxin: lengths of files and functions, return types, cycles of imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "lianxin"
LITERAL_SHARE = 0.9  # a module of which this share is one literal is a table to look things up in, not code
WRITTEN = {".py", ".js", ".css", ".html"}


@dataclass(frozen=True)
class Function:
    """One function, from its `def` to its last line."""

    where: str
    lines: int
    typed: bool


def written_files(folder: Path = PACKAGE) -> list[Path]:
    """Everything a person wrote below a folder; migrations, tables and translations are left out."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in WRITTEN and path.is_file())
    return [path for path in found if not {"migrations", "locale"} & set(path.parts) and not is_table(path)]


def is_table(path: Path) -> bool:
    """Whether a module is data in the form of one literal."""
    if path.suffix != ".py":
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spans = [lines_of(node) for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return max(spans, default=0) > LITERAL_SHARE * count_lines(path)


def count_lines(path: Path) -> int:
    """Physical lines."""
    return len(path.read_text(encoding="utf-8").splitlines())


def lines_of(node: ast.stmt) -> int:
    """Physical lines of one statement."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions(folder: Path = PACKAGE) -> list[Function]:
    """Every function of the written Python files."""
    return [
        Function(
            f"{path.relative_to(folder)}:{node.lineno} {node.name}", lines_of(node), node.returns is not None
        )
        for path in written_files(folder)
        if path.suffix == ".py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def percentile(numbers: list[int], share: float) -> int:
    """The number below which this share of them lies."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def import_cycle(folder: Path = SOURCE) -> list[str]:
    """A cycle among the modules below a folder by imports that run at load time, or [] when there is none."""
    modules = {module_name(path, folder): path for path in sorted(folder.rglob("*.py"))}
    graph = {name: set(imported(path, name, set(modules))) - {name} for name, path in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def app_cycle(folder: Path = SOURCE) -> list[str]:
    """As `import_cycle`, between the apps as wholes."""
    modules = {module_name(path, folder): path for path in sorted(folder.rglob("*.py"))}
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        owner = app_of(name)
        graph.setdefault(owner, set()).update(app_of(one) for one in imported(path, name, set(modules)))
        graph[owner].discard(owner)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def app_of(module: str) -> str:
    """lianxin.appeals.pages.desk → lianxin.appeals."""
    return ".".join(module.split(".")[:2])


def module_name(path: Path, folder: Path) -> str:
    """The dotted name of a module, that of its package for an __init__."""
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, name: str, known: set[str]) -> Iterator[str]:
    """Modules of ours that loading this module loads first; those under TYPE_CHECKING are never loaded."""
    for node in load_time(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield from (one for one in [inside if inside in known else node.module] if one in known)


def load_time(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is loaded."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from (inner for one in node.orelse for inner in (one, *load_time(one)))
            continue
        yield node
        yield from load_time(node)


def in_words(cycle: list[str]) -> str:
    """a → b → a."""
    return ", ".join(f"{a} → {b}" for a, b in pairwise(cycle))
