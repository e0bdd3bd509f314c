"""What an exercise has to know of a function.

- is it still the placeholder `...`?                        [untouched]
- is it the code that it was at the start?                  [same_code]
- remember what it was last called with, and its result     [Watched]
- an error that came out of it, with its arguments          [story]
- does it call sgdlab?                                      [uses_sgdlab]
- does it change what it is given?                          [in_place]
- does it remember something from call to call?             [unsteady]
- are its arguments others, or in another order?            [other_arguments]
- a definition to be pasted                                 [plain]
- an answer that has a slip                                 [changed]
"""

import ast
import copy
import dis
import inspect
import linecache
import sys
import textwrap
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import CellType
from typing import Any

import numpy as np

from sgdlab.course.judging.advice import advice, codes_in
from sgdlab.course.judging.resemblance import as_numbers
from sgdlab.course.telling.answers import apart, code, deep, same, show

_EMPTY_CODE = {"RESUME", "CACHE", "NOP", "LOAD_CONST", "LOAD_SMALL_INT", "RETURN_VALUE", "RETURN_CONST", "POP_TOP"}


def untouched(answer: object) -> bool:
    """Return whether an answer is a placeholder: `...` itself, or a function whose body is `...`."""
    if answer is ...:
        return True
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    steps = list(dis.get_instructions(code))
    constants = [step.argval for step in steps if "CONST" in step.opname]
    return {step.opname for step in steps} <= _EMPTY_CODE and all(c is None or c is ... for c in constants)


def same_code(one: object, other: object) -> bool:
    """Return whether two functions are written alike, but for names of types, comments and layout.

    >>> from sgdlab.course.notebook_03.logistic_slip import _given as a
    >>> from sgdlab.course.notebook_12.shadow_slip import _given as b
    >>> same_code(a, a), same_code(a, b), same_code(a, abs)
    (True, False, False)
    """
    mine, theirs = _as_written(one), _as_written(other)
    return mine is not None and mine == theirs


def _as_written(function: object) -> list[str] | None:
    """Return the parameters and the lines of a function; None without its source, or if it isn't written with `def`."""
    try:
        found = ast.parse(plain(inspect.getsource(function))).body  # type: ignore[arg-type]
    except (OSError, TypeError, SyntaxError):
        return None
    written = found[0] if found else None  # Python may take the file of this name for its source, such as a notebook's
    return [ast.dump(part) for part in (written.args, *written.body)] if isinstance(written, ast.FunctionDef) else None


class Watched:
    """A function that remembers what it was last called with, what it returned, and whether that was ever None."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.last: tuple[Any, ...] | None = None
        self.returned: Any = None
        self.gave_none = self.inside = False

    def __call__(self, *args: object) -> Any:
        self.last, self.inside = args, True
        self.returned = self.function(*args)
        if deep(self.returned):
            raise RecursionError("lists in lists without end")
        self.inside = False
        self.gave_none = self.gave_none or self.returned is None
        return self.returned

    def raised(self, error: BaseException) -> bool:
        """Whether an error came out of the function, or of something that it made; otherwise it is the caller's."""
        return self.inside or bool(_own(error, self.function))


def _own(error: BaseException, function: Any) -> list[str]:
    """The functions and methods that an error came through, of those in the file or cell of a function or a class."""
    parts = vars(function).values() if isinstance(function, type) else [function]
    files = {one.__code__.co_filename for one in parts if hasattr(one, "__code__")}
    codes = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    paths = [code.co_qualname.split(".") for code in codes if code.co_filename in files]
    return [next((name for name in reversed(path) if name[0] != "<"), path[-1]) for path in paths]


def story(error: BaseException, watched: Watched) -> str:
    """An error of the answer's own, and the arguments with which it happened, or the methods of a class."""
    told = f"{type(error).__name__}: {error}".replace("SystemExit: None", "SystemExit").rstrip(".: ")
    for one in filter(callable, watched.last or ()):  # a learner knows it as a function
        told = told.replace(f"'{type(one).__name__}'", "'function'")
    what = advice(error, told)
    told += f" ({what})" if what else ""
    if watched.last is None:
        return f"{told}."
    if isinstance(watched.function, type) and not watched.inside:
        methods = list(dict.fromkeys(_own(error, watched.function)))[-2:]  # an endless one comes a thousand times
        where = f" in {', called by '.join(f'`{name}`' for name in reversed(methods))}" if methods else ""
        return f"{told}. It happened{where}{''.join(getattr(error, '__notes__', ()))}."
    try:
        arguments = _with(inspect.signature(watched.function), watched.last)
    except (TypeError, ValueError):  # a function of NumPy's or C's own, which has no signature
        arguments = f" for {', '.join(map(show, watched.last))}"
    return f"{told}. It happened{arguments}."


def _with(signature: inspect.Signature, values: tuple[object, ...]) -> str:
    """The arguments of a call as text; by position if they don't fit the signature."""
    names = list(signature.parameters)
    if len(names) != len(values):
        many = f"{len(values)} argument{'s' * (len(values) != 1)}"
        return f" when called with {many}: {', '.join(map(show, values))}"
    return f" for {', '.join(f'{name} = {code(value)}' for name, value in zip(names, values, strict=True))}"


def uses_sgdlab(function: object, seen: tuple[object, ...] = ()) -> bool:
    """Return whether a function, or one of your own that it calls, uses sgdlab."""
    name = getattr(function, "__name__", "") if inspect.ismodule(function) else getattr(function, "__module__", "")
    if str(name).partition(".")[0] == "sgdlab":
        return True
    if isinstance(function, partial):
        return any(uses_sgdlab(one, seen) for one in (function.func, *function.args))
    if not inspect.isfunction(function):
        function = type(function).__call__ if callable(function) else None  # of an object that is called like one
    if not inspect.isfunction(function) or function in seen:
        return False
    names = {name for code in codes_in(function.__code__) for name in code.co_names}
    own = [cell.cell_contents for cell in function.__closure__ or () if cell != CellType()]
    own += [value for name, value in function.__globals__.items() if name in names]
    return "sgdlab" in names or any(uses_sgdlab(value, (*seen, function)) for value in own)


def in_place(function: Callable[..., Any], arguments: Sequence[Any], names: Sequence[str]) -> str:
    """Return a sentence about the arrays and lists that a function changes, of those that it is given; "" if none.

    >>> in_place(lambda x: x.append(1), [[]], ["x"])
    'Your function changes `x` in place, but its caller still needs the old one: work on a copy, `x.copy()`.'
    """
    own = copy.deepcopy(arguments)
    function(*own)
    both = zip(names, own, arguments, strict=True)
    changed = {name: was for name, now, was in both if isinstance(was, list | np.ndarray) and not same(now, was)}
    if not changed:
        return ""
    which, (first, was) = " and ".join(f"`{name}`" for name in changed), next(iter(changed.items()))
    told = f"Your function changes {which} in place, but its caller still needs the old one: work on a copy"
    turns = " (If it changes one entry after the other, the later ones see the first ones changed already.)"
    return f"{told}, `{first}.copy()`.{turns * isinstance(was, np.ndarray)}"


def unsteady(answer: object, again: Callable[[], object]) -> str:
    """Return a sentence about two different answers to the same arguments; "" if they are the same.

    again: calls the function a second time.

    >>> unsteady(1.0, lambda: 2.0).split(". ")[0]
    'Called twice with the same arguments, your function gives two different answers: 1 and 2'
    """
    other = again()
    if as_numbers([answer, other]) is None or same(answer, other):  # nan is not even itself
        return ""
    both = " and ".join(apart(answer, other))
    return (
        f"Called twice with the same arguments, your function gives two different answers: {both}. Does it keep "
        "something from call to call, as in a variable outside of it, or draw random numbers?"
    )


def other_arguments(function: Callable[..., Any], right: Callable[..., Any]) -> str:
    """Return a sentence about a function that takes other arguments than the right one; "" if it can be called alike.

    >>> other_arguments(lambda x, f: f(x), lambda f, x: f(x))
    'Your function takes (x, f), but it is called with (f, x). Write its arguments in this order.'
    >>> other_arguments(lambda f: f(0), lambda f, x: f(x))
    'Your function takes (f), but it is called with (f, x). Give it these arguments, in this order.'
    """
    mine, theirs = (list(inspect.signature(one).parameters) for one in (function, right))
    called = f"Your function takes ({', '.join(mine)}), but it is called with ({', '.join(theirs)})."
    if sorted(mine) == sorted(theirs):
        return f"{called} Write its arguments in this order." if mine != theirs else ""
    try:
        inspect.signature(function).bind(*theirs)
    except TypeError:  # too few or too many
        return f"{called} Give it these arguments, in this order."
    return ""


def plain(source: str) -> str:
    """Return a definition without its annotations, so that it runs where it is pasted.

    >>> print(plain("def half(x: float, by: float = 2.0) -> float:\\n    y: float = x / by\\n    return y"))
    def half(x, by = 2.0):
        y = x / by
        return y
    """
    source = textwrap.dedent(source).rstrip()
    lines, cuts = source.split("\n"), list[tuple[int, int, ast.expr]]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg) and node.annotation:
            cuts.append((node.lineno, node.col_offset + len(node.arg), node.annotation))
        elif isinstance(node, ast.AnnAssign):
            cuts.append((node.lineno, node.target.end_col_offset or 0, node.annotation))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            cuts.append((node.returns.lineno, node.returns.col_offset - len(" -> "), node.returns))
    for number, start, note in sorted(cuts, key=lambda cut: cut[:2], reverse=True):
        assert note.end_lineno == number, "an annotation stands on one line"
        line = lines[number - 1]
        lines[number - 1] = line[:start] + line[note.end_col_offset :]
    return "\n".join(lines)


def changed(function: Any, pieces: Mapping[str, str]) -> Any:
    """Return a function or a class with pieces of its code replaced, one after the other: a right answer with a slip.

    Errors: a piece that is not in the code.
    """
    source = plain(inspect.getsource(function))
    for old, new in pieces.items():
        if old not in source:
            raise ValueError(f"{old!r} is not in the code of {function.__name__}")
        source = source.replace(old, new)
    names = {**vars(sys.modules[function.__module__])}
    linecache.cache[f"<{source}>"] = len(source), None, source.splitlines(keepends=True), f"<{source}>"  # for inspect
    exec(compile(source, f"<{source}>", "exec"), names)
    return names[function.__name__]
