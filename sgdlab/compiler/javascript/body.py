"""The lines of a JavaScript function, with its blocks, loops and local variables [Body]."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import prod
from typing import Any

from ..naming import Code, Names
from ..whole import Size, Whole
from .places import Where

UNROLLED = 4  # so many entries at most are written one by one, and not in a loop


class Body:
    """Collects lines; a block knows what was computed in it and in the blocks around it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.lines: list[str] = []
        self.blocks: list[dict[object, Code]] = [{}]  # what is known by a name, from the outermost block to this one
        self.declared: list[set[str]] = [set()]
        self.loops: list[str] = []  # names of the loops' variables, by depth
        self.depth = 0

    def line(self, text: str) -> None:
        self.lines.extend("  " * len(self.declared) + part for part in text.split("\n"))

    def known(self, key: object) -> Code | None:
        return next((block[key] for block in reversed(self.blocks) if key in block), None)

    def local(self, name: str, text: str, word: str = "const") -> str:
        """Declare a variable, and return its name, which is another one if this one is taken in an open block."""
        if any(name in block for block in self.declared):
            name = self.names.numbered(name)
        self.declared[-1].add(name)
        self.line(f"{word} {name} = {text};")
        return name

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.line(f"{head} {{")
        self.blocks.append({})
        self.declared.append(set())
        yield
        self.blocks.pop()
        self.declared.pop()
        self.line("}")

    @contextmanager
    def loop(self, n: Size, step: int = 1) -> Iterator[Any]:
        """Open a loop over n entries, in steps, and give its variable; one entry needs no loop."""
        if n == 1:
            yield 0
            return
        if self.depth == len(self.loops):
            self.loops.append(self._variable())
        i = self.loops[self.depth]
        self.depth += 1
        with self.block(f"for (let {i} = 0; {i} < {n}; {f'{i} += {step}' if step > 1 else f'{i}++'})"):
            yield Whole.named(i)
        self.depth -= 1

    def _variable(self) -> str:
        name = next((c for c in "ijklmnopq"[self.depth :] if c not in self.names.taken), None)
        if name is None:
            return self.names.numbered("i")
        self.names.taken.add(name)
        return name

    def each(self, lengths: Sequence[Any], write: Callable[[Where], None], done: tuple[Size, ...] = ()) -> None:
        """Write something for each index of a shape: one after the other if they are few, otherwise in loops."""
        rest = lengths[len(done) :]
        if not rest:
            write(list(done))
        elif is_few(rest):
            for i in range(rest[0]):
                self.each(lengths, write, (*done, i))
        else:
            with self.loop(rest[0]) as i:
                self.each(lengths, write, (*done, i))

    def loops_over(self, lengths: Sequence[Size], write: Callable[[Where], None], step: int = 1) -> None:
        """Write something in loops over all indices of a shape; the innermost takes steps that divide its length."""
        with ExitStack() as loops:
            where = [loops.enter_context(self.loop(n)) for n in lengths[:-1]]
            write([*where, *(loops.enter_context(self.loop(n, step)) for n in lengths[-1:])])


def is_few(lengths: Sequence[Size]) -> bool:
    """Whether there are so few entries that they are written one by one."""
    size = prod(lengths)
    return isinstance(size, int) and size <= UNROLLED
