"""An exercise whose answer becomes a part of the learner's own small.py [Part].

- the source of what somebody wrote in a notebook       [source_of]
- a class like a right one, with other methods          [variant_of]
- an error in an expression says which one it was       [trying]
"""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import Any, TypeVar

from IPython import get_ipython

from sgdlab.course.exercises import Exercise, Function
from sgdlab.course.judging.functions import changed
from sgdlab.course.spine.mine import FILE, EditedError, keep
from sgdlab.course.telling.outcomes import Outcome

Kind = TypeVar("Kind")


class Part(Exercise):
    """An exercise for a function or a class that has a place in small.py; a right answer is kept in `my_small.py`.

    notebook: where it is asked;  replaces: its name in small.py, or "" if it is only for practice.
    """

    home = "spine"

    def __init__(self, *given: Any, notebook: str, replaces: str, **known: Any) -> None:
        super().__init__(*given, **known)
        self.notebook, self.replaces = notebook, replaces

    def check(self, answer: object = ...) -> Outcome:
        """Try the answer on fresh points, and say how it did; Jupyter and IPython keep a right one in my_small.py."""
        if isinstance(answer, type) and any(_left_open(answer)):
            still = ", ".join(f"`{name}`" for name in _left_open(answer))
            return Outcome("not attempted", f"Still open: {still}. Write your lines in place of the `...`.")
        outcome = super().check(answer)
        if outcome.passed and self.replaces and get_ipython() is not None:
            return Outcome("passed", f"{outcome.reason} {self._kept(answer)}")
        return outcome

    def _kept(self, answer: object) -> str:
        """Keep a right answer, and say whether that went well."""
        if getattr(answer, "__name__", "") != self.replaces:
            return f"But it stays out of `my_small.py`: call it `{self.replaces}`, as in the cell."
        try:
            keep(self.replaces, self.notebook, source_of(answer))
        except Exception as error:  # of a file that the learner may have edited, with an answer that may need anything
            return f"But it stays out of `{FILE}`{_why(error)}"
        return "It is in `my_small.py` now."

    def or_given(self, answer: Function) -> Function:
        """Return the answer if it is right, else sgdlab's own, and print which of the two is used."""
        right = super().check(answer).passed and not (isinstance(answer, type) and any(_left_open(answer)))
        whose = "yours is used" if right else "yours isn't right yet, so a given one is used"
        print(f"{self.right.__name__}: {whose}")
        return answer if right else self.right


def _why(error: Exception) -> str:
    """Why a right answer could not be kept, and what to do about it."""
    if isinstance(error, OSError) and error.strerror:
        return (
            f", which could not be written: {error.strerror}. Is this a folder in which you may write, with room left?"
        )
    if isinstance(error, OSError | EditedError):
        return f": {error}."
    advice = " Define what it needs inside of it." if isinstance(error, NameError) else ""
    return f", which would not run with it: {type(error).__name__}: {error}.{advice}"


def variant_of(right: type[Kind], **methods: Callable[..., Any]) -> type[Kind]:
    """Return a class of one's own like a right one, with other methods, whose first argument is that class."""
    made: type[Kind] = changed(right, {})
    for name, method in methods.items():
        setattr(made, name, lambda *given, method=method: method(made, *given))
    return made


@contextmanager
def trying(expression: str) -> Iterator[None]:
    """Let an error say for which expression it happened."""
    try:
        yield
    except Exception as error:
        error.add_note(f" for {expression}")
        raise


def _left_open(written: type) -> Iterator[str]:
    """The methods of a class in which a `...` is all of a line, or what it assigns or returns."""
    try:
        (body,) = ast.parse(source_of(written)).body
    except (OSError, SyntaxError, StopIteration):  # nothing to be read: any `...` in it
        methods = vars(written).items()
        yield from (name for name, one in methods if isinstance(one, FunctionType) and ... in one.__code__.co_consts)
        return
    for method in ast.iter_child_nodes(body):
        if isinstance(method, ast.FunctionDef) and any(map(_to_do, ast.walk(method))):
            yield method.name


def _to_do(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) else None
    return isinstance(value, ast.Constant) and value.value is ...


def source_of(written: Any) -> str:
    """Return the source of a function or a class, also of one from a cell of a notebook."""
    if not isinstance(written, type):
        return textwrap.dedent(inspect.getsource(written))
    method = next(one for one in vars(written).values() if isinstance(one, FunctionType))
    cell = "".join(linecache.getlines(method.__code__.co_filename))
    for node in ast.walk(ast.parse(cell)):
        if isinstance(node, ast.ClassDef) and node.name == written.__name__:
            return textwrap.dedent(ast.get_source_segment(cell, node, padded=True) or "")
    raise OSError(f"the source of {written.__name__} is not to be found: run its cell again, then check it")
