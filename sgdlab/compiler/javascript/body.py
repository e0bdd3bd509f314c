"""The lines of a JavaScript function, with its blocks, loops and local variables [Body].

A loop in Python, `for where in body.each(shape):`, writes one in JavaScript, around the lines that are written in it.
"""

from collections import ChainMap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from math import prod
from typing import Any

from ..naming import Code, Names
from ..whole import Size, Whole
from .places import Where

UNROLLED = 4  # entries at most are written one by one, and not in a loop


class Body:
    """Collects lines; a block knows what was computed in it and in the blocks around it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.lines: list[str] = []
        self.known: ChainMap[object, Code] = ChainMap()  # in this block and those around it: variables, and entries
        self.loops: list[str] = []  # names of the loops' variables, by depth
        self.depth = 0

    def line(self, text: str) -> None:
        self.lines.extend("  " * len(self.known.maps) + part for part in text.split("\n"))

    def local(self, name: str, text: str, word: str = "const") -> str:
        """Declare a variable, and return its name, which is another one if this one is taken in an open block."""
        if name in self.known:
            name = self.names.numbered(name)
        self.known[name] = Code(name)
        self.line(f"{word} {name} = {text};")
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.line(f"{head} {{")
        self.known = self.known.new_child()
        yield
        self.known = self.known.parents
        self.line("}")

    @contextmanager
    def loop(self, n: Size, step: int = 1) -> Iterator[Any]:
        """Open a loop over n entries, in steps, and give its variable; one entry needs no loop."""
        if n == 1:
            yield 0
            return
        if self.depth == len(self.loops):
            letter = next((c for c in "ijklmnopq"[self.depth :] if c not in self.names.taken), "i")
            self.loops.append(self.names.free(letter))
        i = self.loops[self.depth]
        self.depth += 1
        with self.block(f"for (let {i} = 0; {i} < {n}; {f'{i} += {step}' if step > 1 else f'{i}++'})"):
            yield Whole.named(i)
        self.depth -= 1

    def each(self, lengths: Sequence[Any]) -> Iterator[Where]:
        """Give each index of a shape: one after the other if they are few, otherwise that of a loop, open meanwhile."""
        if is_few(lengths):
            yield from map(list, product(*map(range, lengths)))
            return
        with self.loop(lengths[0]) as i:
            for rest in self.each(lengths[1:]):
                yield [i, *rest]

    def loops_over(self, lengths: Sequence[Size], step: int = 1) -> Iterator[Where]:
        """Give the index of loops over a shape, open meanwhile; the innermost takes steps that divide its length."""
        with ExitStack() as loops:
            where = [loops.enter_context(self.loop(n)) for n in lengths[:-1]]
            yield [*where, *(loops.enter_context(self.loop(n, step)) for n in lengths[-1:])]


def is_few(lengths: Sequence[Size]) -> bool:
    """Whether there are so few entries that they are written one by one."""
    size = prod(lengths)
    return isinstance(size, int) and size <= UNROLLED
