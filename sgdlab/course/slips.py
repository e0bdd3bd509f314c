"""A right program with one slip in it: the usual ones are all tried, so that nobody has to think of them beforehand.

- the slip that gives just these answers                    [one_slip]
- programs that differ from a right one in one place        [slips]
"""

import ast
import copy
import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, permutations
from typing import Any

import numpy as np

from sgdlab.course.answers import same
from sgdlab.course.functions import plain

Function = Callable[..., Any]
Change = tuple[str, Any, Any, Any]  # words, and where which part of the code is replaced by what
LONG = 60  # characters of code in a reply

_OPERATORS: dict[type[ast.AST], tuple[type[Any], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Sub, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.Pow: (ast.Mult, ast.Div),
    ast.MatMult: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_FUNCTIONS = {
    "mean": ("sum", "median", "std", "max"),
    "sum": ("mean", "max", "prod"),
    "max": ("min", "sum"),
    "min": ("max",),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
    "ones": ("zeros",),
    "sqrt": ("abs", "square"),
    "exp": ("log", "sqrt"),
    "log": ("exp", "log2", "log10", "log1p", "sqrt"),
    "triu": ("tril",),
    "tril": ("triu",),
    "integers": ("permutation",),
}
_AROUND = ("-{0}", "{0} ** 2", "abs({0})", "np.sqrt({0})", "np.mean({0})", "np.sum({0})", "1 - {0}", "2 * {0}")
_WITH = ("{0} * {1}", "{0} / {1}", "{0} / len({1})", "{0} * len({1})", "{0} - {1}", "{0} + {1}", "{0} ** {1}")
_RUNS = ("{0}[:-1]", "{0}[1:]", "{0}[::-1]", "{0}[:1]", "range(1, len({0}))")


def one_slip(got: Sequence[Any], right: Function, run: Callable[..., Any], points: Sequence[Any]) -> str | None:
    """Return the slip with which a right program gives the same answers, in words; None if no single one does.

    run(program, point) -> its answer.

    >>> from sgdlab.course.notebook_01 import central
    >>> cube = [(lambda x: x**3, 1.0, 0.5), (lambda x: x**3, 2.0, 0.25)]
    >>> one_slip([f(x + h) - f(x - h) / 2 for f, x, h in cube], central.right, lambda f, point: f(*point), cube)
    >>> one_slip([(f(x + h) - f(x - h)) / (2 + h) for f, x, h in cube], central.right, lambda f, at: f(*at), cube)
    'it has `2 + h` where `2 * h` belongs'
    """

    def gives(program: Function, k: int) -> bool:
        try:
            return same(run(program, points[k]), got[k])
        except Exception:  # not every change makes a program that runs
            return False

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fits = (words for words, program in _all_slips(right) if all(gives(program, k) for k in range(len(got))))
        return next(fits, None)


@cache  # they are the same at every check
def _all_slips(right: Function) -> list[tuple[str, Function]]:
    return list(slips(right))


def numbers(answer: Any) -> bool:
    """Return whether an answer is made of numbers and texts, and is no observation of how a program behaves."""
    if isinstance(answer, Mapping):
        return all(map(numbers, answer.values()))
    if isinstance(answer, list | tuple):
        return all(map(numbers, answer))
    return isinstance(answer, int | float | np.number | np.ndarray | str) and not isinstance(answer, bool)


def slips(right: Function) -> Iterator[tuple[str, Function]]:
    """Yield programs that differ from a right one in one place, each with the difference in words."""
    try:
        module = ast.parse(plain(inspect.getsource(right)))
    except (OSError, TypeError, SyntaxError):  # no source, or a lambda in the middle of a line
        return
    function = module.body[0]
    if not isinstance(function, ast.FunctionDef):
        return
    for words, place, key, new in chain(_expressions(function), _statements(function), _everywhere(function)):
        names, old = {**right.__globals__}, place[key]
        place[key] = new
        try:
            exec(compile(ast.fix_missing_locations(module), "<a slip>", "exec"), names)
            yield words, names[function.name]
        except (SyntaxError, ValueError):  # such as a number in the place of a name
            pass
        finally:
            place[key] = old


def _expressions(function: ast.FunctionDef) -> Iterator[Change]:
    """Another operator, variable, function or number in one place; something left out or put in."""
    nodes = [node for line in function.body for node in ast.walk(line)]
    names, numbers = _names(function, nodes), _numbers(nodes)
    found = [(parent, *where) for parent in nodes for where in _children(parent)]
    for make in (lambda node: _instead(node, names, numbers), _around, lambda node: _with(node, names)):
        for parent, place, key in found:
            node = place[key]
            if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store):
                whole = parent if isinstance(parent, ast.expr) and len(ast.unparse(parent)) <= LONG // 2 else None
                for new in make(node):
                    was = _text(whole or node)
                    place[key] = new
                    now = _text(whole or new)
                    place[key] = node
                    yield f"it has `{now}` where `{was}` belongs", place, key, new


def _names(function: ast.FunctionDef, nodes: list[ast.AST]) -> list[str]:
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return [one.arg for one in function.args.args] + sorted(stored)


def _numbers(nodes: list[ast.AST]) -> set[Any]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) in (int, float)}


def _everywhere(function: ast.FunctionDef) -> Iterator[Change]:
    """A variable, a number or an operator for another one, throughout; or two swapped."""
    nodes = [node for line in function.body for node in ast.walk(line)]
    for ones in (_names(function, nodes), sorted(_numbers(nodes))):
        for one, other in permutations(ones, 2):
            yield f"it has `{other}` wherever `{one}` belongs", vars(function), "body", _with_table(function, {one: other})
            if ones.index(one) < ones.index(other):
                both = _with_table(function, {one: other, other: one})
                yield f"it has `{one}` and `{other}` swapped", vars(function), "body", both
    for old, new in ((ast.Div, ast.Mult), (ast.Mult, ast.Div), (ast.Add, ast.Sub), (ast.Sub, ast.Add)):
        words = f"it has `{_SIGNS[new]}` wherever `{_SIGNS[old]}` belongs"
        yield words, vars(function), "body", _with_table(function, {old: new})


def _with_table(function: ast.FunctionDef, table: Mapping[Any, Any]) -> list[ast.stmt]:
    body = copy.deepcopy(function.body)
    for node in (node for line in body for node in ast.walk(line)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            node.id = table.get(node.id, node.id)
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = table.get(node.value, node.value)
        elif isinstance(node, ast.BinOp) and type(node.op) in table:
            node.op = table[type(node.op)]()
    return body


def _children(parent: ast.AST) -> Iterator[tuple[Any, Any]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, list):
            yield from ((value, k) for k in range(len(value)))
        elif isinstance(value, ast.expr) and field != "func":
            yield vars(parent), field


def _instead(node: ast.expr, names: list[str], numbers: set[Any]) -> Iterator[ast.expr]:
    """Other expressions that a slip may have put in the place of one."""
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in _OPERATORS.get(type(op), ()))
            yield from (left, right, ast.BinOp(right, op, left))
            if isinstance(right, ast.BinOp):  # brackets: a - (b / c) for (a - b) / c, and the other way around
                yield ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
            if isinstance(left, ast.BinOp):
                yield ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
            if isinstance(left, ast.UnaryOp) and isinstance(left.operand, ast.BinOp):  # -(a + b) / c
                a, way, b = ast.UnaryOp(left.op, left.operand.left), left.operand.op, left.operand.right
                yield from (ast.BinOp(ast.BinOp(a, way, b), op, right), ast.BinOp(a, way, ast.BinOp(b, op, right)))
        case ast.UnaryOp(_, operand):
            yield operand
            if isinstance(operand, ast.BinOp):
                yield ast.BinOp(ast.UnaryOp(ast.USub(), operand.left), operand.op, operand.right)
        case ast.Compare(left, [op], [right]):
            yield from (ast.Compare(left, [other()], [right]) for other in _OPERATORS.get(type(op), ()))
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(other(), values) for other in _OPERATORS[type(op)])
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            others = {value + 1, value - 1} if isinstance(value, int) else set()
            yield from (ast.Constant(other) for other in sorted((others | numbers) - {value}))
        case ast.Name(name) if name in names:
            yield from (ast.Name(other, ast.Load()) for other in names if other != name)
        case ast.Attribute(_, "inf"):
            yield from (ast.Constant(1), ast.Constant(0))
        case ast.Subscript(value, index):
            yield from (value, index) if isinstance(index, ast.expr) and not isinstance(index, ast.Slice) else (value,)
        case ast.Call(function, arguments, options):
            yield from arguments[:1]
            if isinstance(function, ast.Attribute):
                yield from [function.value] if ast.unparse(function.value) != "np" else []
                for other in _FUNCTIONS.get(function.attr, ()):
                    yield ast.Call(ast.Attribute(function.value, other, ast.Load()), arguments, options)
            elif isinstance(function, ast.Name):
                for other in _FUNCTIONS.get(function.id, ()):
                    yield ast.Call(ast.Name(other, ast.Load()), arguments, options)
            yield from (ast.Call(function, arguments, [o for o in options if o is not one]) for one in options)


def _around(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript | ast.Attribute):
        yield from (_made(form, node) for form in _AROUND)


def _with(node: ast.expr, names: list[str]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
        yield from (_made(form, node, name) for name in names for form in _WITH)
        yield from (_made(form, node) for form in _RUNS)


def _made(form: str, node: ast.expr, *names: str) -> ast.expr:
    return ast.parse(form.format(f"({ast.unparse(node)})", *names), mode="eval").body


def _statements(function: ast.FunctionDef) -> Iterator[Change]:
    """A line left out, in another order, or on the other side of the beginning or the end of a loop."""
    for node in ast.walk(function):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for k, line in enumerate(body):
            before, after = body[:k], body[k + 1 :]
            if before or after:
                yield f"`{_text(line)}` is left out", vars(node), "body", before + after
            if after:
                words = f"`{_text(after[0])}` comes before `{_text(line)}`"
                yield words, vars(node), "body", [*before, after[0], line, *after[1:]]
            if isinstance(line, ast.For):
                for words, lines in _around_loop(line, before, after):
                    yield words, vars(node), "body", lines


def _around_loop(loop: ast.For, before: list[Any], after: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The lines with a loop, of which one is on the other side of its beginning or of its end."""

    def of(lines: list[Any]) -> ast.For:
        return ast.For(loop.target, loop.iter, lines, loop.orelse)

    first, last = loop.body[0], loop.body[-1]
    if len(loop.body) > 1:
        yield f"`{_text(first)}` comes before the loop, not in it", [*before, first, of(loop.body[1:]), *after]
        yield f"`{_text(last)}` comes after the loop, not in it", [*before, of(loop.body[:-1]), last, *after]
    if before:
        words = f"`{_text(before[-1])}` is in the loop, and runs again in each of its passes"
        yield words, [*before[:-1], of([before[-1], *loop.body]), *after]
    if after and isinstance(after[0], ast.Return):
        yield f"`{_text(after[0])}` is in the loop, which it ends in the first pass", [*before, of([*loop.body, *after])]


def _text(node: ast.AST) -> str:
    text = ast.unparse(node).split("\n")[0]
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"
