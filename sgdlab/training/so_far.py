"""A run while it is going on: where it is, which members are running, and why the others have ended [RunSoFar]."""

from dataclasses import replace

import numpy as np

from sgdlab.problems import Problem
from sgdlab.quantities import Array, Flags, Given, Gradient, Params
from sgdlab.run import End
from sgdlab.training.bill import UsageCounter
from sgdlab.training.losses import losses_at
from sgdlab.training.stop_rule import Reasons, Seen, StopRule

DIVERGED = 1e6  # times (1 + |loss at the start|): above any useful loss, and long before floats overflow
OVERFLOWS = 1e150  # from this batch loss on, the loss on all examples may be infinite


class RunSoFar:
    """What a stop rule sees: step, params, value and gradient of the batch at params, and the budget used.

    Here a single run is an ensemble of one: `ends` has an entry for each member, None while it is running.
    """

    params: Params

    def __init__(
        self, problem: Problem, start: Params, losses: Array, meter: UsageCounter, stop: StopRule, limit: int | None
    ) -> None:
        self.problem, self.params, self.meter, self.limit = problem, start, meter, limit
        # `replace` makes a rule that remembers nothing yet.
        rules = [replace(rule) if rule.remembers else rule for rule in stop.rules]  # type: ignore[type-var]
        self.early = [rule.ask for rule in rules if rule.early]
        self.late = [rule.ask for rule in rules if not rule.early]
        self.step = self.examples_seen = 0  # examples_seen: the budget used when params were reached
        self.before = start, 0  # the parameters one step ago, and the budget used when those were reached
        self.value: Given = np.nan
        self.gradient: Gradient = None
        self.at_start = losses
        self.ceiling = DIVERGED * (1 + np.abs(losses[0]))
        self.ends: list[End | None] = [None] * (len(start) if start.ndim == 2 else 1)
        self.running: Flags | None = None  # (S,): which members of an ensemble are running, once one has ended
        self.last_reason = ""  # why the remaining members end when the loop is over

    @property
    def epochs(self) -> float:
        """The budget used so far, in passes over the data."""
        return self.meter.charged / self.problem.n

    def member(self, k: int) -> Seen:
        """Return what a stop rule of yours sees of member k of an ensemble, or of a single run."""
        own = self.params, self.value, self.gradient
        if self.params.ndim == 2:
            own = self.params[k], self.value[k], None if self.gradient is None else self.gradient[k]
        return Seen(self.step, *own, self.meter.charged, self.epochs)

    def spent(self) -> bool:
        """Whether the steps or a budget are used up, which is checked before a gradient is computed."""
        if self.step == self.limit:
            self.last_reason = "steps"
        elif self.early:
            self.last_reason = next((str(reason) for ask in self.early if (reason := ask(self))), "")
        return bool(self.last_reason)

    def reasons(self) -> list[Reasons]:
        """The reasons that the stop rules give, now that the gradient is known."""
        return [ask(self) for ask in self.late]

    def end(self, *reasons: Reasons) -> bool:
        """End the members for which there is a reason (the first one counts); return whether none is left."""
        for answer in filter(None, reasons):
            for k in self.left():
                reason = answer if isinstance(answer, str) else answer[k]  # type: ignore[index]
                if reason:
                    self.ends[k] = End(self.step, reason, self.examples_seen, self.meter.bill(self.step))
        return self._none_left()

    def judge_the_end(self) -> None:
        """End the remaining members; one whose loss on all examples is too high has diverged, too."""
        self.value = losses_at(self.problem, self.params[None])[0]
        self.diverged()
        self.end(self.last_reason)
        for k, low in enumerate(np.atleast_1d(self.value <= self.ceiling)):
            end = self.ends[k]
            if not low and end is not None and end.diverged_at is None:
                self.ends[k] = replace(end, stopped_by=f"diverged at step {end.step}", diverged_at=end.step)

    def diverged(self) -> bool:
        """End the members that have diverged, given the loss at params; return whether none is left."""
        if self._all_is_well():
            return False
        finite = np.isfinite(self.params).all(axis=-1)
        low = np.atleast_1d((-np.inf < self.value) & (self.value <= self.ceiling) & finite)
        known = np.atleast_1d((np.abs(self.value) < OVERFLOWS) & finite)  # otherwise the last step is undone
        for k in self.left():
            if not low[k]:
                step, seen = (self.step, self.examples_seen) if known[k] else (max(0, self.step - 1), self.before[1])
                bill = self.meter.bill(self.step)
                self.ends[k] = End(step, f"diverged at step {self.step}", seen, bill, diverged_at=self.step)
        back = ~(low | known) & np.array([end is not None and end.diverged_at == self.step for end in self.ends])
        self.params = np.where(back[:, None] if self.params.ndim == 2 else back, self.before[0], self.params)
        return self._none_left()

    def _all_is_well(self) -> bool:
        """Whether no other member has diverged: a shortcut that takes a third of the time of the full check."""
        if self.params.ndim == 1:
            return bool(-np.inf < self.value <= self.ceiling and self.params.dot(self.params) < np.inf)
        low = (-np.inf < self.value) & (self.value <= self.ceiling)
        known = low if self.running is None else low | ~self.running
        return bool(known.all() and np.isfinite(self.params.sum()))

    def left(self) -> list[int]:
        """The members that are running."""
        return [k for k, end in enumerate(self.ends) if end is None]

    def _none_left(self) -> bool:
        if any(self.ends):
            self.running = np.array([end is None for end in self.ends])
        return not self.left()

    def move(self, step: Array) -> None:
        """Add a step to the parameters of all members that are running."""
        if self.running is not None:
            step = np.where(self.running[:, None], step, 0.0)
        self.arrive(self.params + step)

    def arrive(self, params: Params) -> None:
        """Continue from new parameters."""
        params.flags.writeable = False
        self.before, self.params, self.examples_seen = (self.params, self.examples_seen), params, self.meter.charged
        self.step += 1
