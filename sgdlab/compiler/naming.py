"""What writers put together: names for the values of a traced program [Names], and pieces of code [Code]."""

import keyword
import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np

from .steps import Step

_RESERVED = {
    "arange", "array", "broadcast_to", "concatenate", "det", "einsum", "empty", "eye", "full", "inf", "inv", "nan",
    "ones", "pi", "repeat", "s_", "slogdet", "solve", "vdot", "where", "zeros", "abs",
    *(t.__name__ for t in np.sctypeDict.values()),
    *(name for name, f in vars(np).items() if isinstance(f, np.ufunc)), *keyword.kwlist,
}  # fmt: skip

# Operators that NumPy and JavaScript have in common, and how tightly they bind.
OPERATORS = {
    "add": ("+", 2), "subtract": ("-", 2), "multiply": ("*", 3), "divide": ("/", 3),
    "less": ("<", 1), "less_equal": ("<=", 1), "greater": (">", 1), "greater_equal": (">=", 1),
}  # fmt: skip

_WRITERS_OWN = re.compile(r"(buffer|constant)\d*|ones_\d*|number_\w*")  # what the writer itself names


class Code(NamedTuple):
    """Source code, and how tightly its outermost operator binds: 6 for a name or a call, 1 for a comparison.

    `is_condition` says that it is true or false; in NumPy's source nothing depends on it.
    """

    text: str
    binds: int = 6
    is_condition: bool = False


def wrapped(code: Code, binds: int) -> str:
    """Return the text, in parentheses if it binds less tightly."""
    return code.text if code.binds >= binds else f"({code.text})"


def infix(left: Code, sign: str, right: Code, binds: int) -> Code:
    """Return the code of an operator; a comparison or a power needs parentheses around another one on its left, too."""
    texts = wrapped(left, binds + (binds in (1, 5))), sign, wrapped(right, binds + 1)
    return Code(" ".join(texts), binds, binds == 1)


class Names:
    """Gives every step a name: its label, with a number if others share it; dz for the gradient of z."""

    def __init__(self, inputs: Sequence[Step], steps: Sequence[Step], reserved: Set[str] = frozenset()) -> None:
        """`reserved` are words that mean something else in the language to write, besides NumPy's and Python's."""
        reserved = _RESERVED | reserved
        self.names: dict[int, str] = {}
        self.taken = set(reserved)
        self.last: Counter[str] = Counter()
        many = Counter(step.label for step in steps)
        for step in inputs:
            self.names[id(step)] = self.free(str(step.label))
        for step in steps:
            if isinstance(step.label, str):
                shared = many[step.label] > 1 or step.label in self.taken - reserved
                self.names[id(step)] = self.numbered(step.label) if shared else self.free(step.label)
        for step in steps:
            if step.label is None:
                self.names[id(step)] = self.numbered("t")
        for step in steps:
            if isinstance(step.label, Step):
                about = self.names.get(id(step.label))
                self.names[id(step)] = self.free(f"d{about}") if about else self.numbered("t")

    def free(self, base: str) -> str:
        """Return the name, with underscores added if it is taken or means something else."""
        base = _apart(base)
        while base in self.taken:
            base += "_"
        self.taken.add(base)
        return base

    def numbered(self, base: str) -> str:
        """Return the name with the first free number."""
        base = _apart(base)
        base += "_" if base[-1:].isdigit() else ""
        while True:
            self.last[base] += 1
            name = f"{base}{self.last[base]}"
            if name not in self.taken:
                self.taken.add(name)
                return name

    def __contains__(self, step: object) -> bool:
        return id(step) in self.names

    def __getitem__(self, step: Step) -> str:
        """Return the name of a step, and make a new one if it has none."""
        if id(step) not in self.names:
            self.names[id(step)] = self.numbered("t")
        return self.names[id(step)]


def _apart(name: str) -> str:
    """Return a name that is neither code nor one of the writer's own."""
    if not name.isidentifier():
        return "x"
    return f"{name}_" if _WRITERS_OWN.fullmatch(name) else name
