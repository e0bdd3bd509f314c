"""A whole step of training, traced: from parameters and batch to the next parameters [trace_step, trace_gradient].

- whether it has the loss of a run for every number of examples [check_loss]
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sgdlab.autodiff import hessian
from sgdlab.compiler.arithmetic import made_by
from sgdlab.compiler.lowering import lower
from sgdlab.compiler.numpy_source import Writer
from sgdlab.compiler.recording import Recording, Tracer, UntraceableError
from sgdlab.compiler.sizes import merged
from sgdlab.compiler.steps import TracedProgram, needed
from sgdlab.compiler.trace import reverse
from sgdlab.gradients import backprop, forward_mode
from sgdlab.gradients.method import loss_of_arrays
from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.programs.optimizer import Settings, label, leaves, rebuilt, replaced
from sgdlab.programs.parts import Parts
from sgdlab.programs.twin import twin
from sgdlab.quantities import Array, Batch, Given, State, Traced

COUNT = "the number of the step"  # a leaf of a state that is k, and needs no memory
_CHANGES = "it draws at random, counts, or remembers something outside of its state"


@dataclass(frozen=True)
class TracedStep:
    """A step as a program: (params, k, *settings, *state, *batch) -> value, gradient, params, *state."""

    whole: TracedProgram
    settings: list[str]  # those that matter
    state: dict[str, Array]  # before the first step, by name
    leaf_indices: list[int]  # which leaves of the optimizer's own state these are

    @property
    def moves(self) -> TracedProgram:
        """The program of the next parameters and state."""
        return self.whole.part(self.whole.inputs, self.whole.results[2:])

    @property
    def loss(self) -> TracedProgram:
        """The program (params, *batch) of the value."""
        params, _, *rest = self.whole.inputs
        return self.whole.part([params, *rest[len(self.settings) + len(self.state) :]], self.whole.results[:1])


def trace_step(parts: Parts, settings: Settings, batch: Batch, few_calls: bool = False) -> TracedStep:
    """Return a step of a run, taken once on tracers, as a program; UntraceableError says why there is none."""
    initial = parts.optimizer.init(parts.start)
    elsewhere = leaves(parts.optimizer.init(parts.start + 1.0))
    if not all(map(partial(np.array_equal, equal_nan=True), leaves(initial), elsewhere)):
        raise UntraceableError("its state before the first step depends on the start")
    state = [COUNT if type(leaf) is int and leaf == 0 else _number(leaf) for leaf in leaves(initial)]
    while True:
        tracing = _Tracing(parts, settings, batch, initial, state)
        tracing.recording.few_calls = few_calls
        results, next_leaves = tracing.take()
        changes = zip(state, leaves(initial), next_leaves, strict=True)
        fitting = [_fitting(*change, tracing.k) for change in changes]
        if all(map(operator.is_, fitting, state)):
            return tracing.result(results, next_leaves)
        state = fitting
        tracing.recording.forget()


def trace_gradient(parts: Parts, batch: Batch) -> TracedProgram:
    """Return the program (params, *batch) -> value, gradient."""
    recording = Recording([parts.start, *batch], ["params", *parts.batch_names])
    return lower(recording, gradient_of(recording, parts, recording.inputs[0], recording.inputs[1:]))


def check_loss(losses: Sequence[TracedProgram], sizes: Sequence[int], parts: Parts) -> None:
    """Refuse a loss, merged from these programs (params, *batch), that differs from the run's at a size of its batches.

    A loss that decides by the number of examples, as min(n, 4) does, can look the same at the sizes that were merged.
    """
    if parts.problem.pure or not sizes:
        return
    source = Writer(merged(losses, sizes), {}, plain=True).source("loss")
    for B in parts.sizes:
        source.constants["B"] = np.int64(B)  # which divides by 0 as the loss does, without an error
        batch = tuple(array[:B] for array in parts.problem.data)
        with np.errstate(all="ignore"):
            pair = source.function()(parts.start, *batch), parts.problem(parts.start, batch)
        if not np.isfinite(pair[1]):  # as a variance with ddof=1 is of one example: its gradient has the number 1 / 0
            raise UntraceableError(f"its loss is {float(pair[1])} for {B} of the examples")
        if not np.allclose(*pair, rtol=1e-5, atol=1e-9):
            raise UntraceableError(f"its loss decides by the number of examples: it is another one for {B} of them")


def gradient_of(recording: Recording, parts: Parts, params: Tracer, batch: Sequence[Tracer]) -> tuple[Traced, Traced]:
    """Return the value and the gradient, as tracers; the method decides how the gradient is traced."""
    problem, method = parts.problem, parts.method
    if method is backprop:
        value, gradient = reverse(recording, loss_of_arrays(problem), params, *batch)
    elif method is forward_mode:
        directions = recording.constant(np.eye(len(params)), is_literal=True)
        value, gradient = recording.run(forward_mode.along, directions, problem, params, tuple(batch))
    else:
        own = twin(method)
        times = 1 if own is method else 2
        answer, *more = [recording.run(own, problem, params, tuple(batch)) for _ in range(times)]
        if any(_nodes(recording, other) != _nodes(recording, answer) for other in more):
            raise UntraceableError(_CHANGES)
        value, gradient = answer if isinstance(answer, tuple) and len(answer) == 2 else (answer, None)
    if np.shape(value) or np.shape(gradient) != params.shape:
        raise UntraceableError("it does not return a number and a gradient of the parameters' shape")
    if not (batch or (problem.pure and method in (backprop, forward_mode))):  # of batches, three programs are compared
        own = twin(method)
        again = [own(problem, parts.start) for _ in range(2)]
        if not all(np.allclose(a, b, equal_nan=True) for a, b in zip(*again, strict=True)):
            raise UntraceableError(_CHANGES)
    return value, label(gradient, "gradient")


class _Tracing:
    """One attempt to trace a step, given what its state looks like."""

    def __init__(self, parts: Parts, settings: Settings, batch: Batch, initial: State, state: list[Traced]) -> None:
        self.parts, self.settings, self.initial, self.state = parts, settings, initial, state
        own = [leaf for leaf in state if leaf is not COUNT]
        values = [_number(v(0) if callable(v) else v) for v in settings.values.values()]
        arguments = [parts.start, np.int64(0), *values, *own, *batch]
        unnamed = [""] * len(own)  # the optimizer has names for them
        self.recording = Recording(arguments, ["params", "k", *settings.values, *unnamed, *parts.batch_names])
        self.params, self.k, *rest = self.recording.inputs
        self.numbers, rest = rest[: len(values)], rest[len(values) :]
        self.memory, self.batch = rest[: len(own)], rest[len(own) :]

    def take(self) -> tuple[list[Traced], list[Traced]]:
        """Take the step; return value, gradient and next parameters, and the leaves of the next state."""
        recording = self.recording
        value, gradient = gradient_of(recording, self.parts, self.params, self.batch)
        besides = {}
        if getattr(self.parts.optimizer, "needs", None) == "hessian":
            second = hessian(lambda w: self.parts.problem.loss(w, tuple(self.batch)))
            besides["hessian"] = label(recording.run(second, self.params), "hessian")
        recording.phase = "step"
        numbers = dict(zip(self.settings.paths.values(), self.numbers, strict=True))
        optimizer = replaced(self.parts.optimizer, numbers)
        update = optimizer.update
        update = update if isinstance(optimizer, EnsemblePart) else twin(update)
        seen = set()
        for _ in range(2):
            answer = recording.run(partial(update, **besides), gradient, self._remembered(), self.params)
            if not isinstance(answer, tuple) or len(answer) != 2 or np.shape(answer[0]) != self.params.shape:
                raise UntraceableError("its update does not return (step, state), a step of the parameters' shape")
            seen.add(_nodes(recording, answer))
        if len(seen) > 1:
            raise UntraceableError(_CHANGES)
        step, next_leaves = answer[0], leaves(answer[1])
        if len(next_leaves) != len(self.state):
            raise UntraceableError("its state has other parts after a step than before")
        return [value, gradient, label(recording.run(operator.add, self.params, step), "params")], next_leaves

    def _remembered(self) -> State:
        """The state before the step, as tracers."""
        memory = iter(self.memory)
        found = iter([self.k if leaf is COUNT else next(memory) for leaf in self.state])
        return rebuilt(self.initial, lambda _: next(found))

    def result(self, results: list[Traced], next_leaves: list[Traced]) -> TracedStep:
        """Return the programs, without the parts of the state that nothing depends on."""
        recording = self.recording
        own = [i for i, leaf in enumerate(self.state) if leaf is not COUNT]
        memory = [(i, tracer, next_leaves[i]) for i, tracer in zip(own, self.memory, strict=True)]
        used: list[tuple[int, Tracer, Traced]] = []
        while True:  # what the next state is computed from is needed, too
            outputs = [*results, *(a for *_, a in used)]
            wanted = {node.number for node in needed(recording.nodes, outputs)}
            more = [leaf for leaf in memory if leaf[1].number in wanted]
            if len(more) == len(used):
                break
            used = more
        optional = {tracer.number for tracer in (*self.numbers, *self.memory)}
        recording.inputs = [node for node in recording.inputs if node.number not in optional - wanted]
        words = {node.primitive.name for node in recording.nodes if node.primitive}  # which are imported
        state, taken = {}, {*self.parts.taken, *self.settings.values, *words}
        for i, (_, tracer, a) in enumerate(used):
            name = tracer.label[1] if isinstance(tracer.label, tuple) else f"state{i + 1}"
            while name in taken or name in state:
                name += "_"
            tracer.label = (-1, name)
            label(a, name)
            state[name] = tracer.inner
        known = [name for t, name in zip(self.numbers, self.settings.values, strict=True) if t.number in wanted]
        return TracedStep(lower(recording, outputs), known, state, [i for i, *_ in used])


def _nodes(recording: Recording, answer: State) -> tuple[int, ...]:
    """What an answer is made of: the same nodes again, unless something else is computed each time."""
    return tuple(id(recording.unique(leaf)) for leaf in leaves(answer))


def _number(value: Given) -> Traced:
    return np.asarray(value)[()]


def _fitting(before: Traced, initial: object, after: Traced, k: Tracer) -> Traced:
    """Return a leaf of the state in the shape and type that it has after a step, the same one if it has them."""
    if before is COUNT:
        other = [a for a in after.inputs if a is not k] if made_by(after, "add") else []
        if len(other) == 1 and not isinstance(other[0], Tracer) and np.all(np.equal(other[0], 1)):
            return COUNT  # because k + 1 comes after k
        before = _number(initial)
    shape, dtype = np.shape(after), np.result_type(before, after.dtype if hasattr(after, "dtype") else after)
    if np.shape(before) == shape and before.dtype == dtype:
        return before
    return np.array(np.broadcast_to(before, np.broadcast_shapes(shape, np.shape(before))), dtype)[()]
