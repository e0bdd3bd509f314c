"""Small changes of a program, each in one place: what may be wrong in one that is nearly right [changes].

- an expression: something left out, put in, or swapped; another operator, bracket, name, number or function
- a line: left out, moved across the next one, or into or out of a loop
- an expression of a right program
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, zip_longest
from typing import Any, TypeAlias

from sgdlab.course.repair.lent import computed, expressions_of, flags_in, idle, names_of, simple, size_of, walk

Place: TypeAlias = tuple[ast.AST, Any, Any]  # the node that an expression is in, and where in it: holder[key]
WHOLE = 40  # characters of an expression that is told when only a name or a number in it changes

# No power, which may take forever; // is meant only where there is a /, and gives 0 elsewhere by chance.
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.FloorDiv)
_COMPARISONS = (ast.LtE, ast.Lt, ast.GtE, ast.Gt, ast.Eq, ast.NotEq)
_ALIKE = (
    {"mean", "sum", "max", "min", "median", "std", "var", "prod"},
    {"zeros", "ones", "eye", "zeros_like", "ones_like"},
    {"exp", "log", "log2", "log10", "log1p", "expm1"},
    {"sqrt", "abs", "square"},
    {"triu", "tril"},
    {"argmin", "argmax", "argsort"},
)
# The copy comes first, because every other one makes a new array, too.
_AROUND = ("{0}.copy()", "-{0}", "{0} ** 2", "abs({0})", "np.sqrt({0})", "np.mean({0})", "np.sum({0})", "1 - {0}",
           "2 * {0}", "{0} / 2", "{0} + 1", "{0} - 1", "1 / {0}", "{0}.T", "{0}[:, None]", "{0}[:-1]", "{0}[1:]",
           "{0}[::-1]", "{0}[0]")  # fmt: skip
_WITH = ("{0} * {1}", "{0} / {1}", "{0} / len({1})", "{0} * len({1})", "{0} - {1}", "{0} + {1}", "{0}[{1}]")


@dataclass
class Change:
    """A change, which is made in place by `swap`, and taken back by it.

    at: the code to look at, a node, or a text;  edits: [holder, key, value] for each place;  words: what to do there,
    if not to write something else;  less: whether it only leaves something out;  lent: whether it puts in a right one's
    """

    at: ast.AST | str
    edits: list[list[Any]]
    words: str = ""
    less: bool = False
    lent: bool = False

    def swap(self) -> None:
        for edit in self.edits:
            holder, key, value = edit
            holder[key], edit[2] = value, holder[key]


def changes(
    function: ast.FunctionDef, right: Sequence[ast.FunctionDef], given: ast.FunctionDef | None = None
) -> Iterator[Change]:
    """Yield the changes of a program, the likeliest first: lines that were given, or stand in a right one, last."""
    nodes = list(walk(function.body))
    names = [name for name in names_of(function) if name not in flags_in(nodes)]  # True is no number to count with
    fine = {said for one in (*right, *([given] if given else ())) for said in computed(one).values()}
    kept = set(walk(line for line, said in computed(function).items() if said in fine))
    places = sorted(_places(nodes), key=lambda place: place[1][place[2]] in kept)
    numbers = {node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) in (int, float)}
    for place in places:
        node = place[1][place[2]]  # a factor or a term that is left out may be the known mistake itself
        less = not isinstance(node, ast.BinOp) and not (isinstance(node, ast.Call) and node.args[1:])
        yield from (_change([place], new, less=less) for new in _parts(node))
    for place in places:
        yield from (_change([place], new) for new in _instead(place[1][place[2]], names, numbers))
    yield from _lines(function)
    yield from _swapped(nodes, places)
    alike: dict[str, list[Place]] = {}
    for place in places:
        alike.setdefault(ast.unparse(place[1][place[2]]), []).append(place)
    for several in (those for those in alike.values() if len(those) > 1):
        node = several[0][1][several[0][2]]
        yield from (_change(several, new) for new in chain(_parts(node), _instead(node, names, numbers)))
    size = size_of(*function.body)
    parts = [place for place in places if 2 * size_of(place[1][place[2]]) <= size]  # else it is no one place
    put_in = (_change([one], new) for one in places for new in _put_in(one, names))
    yield from (one for pair in zip_longest(put_in, _lent(parts, function, right)) for one in pair if one)


def _change(places: Sequence[Place], new: ast.expr, *, less: bool = False, lent: bool = False) -> Change:
    _, holder, key = places[0]
    at = _told(places[0]) if len(places) == 1 else holder[key]
    return Change(at, [[holder, key, new] for _, holder, key in places], less=less, lent=lent)


def _told(place: Place) -> ast.expr:
    """The code to look at: a name or a number alone would not say which one, so it comes with what is around it."""
    parent, holder, key = place
    bare = isinstance(holder[key], ast.Name | ast.Constant)
    within = bare and isinstance(parent, ast.expr) and len(ast.unparse(parent)) <= WHOLE
    return parent if within else holder[key]  # type: ignore[return-value]


def _places(nodes: Sequence[ast.AST]) -> Iterator[Place]:
    """Where an expression is read."""
    for parent in nodes:
        for field, value in ast.iter_fields(parent):
            one: list[tuple[Any, Any]] = [] if field == "func" else [(vars(parent), field)]
            for holder, key in [(value, k) for k in range(len(value))] if isinstance(value, list) else one:
                node = holder[key]
                if isinstance(node, ast.expr) and not isinstance(getattr(node, "ctx", None), ast.Store):
                    yield parent, holder, key


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """The parts of an expression that may be enough, where the rest should be left out."""
    match node:
        case ast.BinOp(left, _, right):
            yield from (left, right)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.BoolOp(_, values):
            yield from values
        case ast.Subscript(value, index):
            yield from (value,) if isinstance(index, ast.Slice | ast.Constant) else (value, index)
        case ast.Call(function, arguments, options):
            yield from arguments
            if isinstance(function, ast.Attribute) and ast.unparse(function.value) != "np":
                yield function.value
            yield from (ast.Call(function, arguments, [o for o in options if o is not one]) for one in options)


def _instead(node: ast.expr, names: list[str], numbers: set[Any]) -> Iterator[ast.expr]:
    """Other expressions of the same kind that may belong where one stands."""
    match node:
        case ast.BinOp(left, op, right):
            yield ast.BinOp(right, op, left)
            if isinstance(op, ast.Mult) and ast.unparse(right) == "2":  # a square that is written as a product
                yield from (ast.BinOp(left, ast.Pow(), right), *_brackets(left, ast.Pow(), right))
            ways = _ARITHMETIC if isinstance(op, ast.Div) else _ARITHMETIC[:-1]
            made = (ast.BinOp(left, other(), right) for other in ways if not isinstance(op, other))
            yield from (new for new in (*made, *_brackets(left, op, right)) if not idle(new))
        case ast.UnaryOp(op, ast.BinOp(left, way, right)):
            yield ast.BinOp(ast.UnaryOp(op, left), way, right)
        case ast.Compare(left, [op], right):
            yield from (ast.Compare(left, [other()], right) for other in _COMPARISONS if not isinstance(op, other))
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            others = {value + 1, value - 1, 1, 2} if isinstance(value, int) else {0.0, 1.0, round(1 - value, 9)}
            yield from (ast.Constant(other) for other in sorted((others | numbers) - {value}, key=lambda n: (n < 0, n)))
            yield from map(_name, names)
        case ast.Name(name) if name in names:
            yield from (_name(other) for other in names if other != name)
        case ast.Subscript(value, index) if not isinstance(index, ast.Slice):
            yield from (ast.Subscript(value, _name(name), ast.Load()) for name in names)
        case ast.Call(ast.Name("len"), [ast.Name()]):
            yield from map(_name, names)
        case ast.Call(function, arguments, options):
            owner, name = getattr(function, "value", None), ast.unparse(function).rpartition(".")[2]
            if len(arguments) > 1 and name not in ("tile", "repeat"):  # with any number as a size they fill the memory
                yield ast.Call(function, [arguments[1], arguments[0], *arguments[2:]], options)
            if len(arguments) == 1:
                yield ast.Call(function, [ast.UnaryOp(ast.USub(), arguments[0])], options)
            for other in sorted(set().union(*(those for those in _ALIKE if name in those)) - {name}):
                new = ast.Attribute(owner, other, ast.Load()) if owner else _name(other)
                yield ast.Call(new, arguments, options)


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _brackets(left: ast.expr, op: Any, right: ast.expr) -> Iterator[ast.BinOp]:
    """Brackets elsewhere: a - (b / c) for (a - b) / c, and the other way around."""
    if isinstance(right, ast.BinOp):
        yield ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
    if isinstance(left, ast.BinOp):
        yield ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))


def _put_in(place: Place, names: list[str]) -> Iterator[ast.expr]:
    """Something around an expression, or beside it: a sign, a square, a mean, a factor."""
    parent, holder, key = place
    if isinstance(holder[key], ast.BinOp | ast.Call | ast.Name | ast.Subscript | ast.Attribute):
        in_product = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult | ast.Div)  # has a factor anyway
        forms = chain(_AROUND, (form.replace("{1}", name) for name in names for form in _WITH[4 * in_product :]))
        for form in forms:
            new = ast.parse(form.format(f"({ast.unparse(holder[key])})"), mode="eval").body
            if not (isinstance(new, ast.BinOp) and idle(new)):
                yield new


def _lent(parts: Sequence[Place], function: ast.FunctionDef, right: Sequence[ast.FunctionDef]) -> Iterator[Change]:
    """A call that stands elsewhere in the program, or an expression of a right one, in place of another expression."""
    own = [copy.deepcopy(node) for node in walk(function.body) if isinstance(node, ast.Call)]
    found = [*own, *expressions_of(right, function)]
    yield from (_change([one], new, lent=True) for one in parts for new in found)


def _swapped(nodes: Sequence[ast.AST], places: Sequence[Place]) -> Iterator[Change]:
    """Two names of a line, or two numbers of the program, each in the other's place."""
    numbers = [place for place in places if isinstance(place[1][place[2]], ast.Constant)]
    lines = [list(_places(list(ast.walk(line)))) for line in simple(nodes)]
    names = [[place for place in those if isinstance(place[1][place[2]], ast.Name)] for those in lines]
    for both in chain(*(combinations(those, 2) for those in (numbers, *names))):
        (_, one, k), (_, other, j) = both
        these = f"`{ast.unparse(one[k])}` and `{ast.unparse(other[j])}`"
        if ast.dump(one[k]) != ast.dump(other[j]):
            first, second = map(_told, both)
            whole = first if second in ast.walk(first) else second if first in ast.walk(second) else None
            at = whole or f"`{ast.unparse(first)}` and `{ast.unparse(second)}`"
            words = "" if whole else "swap them" if at == these else f"swap {these} there"
            yield Change(at, [[one, k, other[j]], [other, j, one[k]]], words)


def _lines(function: ast.FunctionDef) -> Iterator[Change]:
    """A line left out, or in another place, or one that adds where it should set."""
    for node in ast.walk(function):
        body: Any = getattr(node, "body", None)
        holder = vars(node)
        for k, line in enumerate(body if isinstance(body, list) else []):
            before, after = body[:k], body[k + 1 :]
            if before or after:
                yield Change(line, [[holder, "body", before + after]], "leave it out")
            if after:
                moved = [*before, after[0], line, *after[1:]]
                yield Change(line, [[holder, "body", moved]], "put it below the next line")
            match line:
                case ast.AugAssign(target, op, value):
                    new = [ast.AugAssign(target, way(), value) for way in _ARITHMETIC[:4] if not isinstance(op, way)]
                    yield from (Change(line, [[body, k, one]]) for one in (ast.Assign([target], value), *new))
                case ast.Assign([ast.Name() | ast.Subscript() as target], value):
                    new = [ast.AugAssign(target, op(), value) for op in (ast.Add, ast.Sub)]
                    yield from (Change(line, [[body, k, one]]) for one in new)
                case ast.For():
                    yield from _around_loop(line, holder, before, after)


def _around_loop(loop: ast.For, holder: Any, before: list[Any], after: list[Any]) -> Iterator[Change]:
    """A line on the other side of the beginning or the end of a loop."""

    def of(at: Any, start: list[Any], lines: list[Any], end: list[Any], words: str) -> Change:
        inside = ast.For(loop.target, loop.iter, lines, loop.orelse)
        return Change(at, [[holder, "body", [*start, inside, *end]]], words)

    earlier = {getattr(node, "id", "") for node in walk(before)}
    for k, line in enumerate(loop.body):
        match line:
            case ast.Assign([ast.Name(name) as target], value) if name not in earlier:
                zero, added = ast.Assign([target], ast.Constant(0)), ast.AugAssign(target, ast.Add(), value)
                lines = [*loop.body[:k], added, *loop.body[k + 1 :]]
                words = f"`=` forgets the earlier rounds: write `{name} = 0` before the loop, and `+=` here"
                yield of(line, [*before, zero], lines, after, words)
    for choice in (node for node in ast.walk(loop) if isinstance(node, ast.If)):
        for branch, lines in (("body", choice.body), ("orelse", choice.orelse)):
            if lines and isinstance(lines[-1], ast.Return):
                moved = [*before, loop, lines[-1], *after]
                edits = [[vars(choice), branch, lines[:-1] or [ast.Pass()]], [holder, "body", moved]]
                yield Change(lines[-1], edits, "put it after the loop")
    for k, line in enumerate(loop.body if len(loop.body) > 1 else []):
        rest = [*loop.body[:k], *loop.body[k + 1 :]]
        yield of(line, [*before, line], rest, after, "put it before the loop")
        yield of(line, before, rest, [line, *after], "put it after the loop")
    if before:
        yield of(before[-1], before[:-1], [before[-1], *loop.body], after, "put it into the loop, as its first line")
    if after:
        yield of(after[0], before, [*loop.body, after[0]], after[1:], "put it into the loop, as its last line")
