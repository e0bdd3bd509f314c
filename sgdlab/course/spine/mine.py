"""The learner's own small.py: sgdlab's, in which their own definitions replace ours [my_small].

A definition of theirs stands below a line `# mine, notebook 07`; these lines are all that is remembered.
"""

import ast
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from sgdlab.files import alone, written_whole

FILE = "my_small.py"
GIVEN = Path(__file__).resolve().parents[2] / "small.py"
PARTS = ("Tensor", "minibatch", "gradient_descent", "train")
_HEAD = '''"""My own small.py: all of training on one page.

What stands below a line "# mine" I wrote in the notebook named there; the rest is sgdlab's.
"""
'''


class EditedError(ValueError):
    """A `my_small.py` that somebody edited so that a part has no place in it."""


class MySmall(ModuleType):
    """The learner's small.py as a module; shown, it says which parts are theirs."""

    mine: tuple[str, ...]

    def __repr__(self) -> str:
        given = [name for name in PARTS if name not in self.mine]
        yours = f"{_listed(self.mine)} {'is' if len(self.mine) == 1 else 'are'} yours" if self.mine else ""
        ours = f"{_listed(given)} {'is' if len(given) == 1 else 'are'} given" if given else ""
        return f"{FILE}: {'; '.join(filter(None, (yours, ours)))}."


def my_small(folder: str | Path = ".") -> MySmall:
    """Return the small.py of a learner, in which sgdlab's parts take the place of those that they haven't written yet.

    Errors: what `my_small.py` raises, if somebody edited it.

    >>> my_small("an empty folder")
    my_small.py: Tensor, minibatch, gradient_descent and train are given.
    """
    text = _text(folder)
    module = MySmall(FILE.removesuffix(".py"))
    module.mine = tuple(
        name for name in PARTS if re.search(rf"^# mine, .*\n(?:def|class) {name}\b", text, re.MULTILINE)
    )
    exec(compile(text, FILE, "exec"), vars(module))
    return module


def keep(name: str, notebook: str, source: str, folder: str | Path = ".") -> None:
    """Write a definition of the learner's into `my_small.py`, in place of the one that is there.

    Errors: EditedError if it is not there once; and what the file would raise with the definition, such as a NameError.
    Then it stays as it was.
    """
    path = Path(folder) / FILE
    with alone(path):
        text = _text(folder)
        node = _defined(name, text)
        lines = text.splitlines()
        first = node.lineno - 1 - lines[node.lineno - 2].startswith("# mine, ")
        lines[first : node.end_lineno] = [f"# mine, notebook {notebook}", *source.rstrip().splitlines()]
        text = "\n".join(lines) + "\n"
        _try(text)
        with written_whole(path) as file:
            file.write(text.encode())


def _defined(name: str, text: str) -> ast.stmt:
    """The one definition of this name."""
    try:
        nodes = [one for one in ast.parse(text).body if getattr(one, "name", "") == name]
    except SyntaxError as error:
        raise EditedError(
            f"its line {error.lineno} is no Python. Fix it, or rename the file and start a new one"
        ) from None
    if len(nodes) != 1:
        many = f"{len(nodes)} times. Leave one of them" if nodes else "nowhere. Put it back"
        raise EditedError(f"it defines `{name}` {many}, or rename the file and start a new one")
    return nodes[0]


def _try(text: str) -> None:
    """Take two steps with a small.py, so that a name that is missing in it is found at once."""
    names: dict[str, Any] = {"__name__": FILE}
    exec(compile(text, FILE, "exec"), names)
    data = np.arange(10.0).reshape(5, 2), np.arange(5.0)
    recipe = names["minibatch"](3), names["backprop"], names["gradient_descent"](0.01)
    names["train"](names["squared_error"], data, np.zeros(2), recipe, 2, np.random.default_rng(0))


def _text(folder: str | Path) -> str:
    """The learner's file if there is one, else sgdlab's small.py without what it does as a program."""
    path = Path(folder) / FILE
    if path.exists():
        try:
            return path.read_text(encoding="utf-8-sig")  # an editor may put a mark before the first line
        except UnicodeDecodeError as error:
            raise EditedError(f"it is not UTF-8: {error}. Save it as UTF-8 in your editor") from None
    text = GIVEN.read_text(encoding="utf-8")
    body = ast.parse(text).body
    return _HEAD + "\n".join(text.splitlines()[body[0].end_lineno : body[-1].lineno - 1]).rstrip() + "\n"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
