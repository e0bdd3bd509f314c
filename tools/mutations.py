"""Every small change that can be made in a source [mutations].

Operators and comparisons become others, conditions are negated, constants are off by one, arguments are swapped, and a
keyword, a term or a statement is left out.  Texts, types, decorators and error messages stay as they are.
"""

import ast
import itertools
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

OTHER: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.FloorDiv,), ast.Pow: (ast.Mult,), ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),  # codespell:ignore notin
    ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip
PAIRS = ("min max", "minimum maximum", "any all", "argmin argmax", "sum mean", "zeros ones", "sin cos", "floor ceil")
RENAMED = {a: b for pair in PAIRS for a, b in (pair.split(), pair.split()[::-1])}
KEEP_ORDER = {*RENAMED, "isinstance", "hasattr", "getattr", "zip"}  # turned around: the same, or nonsense
NO_CALL = {"abs", "float", "list", "tuple", "sorted", "array", "asarray", "reversed"}  # f(x) -> x


@dataclass(frozen=True)
class Mutation:
    """One change of one file: the bytes from `start` to `end` become `new`."""

    path: Path  # from the root
    line: int
    start: int
    end: int
    new: str

    def mutated(self, source: bytes) -> bytes:
        """Return the file's new source."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def is_another(self, source: bytes) -> bool:
        """Tell whether the new source is valid Python, and another program."""
        try:
            with warnings.catch_warnings(action="ignore"):
                compile(self.mutated(source), "mutant", "exec", dont_inherit=True)
            return ast.dump(ast.parse(self.mutated(source))) != ast.dump(ast.parse(source))
        except (SyntaxError, ValueError):
            return False

    def diff(self, source: bytes) -> str:
        """Return the change as a patch for `git apply`."""
        before, after = (text.decode().splitlines(keepends=True) for text in (source, self.mutated(source)))
        return "".join(unified_diff(before, after, f"a/{self.path}", f"b/{self.path}"))


def mutations(path: Path, source: bytes) -> list[Mutation]:
    """Return all mutations of a file; a few of them are not valid Python."""
    lines = [0, *itertools.accumulate(map(len, source.splitlines(keepends=True)))]
    found = []
    for node, other in _changes(ast.parse(source)):
        start = lines[node.lineno - 1] + node.col_offset
        end = lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        bare = isinstance(other, ast.stmt | ast.Name | ast.Constant | ast.Attribute | ast.Call | ast.Subscript)
        new = ast.unparse(other)
        found.append(Mutation(path, node.lineno, start, end, new if bare else f"({new})"))
    return found


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, ast.AST]]:
    """Yield each expression or statement below a node with its possible replacements."""
    for child in _below(node):
        if isinstance(child, ast.expr):
            yield from ((child, other) for other in _others(child))
            if isinstance(node, ast.If | ast.While | ast.IfExp) and child is node.test:
                yield child, ast.UnaryOp(ast.Not(), child)
        elif isinstance(child, ast.stmt) and _can_go(child):
            yield child, ast.Pass()
        yield from _changes(child)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the children that are neither texts nor types."""
    skipped: list[object] = []
    match node:
        case ast.Raise():
            return
        case ast.FunctionDef() | ast.ClassDef():
            skipped = [getattr(node, "returns", None), *node.decorator_list]
        case ast.arg():
            skipped = [node.annotation]
        case ast.AnnAssign():
            skipped = [node.annotation, node.value if "TypeAlias" in ast.unparse(node.annotation) else None]
    yield from (child for child in ast.iter_child_nodes(node) if not (child in skipped or _is_words(child)))


def _is_words(node: ast.AST) -> bool:
    match node:
        case ast.FunctionDef(name) | ast.Assign([ast.Name(name)]):
            return name in ("__repr__", "__str__", "__slots__", "__all__")
        case ast.Constant(value):
            return isinstance(value, str)
    return isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom)


def _can_go(node: ast.stmt) -> bool:
    """Tell whether leaving out this statement does more than leave a name undefined."""
    match node:
        case ast.Expr(value):
            return not isinstance(value, ast.Constant)
        case ast.Assign(targets, value):
            known = {name.id for name in ast.walk(value) if isinstance(name, ast.Name)}
            return all(not isinstance(to, ast.Name | ast.Tuple) or ast.unparse(to) in known for to in targets)
    return isinstance(node, ast.AugAssign | ast.Raise | ast.Return | ast.Continue | ast.Break)


def _others(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the possible replacements of an expression."""
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in OTHER.get(type(op), ()))
            yield left
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
                yield ast.BinOp(right, op, left)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(OTHER[type(op)][0](), values)
            yield from values
        case ast.Compare(left, [op], right):
            yield from (ast.Compare(left, [other()], right) for other in OTHER[type(op)])
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Constant(float(value)):
            yield from (ast.Constant(2 * value if value else 1.0), ast.Constant(0.0 if value else -1.0))
        case ast.Call(function, args, keywords):
            name = ast.unparse(function).split(".")[-1]
            yield from (ast.Call(function, args, keywords[:k] + keywords[k + 1 :]) for k in range(len(keywords)))
            if len(args) > 1 and name not in KEEP_ORDER:
                yield ast.Call(function, [args[1], args[0], *args[2:]], keywords)
            if args and name in NO_CALL:
                yield args[0]
        case ast.Attribute(value, name) if name in RENAMED:
            yield ast.Attribute(value, RENAMED[name])
        case ast.Name(name) if name in RENAMED:
            yield ast.Name(RENAMED[name])
