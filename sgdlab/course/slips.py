"""A right program with one slip in it: all the usual ones are tried, so an exercise need not list them.

- a sentence about the slip that gives just these answers   [slip_in, one_slip]
- is an answer one that a slip can explain?                 [numbers]
- programs that differ from a right one in one place        [slips]
"""

import ast
import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

import numpy as np

from sgdlab.course.answers import same
from sgdlab.course.expressions import OPERATORS, Change, everywhere, expressions, insertions, replaced, said, text
from sgdlab.course.functions import plain

Function = Callable[..., Any]


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
        fits = (words() for words, program in _all_slips(right) if all(gives(program, k) for k in range(len(got))))
        return next(fits, None)


def slip_in(
    programs: Sequence[Function],
    given: Function | None,
    got: Sequence[Any],
    run: Callable[..., Any],
    points: Sequence[Any],
) -> str | None:
    """Return a sentence about the slip in one of some right programs, or the change of a given one, that gives this."""
    for program in programs:
        slip = one_slip(got, program, run, points)
        if slip:
            return f"Your answers are those of a right program with one slip: {slip}."
    change = one_slip(got, given, run, points) if given else None
    return f"Your answers are those of the code as it was given, with one change: {change}." if change else None


@cache  # they are the same at every check
def _all_slips(right: Function) -> list[tuple[Callable[[], str], Function]]:
    return list(slips(right))


def numbers(answer: Any) -> bool:
    """Return whether an answer is made of numbers and texts, and is no observation of how a program behaves."""
    if isinstance(answer, Mapping):
        return all(map(numbers, answer.values()))
    if isinstance(answer, list | tuple):
        return all(map(numbers, answer))
    return isinstance(answer, int | float | np.number | np.ndarray | str) and not isinstance(answer, bool)


def slips(right: Function) -> Iterator[tuple[Callable[[], str], Function]]:
    """Yield programs that differ from a right one in one place, each with the difference in words."""
    try:
        module = ast.parse(plain(inspect.getsource(right)))
    except (OSError, TypeError, SyntaxError):  # no source, or a lambda in the middle of a line
        return
    function = module.body[0]
    endless = any(isinstance(node, ast.While) for node in ast.walk(function))  # it may be, with a slip
    if not isinstance(function, ast.FunctionDef) or endless:
        return
    names = {**right.__globals__}
    for words, place, key, new in chain(*(make(function) for make in _KINDS)):
        made, old = dict[str, Any](), place[key]
        place[key] = new
        try:
            exec(compile(ast.fix_missing_locations(module), "<a slip>", "exec"), names, made)
            yield words, made[function.name]
        except (SyntaxError, ValueError):  # such as a number where a name belongs
            pass
        finally:
            place[key] = old


def _statements(function: ast.FunctionDef) -> Iterator[Change]:
    """A line left out, in another order, or on the other side of the beginning or the end of a loop."""
    for node in ast.walk(function):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for k, line in enumerate(body):
            before, after = body[:k], body[k + 1 :]
            if before or after:
                yield said(f"`{text(line)}` is left out"), vars(node), "body", before + after
            if after:
                words = said(f"`{text(after[0])}` comes before `{text(line)}`")
                yield words, vars(node), "body", [*before, after[0], line, *after[1:]]
            if isinstance(line, ast.AugAssign):
                yield replaced(line, body, k, ast.Assign([line.target], line.value))
                yield from (
                    replaced(line, body, k, ast.AugAssign(line.target, way(), line.value))
                    for way in OPERATORS[type(line.op)]
                )
            if isinstance(line, ast.For):
                for told, lines in _around_loop(line, before, after):
                    yield said(told), vars(node), "body", lines


def _around_loop(loop: ast.For, before: list[Any], after: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """The lines with a loop, of which one is on the other side of its beginning or of its end."""

    def of(lines: list[Any]) -> ast.For:
        return ast.For(loop.target, loop.iter, lines, loop.orelse)

    first, last = loop.body[0], loop.body[-1]
    if len(loop.body) > 1:
        yield f"`{text(first)}` comes before the loop, not in it", [*before, first, of(loop.body[1:]), *after]
        yield f"`{text(last)}` comes after the loop, not in it", [*before, of(loop.body[:-1]), last, *after]
    if before:
        words = f"`{text(before[-1])}` is in the loop, and runs again in each of its passes"
        yield words, [*before[:-1], of([before[-1], *loop.body]), *after]
    if after and isinstance(after[0], ast.Return):
        yield (
            f"`{text(after[0])}` is in the loop, which it ends in the first pass",
            [*before, of([*loop.body, *after])],
        )


_KINDS = (expressions, _statements, everywhere, insertions)  # the likeliest first
