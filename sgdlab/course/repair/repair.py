"""The one place in which a learner's program is wrong, found by trying small changes of it [repair, Repair].

The program runs again with each change, so one that draws, asks or catches errors is left alone; so is one that uses
random numbers, because a change of their size may fill the memory.  The search takes little time, and a run that a
change has made endless is ended.
"""

import ast
import copy
import inspect
import sys
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from sgdlab.course.repair.changes import Change, changes

Function = Callable[..., Any]
SECONDS = 0.8  # for all changes of one answer
SLOW = 0.01  # seconds for a run of the answer, of which there would be too few
RUN = 0.1  # seconds for one run with a change, which may be endless
LONG = 60  # characters of code in a reply
_LIBRARIES = sysconfig.get_path("stdlib"), str(Path(__file__).parents[2]), "<frozen"  # where their files begin
# Not to be done a thousand times; and NumPy reads np.c_ and np.r_ forever where a change takes their brackets away, and
# lstsq, given a nan, prints past Python into the notebook.
_LEFT_ALONE = {"open", "input", "exec", "eval", "display", "plt", "setattr", "rng", "random", "c_", "r_", "lstsq"}


@dataclass(frozen=True)
class Repair:
    """Where a program is wrong, and what belongs there.

    at: the code to look at, with its line;  then: what to write there, "" if that would give the solution away;  words:
    what to do there, if not to write something else;  reason: the known mistake that is left, "" if it is right then;
    times: in how many places it is.
    """

    at: str
    then: str
    words: str = ""
    reason: str = ""
    times: int = 1

    def told(self, plainly: bool) -> str:
        """Return the sentences for a learner; plainly: whether they say what to do, and not only where."""
        if self.reason:
            there = f"With `{self.then}` in place of {self.at}, only this one would be left:"
            return f"There may be two slips. {there} {self.reason}"
        one = self.times == 1
        to_do = self.words or (self.then and f"Write `{self.then}` {'there' if one else 'in each of them'}.")
        what = "in one place" if one else f"for one thing, which is in {self.times} places"
        where = f"Your program is right except {what}: look at {self.at}."
        return f"{where} {to_do}".rstrip() if plainly else where


def repair(
    answer: Function,
    right: Sequence[Function],
    wanted: Mapping[str, Sequence[Any]],
    run: Function,
    points: Sequence[Any],
    confirm: Callable[[Function], bool],
    given: Function | None = None,
) -> Repair | None:
    """Return the first small change with which an answer gives what is wanted.

    wanted: what to give at each point, by the mistake that is left: "" for a right answer.  run(function, point) -> its
    answer;  confirm(function) -> whether it is right elsewhere, too;  given: the code with which the answer began.
    """
    if not (found := written(answer)):
        return None
    program, source = found
    start = time.thread_time()
    run(answer, points[0])
    if time.thread_time() - start > SLOW:
        return None
    backward = [*wanted.items()][::-1]  # so that "" wins if two are the same
    keys = [{key(answers[k]): reason for reason, answers in backward} for k in range(len(points))]
    theirs = [one[0] for one in map(written, right) if one]
    began = written(given) if given else None
    names = {**answer.__globals__, **inspect.getclosurevars(answer).nonlocals}
    used = {node.id for node in ast.walk(program) if isinstance(node, ast.Name)} & names.keys()
    mine = {one: names[one] for one in used if isinstance(names[one], list | dict | set | np.ndarray)}
    copies = {one: copy.copy(value) for one, value in mine.items()}  # so that no run writes into the learner's own
    names |= {**copies, "print": lambda *_, **__: None}
    end, second = time.thread_time() + SECONDS, None
    for change in changes(program, theirs, began[0] if began else None):
        if time.thread_time() > end:
            break
        made = _made(program, change, names)
        reason = _outcome(made, run, points, keys) if made else None
        if made and reason == "" and _confirmed(confirm, made, len(points)):
            return _told(change, source, program)
        if reason and change.less and second is None:
            two = _told(change, source, program, reason)
            second = two if two.then else None
    return second


def _made(program: ast.FunctionDef, change: Change, names: dict[str, Any]) -> Function | None:
    """The program with a change; None if that is no program."""
    made = dict[str, Any]()
    change.swap()
    try:
        for holder, key, _ in change.edits:
            for node in holder[key] if isinstance(holder[key], list) else [holder[key]]:
                ast.fix_missing_locations(node)
        exec(compile(ast.Module([program], []), "<a change>", "exec"), names, made)
    except Exception:  # such as a number where a name belongs, or a default that is not to be had here
        return None
    finally:
        change.swap()
    return made[program.name]  # type: ignore[no-any-return]


def _outcome(made: Function, run: Function, points: Sequence[Any], keys: Sequence[Mapping[Any, str]]) -> str | None:
    """Which mistake is left in a changed program; None if it gives nothing that is wanted."""
    left, limited = None, _limited(run, RUN)
    for point, known in zip(points, keys, strict=True):
        try:
            reason = known.get(key(limited(made, point)))
        except Exception:  # not every change makes a program that runs
            return None
        if reason is None or reason != (reason if left is None else left):
            return None
        left = reason
    return left


def _confirmed(confirm: Callable[[Function], bool], made: Function, runs: int) -> bool:
    """Whether a changed program is right elsewhere, too, where it may fail, or never end."""
    try:
        return bool(_limited(confirm, runs * RUN)(made))
    except Exception:
        return False


@cache
def _is_library(file: str) -> bool:
    return file.startswith(_LIBRARIES) or "site-packages" in file


def _limited(function: Function, seconds: float) -> Function:
    """The function, ended when a call of it takes too long: Python asks `step` at each line and call in it.

    So what it has made is ended as well, such as a generator that never yields. A library is never ended, because it
    may be tidying up after an array that is gone, where Python drops the error.
    """

    def limited(*arguments: Any) -> Any:
        soonest = time.perf_counter() + seconds  # is asked first, in a tenth of the time: a thread works no longer
        end, before = time.thread_time() + seconds, sys.gettrace()

        def enter(frame: FrameType, event: str, found: Any) -> Any:
            return None if _is_library(frame.f_code.co_filename) else step(frame, event, found)

        def step(frame: FrameType, event: str, found: Any) -> Any:
            if time.perf_counter() > soonest and time.thread_time() > end:
                raise TimeoutError
            return step

        sys.settrace(enter)
        try:
            return function(*arguments)
        finally:
            sys.settrace(before)

    return limited


def key(answer: Any) -> Any:
    """Return what answers that agree to eight digits have in common.

    >>> key([1, {"a": np.array([0.1 + 0.2])}]) == key((1.0, {"a": np.array([0.3])}))
    True
    """
    if isinstance(answer, np.ndarray | np.generic):
        answer = answer.tolist()
    if isinstance(answer, Mapping):
        return tuple((name, key(value)) for name, value in answer.items())
    if isinstance(answer, list | tuple):
        return tuple(map(key, answer))
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return f"{answer:.8g}" if abs(float(answer)) > 1e-12 else "0"
    return answer


def _told(change: Change, source: str, program: ast.FunctionDef, reason: str = "") -> Repair:
    """A change in words."""
    words = change.words and f"{change.words[0].upper()}{change.words[1:]}."
    if isinstance(change.at, str):
        return Repair(change.at, "", words)
    holder, where, _ = change.edits[0]
    itself, at = holder[where] is change.at, _named(change.at, program)
    change.swap()
    then = "" if words or change.lent else ast.unparse(holder[where] if itself and at is change.at else at)
    change.swap()
    then = _bracketed(then, at, source) if then else ""
    code = " ".join((ast.get_source_segment(source, at) or "").split("\n")[0].split())
    bare = [one.translate(str.maketrans("", "", "() ")) for one in (code, then)]
    brackets = "the brackets in " if bare[0] == bare[1] else ""
    shown = f"{brackets}`{code if len(code) <= LONG else code[: LONG - 1] + '…'}`"
    several = (program.end_lineno or 0) > program.lineno
    number = getattr(change.at, "lineno", program.lineno) - program.lineno + 1
    line = f" in line {number} of your function" if several else ""
    return Repair(shown + line, then if len(then) <= LONG else "", words, reason, len(change.edits) if itself else 1)


def _bracketed(then: str, at: Any, source: str) -> str:
    """The code to write, in brackets if it would mean something else without them where it is put."""
    text = source.encode()  # whose columns count bytes
    starts = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
    start = starts[at.lineno - 1] + at.col_offset
    end = starts[at.end_lineno - 1] + at.end_col_offset
    bare, around = (text[:start] + one.encode() + text[end:] for one in (then, f"({then})"))
    try:
        return then if ast.dump(ast.parse(bare)) == ast.dump(ast.parse(around)) else f"({then})"
    except SyntaxError:  # of a line, or an argument with its name, which takes no brackets
        return then


def _named(at: ast.AST, program: ast.FunctionDef) -> ast.AST:
    """An argument that is given by name, with its name: `1` alone would not say which 1."""
    named = (node for node in ast.walk(program) if isinstance(node, ast.keyword) and node.value is at)
    return next(named, at)


def written(function: Function) -> tuple[ast.FunctionDef, str] | None:
    """Return a function as it was written, and the source around it; None if it is better left alone."""
    try:
        source, code = "".join(inspect.findsource(function)[0]), function.__code__
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError, AttributeError):
        return None
    spans = set(code.co_positions())
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and node.lineno == code.co_firstlineno:
            body = node.body
            if (body.lineno, body.end_lineno, body.col_offset, body.end_col_offset) in spans:
                return _usable(ast.FunctionDef("answer", node.args, [ast.Return(body)], []), node, source)
        elif isinstance(node, ast.FunctionDef):
            starts = [node.lineno, *(one.lineno for one in node.decorator_list)]
            if code.co_firstlineno in starts:
                return _usable(ast.FunctionDef(node.name, node.args, node.body, []), node, source)
    return None


def _usable(function: ast.FunctionDef, at: ast.stmt | ast.expr, source: str) -> tuple[ast.FunctionDef, str] | None:
    for node in ast.walk(function):
        called = {getattr(node, "id", ""), getattr(node, "attr", "")} & _LEFT_ALONE
        if called or isinstance(node, ast.Try | ast.Global | ast.Nonlocal):
            return None
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    ast.copy_location(function, at)
    return ast.fix_missing_locations(function), source
