"""Which steps are stored, and in whose loops all others are computed [Plan]."""

from collections import defaultdict
from collections.abc import Container

from sgdlab.autodiff.dispatch import Array

from ..steps import Step, TracedProgram
from ..whole import Size
from .places import Position, Where, before, flat, in_order, inside, is_view, offset_of
from .reductions import reduction_of

DEEPEST = 30  # steps that are computed inside each other


class Plan:
    """Decides for each step whether it is stored, or computed in the loops of the one step that reads it.

    A step is computed where it is read if every entry of it is read in one place and only once.
    """

    def __init__(self, program: TracedProgram, alone: Container[str]) -> None:
        """`alone` are operations that are stored, because they have loops of their own."""
        self.alone = alone
        self.results = set(map(id, program.results))
        self.readers: defaultdict[int, list[tuple[Step, int]]] = defaultdict(list)  # and which of their inputs it is
        for step in program.steps:
            for k, a in enumerate(step.inputs):
                self.readers[id(a)].append((step, k))
        self.home: dict[int, Step | None] = {}  # id of a step -> in whose loops it is computed; None: it is stored
        self.depth: dict[int, int] = {}  # how many steps lie between a step and these loops
        for step in reversed(program.steps):
            self.home[id(step)] = self._home(step)

    def is_stored(self, step: Step) -> bool:
        """Whether a step has memory of its own, or a variable if it is a number."""
        if step.op in ("size", "arange"):
            return False
        if is_view(step):
            return not step.shape and step.label is not None
        return self.home[id(step)] is None

    def uses(self, step: Step) -> int:
        """Return how often a step is read; the caller, who takes the results, counts as one reader."""
        return len(self.readers[id(step)]) + (id(step) in self.results)

    def _home(self, step: Step) -> Step | None:
        if id(step) in self.results or (step.op in self.alone and not is_view(step)):
            return None
        readers = self.readers[id(step)]
        found = [self._reading(step, reader, k) for reader, k in readers]
        if not found or any(home is None or home is not found[0][0] for home, _ in found):
            return None
        self.depth[id(step)] = 1 + max(self.depth.get(id(reader), 0) for reader, _ in readers)
        if self.depth[id(step)] > DEEPEST:
            self.depth[id(step)] = 0
            return None
        reader = readers[0][0]
        together = reduction_of(reader) is not None and all(r is reader for r, _ in readers)
        return found[0][0] if len(found) == 1 or together or all(plain for _, plain in found) else None

    def _reading(self, step: Step, reader: Step, k: int) -> tuple[Step | None, bool]:
        """Return the step in whose loops a reader reads this one once, or None; and whether at the loop's own index."""
        home = self.home[id(reader)] or reader
        if reader.op == "assemble":
            return (None if placed(reader, k) is None else reader), False
        if not step.shape and (reader.shape or not _is_plain(reader)):  # a number is computed before a loop reads it
            return None, False
        if is_view(reader):
            return self._through(step, reader), False
        if reader.op == "reshape":
            return reader, False
        if _is_plain(reader):
            return (home if step.size == reader.size else None), True
        reduction = reduction_of(reader)
        if reduction is not None:
            return (home if reduction.reads_once(k) else None), False
        return (reader if reader.op in ("cumsum", "concatenate") else None), False

    def _through(self, step: Step, view: Step) -> Step | None:
        """Return the step in whose loops one is computed that is read as a view, or None if it is stored."""
        if view.op == "broadcast_to" and view.size != step.size:
            return None
        if before(view, list(view.shape)) is not None:
            return self.home[id(view)]
        if len(self.readers[id(view)]) != 1 or id(view) in self.results:
            return None
        ((whole, k),) = self.readers[id(view)]
        found = placed(whole, k) if whole.op == "assemble" else None
        return whole if found is not None and found[0] is step else None


def _is_plain(step: Step) -> bool:
    return step.elementwise or step.op in ("where", "astype")


def placed(whole: Step, k: int) -> tuple[Array, Position] | None:
    """Return what input k of an assembly puts into a slice of it, and where; None if an index has arrays, or for these.

    A reshape of the value is skipped if the slice has no gaps.
    """
    indices = whole.options["indices"]
    if k >= len(indices) or not indices[k].is_basic:
        return None
    value, parts = whole.inputs[k], indices[k].parts

    def in_slice(where: Where) -> Size:
        return flat(whole.shape, inside(parts, whole.shape, where))

    position: Position = in_slice
    while isinstance(value, Step) and value.op == "reshape":
        offset = offset_of(position, value.shape)
        if offset is None:
            break
        value = value.inputs[0]
        position = in_order(value.shape, offset)
    return value, position
