"""Expressions of right programs, in the names of another one, which may have them in place of its own [expressions_of].

A variable of a right program that the other one doesn't have is replaced by what it is set to.
"""

import ast
import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

MOST = 0.6  # of a right program; a larger part of it would make any program right


def names_of(function: ast.FunctionDef) -> list[str]:
    """Return the names of a program's arguments and variables."""
    stored = {one.id for one in ast.walk(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return list(dict.fromkeys([*(one.arg for one in function.args.args), *sorted(stored)]))


def walk(trees: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Return all that is in some pieces of code."""
    return chain.from_iterable(map(ast.walk, trees))


def size_of(*trees: ast.AST) -> int:
    """Return how many expressions there are in some code."""
    return sum(isinstance(node, ast.expr) for node in walk(trees))


def renamed(lines: Sequence[ast.stmt], table: Mapping[str, str]) -> list[ast.stmt]:
    """Return a copy of some lines that reads other variables."""
    named = {old: ast.Name(new, ast.Load()) for old, new in table.items()}
    return [_Put(named).visit(copy.deepcopy(line)) for line in lines]


def simple(nodes: Iterable[ast.AST]) -> list[ast.stmt]:
    """Return the statements that hold no others."""
    return [node for node in nodes if isinstance(node, ast.stmt) and not hasattr(node, "body")]


def flags_in(nodes: Sequence[ast.AST]) -> set[str]:
    """Return the names that are only asked whether they are true."""
    tests = [node.test for node in nodes if isinstance(node, ast.If | ast.IfExp)]
    asked = [one.operand if isinstance(one, ast.UnaryOp) else one for one in tests]
    return {one.id for one in asked if isinstance(one, ast.Name)}


def idle(node: ast.BinOp) -> bool:
    """Return whether nobody would write an operation, because it does nothing, as * 1 and n / n, or is 2 * n, n + n."""
    once = isinstance(node.op, ast.Mult | ast.Div | ast.FloorDiv)
    same = isinstance(node.op, ast.Add | ast.Sub | ast.Div) and ast.dump(node.left) == ast.dump(node.right)
    return same or (once and any(isinstance(one, ast.Constant) and one.value == 1 for one in (node.left, node.right)))


def computed(function: ast.FunctionDef) -> dict[ast.stmt, str]:
    """Return the simple statements of a program, and what each computes, whatever its variables are called."""
    table = dict.fromkeys(names_of(function), "_") | {one.arg: f"_{k}" for k, one in enumerate(function.args.args)}
    found = {line: getattr(line, "value", None) or line for line in simple(ast.walk(function))}
    return {line: ast.unparse(renamed([said], table)) for line, said in found.items()}  # type: ignore[arg-type]


def expressions_of(right: Sequence[ast.FunctionDef], other: ast.FunctionDef) -> list[ast.expr]:
    """Return the expressions of some programs that another one could have as well, the short ones first.

    >>> both = "def f(x): return x", "def g(y): n = len(y); return n / 2 + y"
    >>> mine, theirs = (ast.parse(one).body[0] for one in both)
    >>> [ast.unparse(one) for one in expressions_of([theirs], mine)]
    ['len(x)', 'len(x) / 2']
    """
    found = dict[str, ast.expr]()
    names = [one.arg for one in other.args.args]
    for program in right:
        table = dict(zip((one.arg for one in program.args.args), names, strict=False))
        unknown = {table.get(one, one) for one in names_of(program)} - set(names_of(other))
        lines = renamed(program.body, table)
        most = MOST * size_of(*lines)
        for node in walk([*lines, *_inlined(lines)]):
            if isinstance(node, ast.BinOp | ast.Call | ast.UnaryOp | ast.Subscript | ast.Compare):
                if size_of(node) > most:
                    continue
                inside = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
                own = {one.id for one in inside if isinstance(one.ctx, ast.Store)}  # of a comprehension
                if not unknown & ({one.id for one in inside} - own):
                    found.setdefault(ast.unparse(node), node)
    return [found[text] for text in sorted(found, key=len)]


def _inlined(lines: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The same lines with the variables that are set once, and not from themselves, replaced by their values."""
    inside = list(walk(lines))
    stores = [one.id for one in inside if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    table = dict[str, ast.expr]()
    for node in inside:
        match node:
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)) if len(targets) == len(values):
                pairs = list(zip(targets, values, strict=True))
            case ast.Assign([target], value):
                pairs = [(target, value)]
            case _:
                continue
        for target, value in pairs:
            if isinstance(target, ast.Name) and stores.count(target.id) == 1:
                made = _Put(table).visit(copy.deepcopy(value))  # of those that were set before it
                if target.id not in {one.id for one in ast.walk(made) if isinstance(one, ast.Name)}:
                    table[target.id] = made
    return [_Put(table).visit(copy.deepcopy(line)) for line in lines]


class _Put(ast.NodeTransformer):
    """Puts expressions in place of the variables that are read."""

    def __init__(self, table: Mapping[str, ast.expr]) -> None:
        self.table = table

    def visit_Name(self, node: ast.Name) -> ast.expr:
        known = isinstance(node.ctx, ast.Load) and node.id in self.table
        return copy.deepcopy(self.table[node.id]) if known else node
