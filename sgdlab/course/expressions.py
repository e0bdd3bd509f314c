"""Expressions that a slip may put where a right program has others [expressions, insertions, everywhere].

Another operator, bracket, variable, function or number; something left out, or put in.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, permutations
from typing import Any, TypeVar

Change = tuple[Callable[[], str], Any, Any, Any]  # in words, and where which part of the code is replaced by what
Tree = TypeVar("Tree", bound=ast.AST)
LONG = 60  # characters of code in a reply

OPERATORS: dict[type[ast.AST], tuple[type[Any], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Sub),
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
_WITH = ("{0} * {1}", "{0} / {1}", "{0} / len({1})", "{0} * len({1})", "{0} - {1}", "{0} + {1}")
_RUNS = ("{0}[:-1]", "{0}[1:]", "{0}[::-1]", "{0}[:1]", "range(1, len({0}))")


def expressions(function: ast.FunctionDef) -> Iterator[Change]:
    """Another operator, variable, function or number in one place, or something left out."""
    nodes = [node for line in function.body for node in ast.walk(line)]
    names, numbers = _names(function, nodes), _numbers(nodes)
    calls = {ast.unparse(node): copy.deepcopy(node) for node in nodes if isinstance(node, ast.Call)}
    for parent, place, key in _places(nodes):
        for new in _instead(place[key], names, numbers, calls):
            yield replaced(_whole(parent, place[key]), place, key, new)


def insertions(function: ast.FunctionDef) -> Iterator[Change]:
    """Something put in: a sign, a square, a mean, a variable."""
    nodes = [node for line in function.body for node in ast.walk(line)]
    names = _names(function, nodes)
    for parent, place, key in _places(nodes):
        product = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult | ast.Div)
        for new in chain(_around(place[key]), () if product else _with(place[key], names)):  # a product has it once
            yield replaced(_whole(parent, place[key]), place, key, new)


def _places(nodes: list[ast.AST]) -> list[tuple[ast.AST, Any, Any]]:
    """Where an expression is read: the node that it is in, with the place."""
    found = [(parent, *where) for parent in nodes for where in _children(parent)]
    return [
        (parent, place, key)
        for parent, place, key in found
        if isinstance(place[key], ast.expr) and not isinstance(getattr(place[key], "ctx", None), ast.Store)
    ]


def _whole(parent: ast.AST, node: ast.AST) -> ast.AST:
    """The expression around a node, if it is short."""
    return parent if isinstance(parent, ast.expr) and len(ast.unparse(parent)) <= LONG // 2 else node


def _names(function: ast.FunctionDef, nodes: list[ast.AST]) -> list[str]:
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return [one.arg for one in function.args.args] + sorted(stored)


def _numbers(nodes: list[ast.AST]) -> set[Any]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) in (int, float)}


def everywhere(function: ast.FunctionDef) -> Iterator[Change]:
    """A variable, a number or an operator for another one, throughout; or two swapped."""
    nodes = [node for line in function.body for node in ast.walk(line)]
    for ones in (_names(function, nodes), sorted(_numbers(nodes))):
        for one, other in permutations(ones, 2):
            words = said(f"it has `{other}` everywhere instead of `{one}`")
            yield words, vars(function), "body", _with_table(function, {one: other})
            if ones.index(one) < ones.index(other):
                both = _with_table(function, {one: other, other: one})
                yield said(f"it has `{one}` and `{other}` swapped"), vars(function), "body", both
    for old, new in ((ast.Div, ast.Mult), (ast.Mult, ast.Div), (ast.Add, ast.Sub), (ast.Sub, ast.Add)):
        words = said(f"it has `{_SIGNS[new]}` everywhere instead of `{_SIGNS[old]}`")
        yield words, vars(function), "body", _with_table(function, {old: new})


def _with_table(function: ast.FunctionDef, table: Mapping[Any, Any]) -> list[ast.stmt]:
    return [_renamed(line, table) for line in function.body]


def _renamed(tree: Tree, table: Mapping[Any, Any]) -> Tree:
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            node.id = table.get(node.id, node.id)
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = table.get(node.value, node.value)
        elif isinstance(node, ast.BinOp) and type(node.op) in table:
            node.op = table[type(node.op)]()
    return tree


def replaced(whole: ast.AST, place: Any, key: Any, new: ast.AST) -> Change:
    """The change of a node, told with the whole expression that it is in."""
    old = place[key]

    def words() -> str:
        was = text(whole)
        place[key] = new
        now = text(new if whole is old else whole)
        place[key] = old
        return f"it has `{now}` where `{was}` belongs"

    return words, place, key, new


def _children(parent: ast.AST) -> Iterator[tuple[Any, Any]]:
    for field, value in ast.iter_fields(parent):
        if isinstance(value, list):
            yield from ((value, k) for k in range(len(value)))
        elif isinstance(value, ast.expr) and field != "func":
            yield vars(parent), field


def _instead(node: ast.expr, names: list[str], numbers: set[Any], calls: Mapping[str, ast.expr]) -> Iterator[ast.expr]:
    """Other expressions that a slip may put where one belongs."""
    match node:
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, other(), right) for other in OPERATORS.get(type(op), ()))
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
            yield from (ast.Compare(left, [other()], [right]) for other in OPERATORS.get(type(op), ()))
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(other(), values) for other in OPERATORS[type(op)])
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            others = {value + 1, value - 1} if isinstance(value, int) else {0.0, 1.0}
            yield from (ast.Constant(other) for other in sorted((others | numbers) - {value}))
        case ast.Name(name) if name in names:
            yield from (ast.Name(other, ast.Load()) for other in names if other != name)
        case ast.Attribute(_, "inf"):
            yield from (ast.Constant(1), ast.Constant(0))
        case ast.Subscript(value, index):
            yield from (value, index) if isinstance(index, ast.expr) and not isinstance(index, ast.Slice) else (value,)
        case ast.Call(function, arguments, options):
            yield from arguments[:1]
            if ast.unparse(function) == "len":  # another count
                yield from (ast.Name(other, ast.Load()) for other in names)
            if isinstance(function, ast.Attribute):
                yield from [function.value] if ast.unparse(function.value) != "np" else []
                for other in _FUNCTIONS.get(function.attr, ()):
                    yield ast.Call(ast.Attribute(function.value, other, ast.Load()), arguments, options)
            elif isinstance(function, ast.Name):
                for other in _FUNCTIONS.get(function.id, ()):
                    yield ast.Call(ast.Name(other, ast.Load()), arguments, options)
            yield from (other for text, other in calls.items() if text != ast.unparse(node))
            yield from (ast.Call(function, arguments, [o for o in options if o is not one]) for one in options)


def _around(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript | ast.Attribute):
        source = ast.unparse(node)
        yield from (_made(form, source) for form in _AROUND)


def _with(node: ast.expr, names: list[str]) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp | ast.Call | ast.Name | ast.Subscript):
        source = ast.unparse(node)
        yield from (_made(form, source, name) for name in names for form in _WITH)
        used = Counter(one.id for one in ast.walk(node) if isinstance(one, ast.Name))
        for name in (name for name in names if used[name] > 1):  # another variable, throughout this part
            yield from (_renamed(node, {name: other}) for other in names if other != name)
        yield from (_made(form, source) for form in _RUNS)


def _made(form: str, source: str, name: str = "") -> ast.expr:
    return ast.parse(form.format(f"({source})", name), mode="eval").body


def said(words: str) -> Callable[[], str]:
    return lambda: words


def text(node: ast.AST) -> str:
    whole = ast.unparse(node).split("\n")[0]
    return whole if len(whole) <= LONG else f"{whole[: LONG - 1]}…"
