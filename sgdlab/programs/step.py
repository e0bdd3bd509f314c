"""A whole step of training, traced: from parameters and batch to the next parameters [trace_step, trace_gradient].

- whether it has the loss of a run for every number of examples [check_loss]
"""

import operator
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial

import numpy as np

from sgdlab.autodiff import hessian
from sgdlab.compiler.arithmetic import made_by
from sgdlab.compiler.lowering import lower
from sgdlab.compiler.numpy_source import Writer
from sgdlab.compiler.recording import Recording, Tracer, UntraceableError, traced
from sgdlab.compiler.sizes import merged
from sgdlab.compiler.steps import Steps, needed
from sgdlab.compiler.trace import reverse
from sgdlab.gradients import backprop, forward_mode
from sgdlab.gradients.method import loss_of_arrays
from sgdlab.optimizers.optimizer import EnsemblePart
from sgdlab.programs.run import Run
from sgdlab.programs.settings import Settings, replaced
from sgdlab.programs.state import leaves, rebuilt
from sgdlab.programs.twin import twin
from sgdlab.quantities import Array, Batch, Given, State, Traced

COUNT = "the number of the step"  # a leaf of a state that is k, and needs no memory
_CHANGES = "it draws at random, counts, or remembers something outside of its state"


@dataclass(frozen=True)
class TracedStep:
    """A step as programs: `whole`, with all results; `moves`, with the next parameters and state; `loss`, the value.

    Inputs: params, k, *settings, *state, *batch, of `loss` params, *batch; results: value, gradient, params, *state.
    """

    whole: Steps
    moves: Steps
    loss: Steps
    settings: list[str]  # those that matter
    state: dict[str, Array]  # before the first step, by name
    kept: list[int]  # which leaves of the optimizer's own state these are


def trace_step(run: Run, settings: Settings, batch: Batch, names: Sequence[str], few_calls: bool = False) -> TracedStep:
    """Take a step of a run once on tracers, and return it as programs; `names` are those of the arrays of the batch.

    few_calls: whether programs for small arrays should make few calls, which takes less time and is harder to read.
    Errors: UntraceableError, with the reason.
    """
    initial = run.optimizer.init(run.start)
    elsewhere = leaves(run.optimizer.init(run.start + 1.0))
    if not all(map(partial(np.array_equal, equal_nan=True), leaves(initial), elsewhere)):
        raise UntraceableError("its state before the first step depends on the start")
    state = [COUNT if type(leaf) is int and leaf == 0 else _number(leaf) for leaf in leaves(initial)]
    while True:
        tracing = _Tracing(run, settings, batch, names, initial, state)
        tracing.recording.few_calls = few_calls
        tracing.take()
        changes = zip(state, leaves(initial), tracing.next_leaves, strict=True)
        fitting = [_fitting(*change, tracing.k) for change in changes]
        if all(map(operator.is_, fitting, state)):
            return tracing.result()
        state = fitting
        tracing.recording.forget()


def trace_gradient(run: Run, batch: Batch, names: Sequence[str]) -> Steps:
    """Return the program (params, *batch) -> value, gradient."""
    recording = Recording([run.start, *batch], ["params", *names])
    return lower(recording, gradient_of(recording, run, recording.inputs[0], recording.inputs[1:]))


def check_loss(losses: Sequence[Steps], sizes: Sequence[int], run: Run) -> None:
    """Refuse a loss, merged from these programs (params, *batch), that is not that of the run at sizes of its batches.

    A loss that decides by the number of examples, as min(n, 4) does, can look the same at the sizes that were merged.
    """
    if run.problem.pure or not sizes:
        return
    source = Writer(merged(losses, sizes), {}, plain=True).source("loss")
    for B in run.sizes:
        source.constants["B"] = np.int64(B)  # which divides by 0 as the loss does, without an error
        batch = tuple(array[:B] for array in run.problem.data)
        with np.errstate(all="ignore"):
            pair = source.function()(run.start, *batch), run.problem(run.start, batch)
        if not np.allclose(*pair, rtol=1e-5, atol=1e-9, equal_nan=True):
            raise UntraceableError(f"its loss decides by the number of examples: it is another one for {B} of them")


def gradient_of(recording: Recording, run: Run, params: Tracer, batch: Sequence[Tracer]) -> tuple[Traced, Traced]:
    """Return the value and the gradient, as tracers; the method decides how the gradient is traced."""
    problem, method = run.problem, run.method
    traced_loss = copy(problem)
    object.__setattr__(traced_loss, "pure", False)  # so that no program of it is replayed
    if method is backprop:
        value, gradient = reverse(recording, loss_of_arrays(problem), params, *batch)
    elif method is forward_mode:
        directions = recording.constant(np.eye(len(params)), is_literal=True)
        value, gradient = recording.run(forward_mode.along, directions, traced_loss, params, tuple(batch))
    else:
        own = twin(method)
        times = 1 if own is method else 2
        answer, *more = [recording.run(own, traced_loss, params, tuple(batch)) for _ in range(times)]
        if any(_nodes(recording, other) != _nodes(recording, answer) for other in more):
            raise UntraceableError(_CHANGES)
        value, gradient = answer if isinstance(answer, tuple) and len(answer) == 2 else (answer, None)
    if np.shape(value) or np.shape(gradient) != params.shape:
        raise UntraceableError("it does not return a number and a gradient of the parameters' shape")
    if not (batch or (problem.pure and method in (backprop, forward_mode))):  # of batches, three programs are compared
        own = twin(method)
        again = [own(problem, run.start) for _ in range(2)]
        if not all(np.allclose(a, b, equal_nan=True) for a, b in zip(*again, strict=True)):
            raise UntraceableError(_CHANGES)
    return value, label(gradient, "gradient")


class _Tracing:
    """One attempt to trace a step, given what its state looks like."""

    def __init__(
        self, run: Run, settings: Settings, batch: Batch, names: Sequence[str], initial: State, state: list[Traced]
    ) -> None:
        self.run, self.settings, self.initial, self.state = run, settings, initial, state
        own = [leaf for leaf in state if leaf is not COUNT]
        values = [_number(v(0) if callable(v) else v) for v in settings.values.values()]
        arguments = [run.start, np.int64(0), *values, *own, *batch]
        unnamed = [""] * len(own)  # the optimizer has names for them
        self.recording = Recording(arguments, ["params", "k", *settings.values, *unnamed, *names])
        self.params, self.k, *rest = self.recording.inputs
        self.numbers, rest = rest[: len(values)], rest[len(values) :]
        self.memory, self.batch = rest[: len(own)], rest[len(own) :]

    def take(self) -> None:
        """Take the step: the gradient, and what the optimizer makes of it."""
        recording = self.recording
        value, gradient = gradient_of(recording, self.run, self.params, self.batch)
        besides = {}
        if getattr(self.run.optimizer, "needs", None) == "hessian":
            second = hessian(lambda w: self.run.problem.loss(w, tuple(self.batch)))
            besides["hessian"] = label(recording.run(second, self.params), "hessian")
        recording.phase = "step"
        numbers = dict(zip(self.settings.paths.values(), self.numbers, strict=True))
        optimizer = replaced(self.run.optimizer, numbers, _labelled)
        update = optimizer.update
        update = update if isinstance(optimizer, EnsemblePart) else twin(update)
        seen = set()
        for _ in range(2):
            memory = iter(self.memory)
            state = rebuilt(self.initial, iter([self.k if leaf is COUNT else next(memory) for leaf in self.state]))
            answer = recording.run(partial(update, **besides), gradient, state, self.params)
            if not isinstance(answer, tuple) or len(answer) != 2 or np.shape(answer[0]) != self.params.shape:
                raise UntraceableError("its update does not return (step, state), a step of the parameters' shape")
            seen.add(_nodes(recording, answer))
        if len(seen) > 1:
            raise UntraceableError(_CHANGES)
        step, after = answer
        self.next_leaves = leaves(after)
        if len(self.next_leaves) != len(self.state):
            raise UntraceableError("its state has other parts after a step than before")
        moved = label(recording.run(operator.add, self.params, step), "params")
        self.results: list[Traced] = [value, gradient, moved]

    def result(self) -> TracedStep:
        """Return the programs, without the parts of the state that nothing depends on."""
        recording = self.recording
        own = [i for i, leaf in enumerate(self.state) if leaf is not COUNT]
        memory = [(i, tracer, self.next_leaves[i]) for i, tracer in zip(own, self.memory, strict=True)]
        used: list[tuple[int, Tracer, Traced]] = []
        while True:  # what the next state is computed from is needed, too
            results = [*self.results, *(a for *_, a in used)]
            wanted = {node.number for node in needed(recording.nodes, results)}
            more = [leaf for leaf in memory if leaf[1].number in wanted]
            if len(more) == len(used):
                break
            used = more
        optional = {tracer.number for tracer in (*self.numbers, *self.memory)}
        recording.inputs = [node for node in recording.inputs if node.number not in optional - wanted]
        words = {node.primitive.name for node in recording.nodes if node.primitive}  # which are imported
        state, taken = {}, {*self.run.taken, *self.settings.values, *words}
        for i, (_, tracer, a) in enumerate(used):
            name = tracer.label[1] if isinstance(tracer.label, tuple) else f"state{i + 1}"
            while name in taken or name in state:
                name += "_"
            tracer.label = (-1, name)
            label(a, name)
            state[name] = tracer.inner
        whole = lower(recording, results)
        moves = whole.part(whole.inputs, whole.results[2:])
        batch = whole.inputs[len(whole.inputs) - len(self.batch) :]
        loss = whole.part([whole.inputs[0], *batch], whole.results[:1])
        known = [name for t, name in zip(self.numbers, self.settings.values, strict=True) if t.number in wanted]
        return TracedStep(whole, moves, loss, known, state, [i for i, *_ in used])


def _nodes(recording: Recording, answer: State) -> tuple[int, ...]:
    """What an answer is made of: the same nodes again, unless something else is computed each time."""
    return tuple(id(recording.unique(leaf)) for leaf in leaves(answer))


def label(result: Traced, name: str) -> Traced:
    """Name what was computed, unless it is an input or a constant, and return it."""
    tracer = traced(result)
    if tracer is not None and tracer.primitive is not None:
        tracer.label = (-1, name)
    return result


def _labelled(schedule: Given) -> Callable[[Traced], Traced]:
    """A schedule whose result is called what it is."""
    return lambda step: label(schedule(step), "learning_rate")


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
