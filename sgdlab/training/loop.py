"""One run, or an ensemble of runs, step by step [Loop]."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any, TypeAlias

import numpy as np

from sgdlab.checks import given
from sgdlab.optimizers import rate_at
from sgdlab.problems import Problem
from sgdlab.progress import Silent, progress_bar
from sgdlab.recipe import recipe, words
from sgdlab.run import Run
from sgdlab.stopping import Rule
from sgdlab.training.checks import checked, like, pair, takes_rng
from sgdlab.training.feed import feed, generators
from sgdlab.training.meter import Meter
from sgdlab.training.recorder import Recorder, losses_at

DIVERGED = 1e6  # times (1 + |loss at the start|): far from any useful loss, and long before floats overflow
OVERFLOWS = 1e150  # a batch loss from which the loss on all examples may be infinite
PER_BAR = 64  # steps between two looks at the progress bar

StopRule: TypeAlias = Callable[["Loop"], str | bool | None]


class Loop:
    """The state of a run: step, params; value and gradient of the batch at params; charged, the budget used."""

    def __init__(
        self, problem: Problem, params: Any, parts: tuple[Any, Any, Any], seed: Any, every: int | None
    ) -> None:
        self.problem, self.params = problem, params
        self.previous = (params, 0)  # the parameters one step ago, and the budget used by then
        self.method, self.optimizer, self.batches = parts
        self.needs_hessian = getattr(self.optimizer, "needs", None) == "hessian"
        self.ensemble = params.ndim == 2
        self.seed = seed
        self.step = self.updates = 0
        self.value: Any = np.nan
        self.gradient: Any = None
        self.recording = 0
        self.at_start = self._losses(params[None])
        self.ceiling = DIVERGED * (1 + np.abs(np.atleast_1d(self.at_start[0])))
        self.diverged_at = np.full(len(params) if self.ensemble else 1, -1)
        self.gone: Any = None  # which members of an ensemble have diverged, once one has
        draws = takes_rng(self.method)
        self.rngs = generators(seed, len(self.diverged_at), "gradients") if draws else None
        self.together = self._takes_all()
        self.meter = Meter(problem, members_axes=int(self.ensemble and self.together))
        self.recorder = Recorder(every, params.size, problem.n)
        self.seen = 0  # the budget used when params were reached

    def _takes_all(self) -> bool:
        """Whether one call of the gradient method serves all members of an ensemble."""
        method_does = self.rngs is None or getattr(self.method, "vectorized", False)
        return not self.ensemble or (self.problem.vectorized and method_does)

    @property
    def charged(self) -> int:
        """The budget used so far: example-gradients, or loss evaluations of a method that has none."""
        return self.meter.charged

    @property
    def epochs(self) -> float:
        """The budget used so far, in passes over the data."""
        return self.charged / self.problem.n

    def run(self, limit: int | None, stop: StopRule | None, progress: bool = False) -> Run:
        """Run to the limit, to a reason to stop, or to divergence."""
        state = self._begin()
        reason = "steps" if limit == 0 else None
        bar = progress_bar(limit, self.problem.title) if progress else nullcontext(Silent())
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"), bar as shown:
            alike = self._draws_alike()  # then one draw serves all, and the loss takes one batch for all
            seed, members = (self.seed[:1], 1) if alike else (self.seed, len(self.diverged_at))
            rngs = generators(seed, members, "batches")
            batches = feed(self.problem, self.batches, rngs, self.ensemble and not alike)
            try:
                while reason is None:
                    reason, state = self._one_step(next(batches), state, stop)
                    reason = reason or ("steps" if self.step == limit else None)
                    if reason is None and self.step % PER_BAR == 0:
                        shown.update(PER_BAR)
            except KeyboardInterrupt:  # what there is so far is worth keeping
                reason = f"interrupted at step {self.step}"
            return self._finish(reason)

    def _draws_alike(self) -> bool:
        """Whether all members of an ensemble have one seed, and so the same batches, which one call may share."""
        return self.ensemble and self.together and np.ndim(self.seed) == 1 and len(set(np.ravel(self.seed))) == 1

    def _begin(self) -> Any:
        """The state of the optimizer before the first step."""
        return self.optimizer.init(self.params)

    def _one_step(self, drawn: tuple[Any, Any], state: Any, stop: StopRule | None) -> tuple[str | None, Any]:
        """Take one step, or return the reason not to."""
        indices, batch = drawn
        spent = stop.before(self) if isinstance(stop, Rule) else None
        if spent is not None:
            return spent, state
        self.value, self.gradient = self._gradient(batch)
        reason = self._divergence(self.value) or (None if stop is None else self._asks(stop))
        if reason is None:
            self._record(indices)
            state = self._move(state, batch)
        return reason, state

    def _asks(self, stop: StopRule) -> str | None:
        """Return the reason that a stop rule gives; of one that only says True, its name."""
        answer = stop(self)
        if isinstance(answer, str):
            return answer
        if not isinstance(answer, int | np.bool_ | None):
            raise TypeError(f"stop returns a reason in words, or True, or None to go on; got {given(answer)}")
        return words(stop) if answer else None

    def _losses(self, rows: Any) -> Any:
        """The loss on all examples at rows of parameters (T, …, P), for the record alone."""
        self.recording += len(rows) * self.problem.n
        return losses_at(self.problem, rows)

    def _gradient(self, batch: Any) -> tuple[Any, Any]:
        """Ask the gradient method; a loss that takes no ensembles, once for every member."""
        batch = batch or None
        if self.together:
            return checked(self._ask(self.meter, self.params, batch), self.method, self.params)
        results = [
            checked(self._ask(self.problem if k else self.meter, params, own, k), self.method, params)
            for k, params, own in self._members(batch)
        ]
        return np.array([value for value, _ in results]), np.stack([gradient for _, gradient in results])

    def _ask(self, loss: Any, params: Any, batch: Any, member: int | None = None) -> Any:
        """Call the gradient method; one that draws gets the generator of the member, or those of all."""
        if self.rngs is None:
            return self.method(loss, params, batch)
        alone = 0 if not self.ensemble else member
        return self.method(loss, params, batch, rng=self.rngs if alone is None else self.rngs[alone])

    def _members(self, batch: Any) -> Iterator[tuple[int, Any, Any]]:
        """Yield the number, the parameters and the batch of every member of an ensemble, or of the only run."""
        if not self.ensemble:
            yield 0, self.params, batch
            return
        for k, params in enumerate(self.params):
            shared = batch is None or batch[0].ndim == self.problem.data[0].ndim
            own = batch if shared else tuple(array[k] for array in batch)
            yield k, params, own

    def _hessian(self, batch: Any) -> Any:
        """The Hessian of the batch's loss at params, (P, P), or (S, P, P) for an ensemble."""
        batch = batch or None
        if not self.ensemble:
            return self.meter.hessian(self.params, batch)
        live = self.diverged_at < 0
        return np.stack(
            [
                self.meter.hessian(w, own, charge=k == live.argmax()) if live[k] else np.eye(len(w))
                for k, w, own in self._members(batch)
            ]
        )

    def _divergence(self, value: Any) -> str | None:
        """Mark what has diverged, given the loss at params; a reason to stop when nothing is left."""
        if self._all_is_well(value):
            return None
        finite = np.atleast_1d(np.isfinite(self.params).all(axis=-1))
        bad = ~((value <= self.ceiling) & finite) & (self.diverged_at < 0)
        if not bad.any():
            return None
        self.diverged_at[bad] = self.step
        self.gone = self.diverged_at >= 0
        lost = bad & ~((value < OVERFLOWS) & finite)
        if self.ensemble:
            self.params = np.where(lost[:, None], self.previous[0], self.params)
        elif lost[0]:
            self._step_back()
        if (self.diverged_at < 0).any():
            return None
        return f"diverged at step {self.diverged_at.max()}"

    def _all_is_well(self, value: Any) -> bool:
        """Whether nothing new has diverged, told at a third of the time that the rule itself takes."""
        if not self.ensemble:
            return bool(value <= self.ceiling and self.params.dot(self.params) < np.inf)
        low = value <= self.ceiling
        known = low if self.gone is None else low | self.gone
        return bool(known.all() and np.isfinite(self.params.sum()))

    def _step_back(self) -> None:
        """Forget parameters at which the loss can't be written down; the row before them is the last."""
        if self.step == 0:  # the loss at the start can; what failed is an estimate of it
            return
        self.params, self.seen = self.previous
        self.step -= 1
        if self.recorder.rows[-1]["step"] == self.step:
            self.recorder.rows.pop()

    def _record(self, indices: Any) -> None:
        if not self.recorder.wants(self.step):
            return
        rate = getattr(self.optimizer, "learning_rate", None)
        self.recorder.keep(
            step=self.step,
            params=self.params,
            value=self.value,
            gradient=None if self.gradient is None else np.array(self.gradient),  # a copy: yours may work in place
            rate=np.nan if rate is None else rate_at(rate, self.step),
            indices=indices,
            seen=self.seen,
        )

    def _move(self, state: Any, batch: Any) -> Any:
        needed = {"hessian": self._hessian(batch)} if self.needs_hessian else {}
        moved = self.optimizer.update(self.gradient, state, self.params, **needed)
        step, state = pair(moved, self.optimizer, "(step, state) from update")
        step = like(step, self.params, self.optimizer, "step")
        if self.ensemble and self.gone is not None:
            step = np.where(self.gone[:, None], 0.0, step)
        self._arrive(self.params + step)
        return state

    def _arrive(self, params: Any) -> None:
        """Go on from new parameters."""
        params.flags.writeable = False
        self.previous, self.params = (self.params, self.seen), params
        self.step += 1
        self.updates += 1
        self.seen = self.meter.charged

    def _finish(self, reason: str) -> Run:
        if self.recorder.rows and self.recorder.rows[-1]["step"] == self.step:
            self.recorder.rows.pop()  # recorded, and interrupted before it moved
        reason = self._divergence(self._losses(self.params[None])[0]) or reason
        column = self.recorder.column
        params = np.stack([*column("params"), self.params])
        steps = np.array([*column("step"), self.step])
        seen = np.array([*column("seen"), self.seen])
        losses = np.concatenate([self.at_start, self._losses(params[1:])])
        single = int(self.diverged_at[0]) if self.diverged_at[0] >= 0 else None
        return Run(
            params=params,
            steps=steps,
            losses=losses,
            batch_losses=np.array(column("value")),
            gradients=self._gradients(),
            learning_rates=np.array(column("rate")),
            batch_indices=self.recorder.batches(len(self.params) if self.ensemble else None),
            examples_seen=seen,
            examples=self.problem.n,
            stopped_by=reason,
            bill=self.meter.bill(self.updates, self.recording),
            recipe=recipe(self.batches, self.method, self.optimizer),
            title=self.problem.title,
            seed=self.seed,
            diverged_at=self.diverged_at if self.ensemble else single,
        )

    def _gradients(self) -> Any:
        """The recorded gradients (T, …, P)."""
        return np.array(self.recorder.column("gradient")).reshape(-1, *self.params.shape)
