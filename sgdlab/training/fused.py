"""Gradient and update fused into one function that was traced, as `sl.program` shows it: the same steps, but faster.

- a step by one function                                 [FusedStep]
- where that can be done and is worth it                 [stepper_of]
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from sgdlab.batches import FullBatch, minibatch
from sgdlab.optimizers.optimizer import rate_at
from sgdlab.programs import UntraceableError
from sgdlab.programs.fast import WORTH_TRACING, can_be_traced, count_steps, step_function
from sgdlab.programs.optimizer import settings_of
from sgdlab.quantities import Batch, Given, Gradient, LossValue, Params, Traced
from sgdlab.training.so_far import RunSoFar
from sgdlab.training.stepper import Gradients, PartByPart, Stepper

Charged: TypeAlias = tuple[Callable[..., Any], list[Traced], int, int]  # a step as `function` returns it, with its cost


class FusedStep:
    """Takes a step with one function, which was traced; for a single run of sgdlab's own parts."""

    def __init__(self, gradients: Gradients, optimizer: Given, params: Params, batch: Batch) -> None:
        """`batch` is one of a usual size; UntraceableError says that it can't be done."""
        self.problem, self.meter, self.optimizer = gradients.problem, gradients.meter, optimizer
        self.settings = settings_of(optimizer, called=True).values
        self.changing = any(map(callable, self.settings.values()))
        self.functions: dict[int, Charged] = {}  # by the number of examples
        self.memory: list[Traced] = step_function(self.problem, optimizer, params, batch).state(optimizer, params)
        self.after: list[Traced] = []  # the step taken: its parameters and state

    def function(self, step: int, params: Params, batch: Batch) -> Charged:
        """Return the function for a batch, the settings in this step, and what it costs: examples and operations."""
        size = len(batch[0]) if batch else 0
        if size not in self.functions:
            made = step_function(self.problem, self.optimizer, params, batch)
            numbers = [self.settings[name] for name in made.settings]
            self.functions[size] = made.run, numbers, *self.meter.charge_of_gradient(params, batch)
        run, numbers, examples, operations = self.functions[size]
        if self.changing:
            numbers = [rate_at(value, step) for value in numbers]
        return run, numbers, examples, operations

    def evaluate(self, now: RunSoFar, batch: Batch) -> tuple[LossValue, Gradient]:
        """Return the value and the gradient; the same call computes where the step leads, and `move` goes there."""
        run, numbers, examples, operations = self.function(now.step, now.params, batch)
        value, gradient, *self.after = run(now.params, now.step, *numbers, *self.memory, *batch)
        self.meter.example_gradients += examples
        self.meter.operations += operations
        return value, gradient

    def move(self, now: RunSoFar, batch: Batch) -> None:
        params, *self.memory = self.after
        now.arrive(params)


def stepper_of(gradients: Gradients, optimizer: Given, batches: Given, params: Params, limit: int | None) -> Stepper:
    """Return what takes the steps of a run: one function where that can be done and is worth tracing it."""
    problem = gradients.problem
    usual = isinstance(batches, FullBatch | minibatch) and can_be_traced(problem, gradients.method, optimizer, params)
    if usual and count_steps(problem, optimizer, 100 if limit is None else limit) >= WORTH_TRACING:
        rows = batches.size if isinstance(batches, minibatch) else problem.n
        try:
            return FusedStep(gradients, optimizer, params, tuple(array[:rows] for array in problem.data))
        except UntraceableError:  # a branch in the loss, say
            pass
    return PartByPart(gradients, optimizer, params)
