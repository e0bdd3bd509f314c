"""The loop of a method that sees values and no gradients [SearchLoop]."""

from types import FunctionType
from typing import Any

import numpy as np

from sgdlab.checks import real_array
from sgdlab.recipe import words
from sgdlab.stopping import Rule
from sgdlab.training.checks import like, pair
from sgdlab.training.feed import generators
from sgdlab.training.loop import Loop, StopRule
from sgdlab.training.recorder import losses_at


def is_search(rule: Any) -> bool:
    """Whether an optimizer is a search: it proposes candidates and is told their losses.

    >>> from sgdlab import gradient_descent, random_search
    >>> is_search(random_search()), is_search(gradient_descent(0.1))
    (True, False)
    """
    if isinstance(rule, FunctionType) and (rule.__module__ or "").startswith("sgdlab.gradient_free"):
        raise TypeError(f"{rule.__name__} makes a search once it is called: {rule.__name__}()")
    methods = [callable(getattr(rule, name, None)) for name in ("propose", "tell")]
    if any(methods) and not (all(methods) and callable(getattr(rule, "init", None)) and not isinstance(rule, type)):
        raise TypeError(
            "a search is an object with init(params, rng), propose(state) and tell(values, state), such as "
            f"evolution_strategy(); got {rule!r:.80}"
        )
    return all(methods)


class SearchLoop(Loop):
    """The state of a run without gradients: .gradient is None, .value the lowest loss among a step's candidates.

    In an ensemble every member searches by itself, with its own generator and batch.
    """

    def _takes_all(self) -> bool:
        """False: a call serves one member, all of whose candidates are billed."""
        return False

    def _begin(self) -> Any:
        """The state of the search of every member."""
        rngs = generators(self.seed, len(self.diverged_at), "search")
        return [self.optimizer.init(w.copy(), rng) for w, rng in zip(self._rows(), rngs, strict=True)]

    def _rows(self) -> Any:
        return self.params if self.ensemble else self.params[None]

    def _one_step(self, drawn: tuple[Any, Any], state: Any, stop: StopRule | None) -> tuple[str | None, Any]:
        """Take one step, or return the reason not to; a stop rule's reason comes after it: what is paid for is used."""
        indices, batch = drawn
        spent = stop.before(self) if isinstance(stop, Rule) else None
        if spent is not None:
            return spent, state
        values = self._values(batch or None, state)
        lowest = np.array([losses.min() for losses in values])
        self.value = lowest if self.ensemble else lowest[0]
        reason = self._divergence(self.value)
        if reason is None:
            reason = None if stop is None else self._asks(stop)
            self._record(indices)
            state = self._tell(values, state)
        return reason, state

    def _values(self, batch: Any, states: Any) -> list[Any]:
        """The losses (K,) of the candidates of each member; what is not a number is given as infinitely bad."""
        found = []
        for k, (state, (_, _, own)) in enumerate(zip(states, self._members(batch), strict=True)):
            name = f"what propose(state) of {words(self.optimizer)} returned"
            candidates = real_array(self.optimizer.propose(state), name, ("K", self.params.shape[-1]), finite=False)
            losses = losses_at(self.problem if k else self.meter, candidates, own)
            found.append(np.where(np.isnan(losses), np.inf, losses))
        return found

    def _tell(self, values: list[Any], states: Any) -> Any:
        """Tell each search the losses of its candidates, and go where it says; one that has diverged stays."""
        params, states = np.array(self._rows()), list(states)
        for k in np.flatnonzero(self.diverged_at < 0):
            told = self.optimizer.tell(values[k], states[k])
            told, states[k] = pair(told, self.optimizer, "(params, state) from tell(values, state)")
            params[k] = like(told, params[k], self.optimizer, "parameters")
        self._arrive(params if self.ensemble else params[0])
        return states

    def _gradients(self) -> None:
        """None: there are none."""
