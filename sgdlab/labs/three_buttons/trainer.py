"""Forward, backward, update, one at a time, on a small network [Trainer, Moment]."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from sgdlab.checks import locked
from sgdlab.gradients import backprop
from sgdlab.labs.three_buttons.presses import NAMES, Press
from sgdlab.problems import Model
from sgdlab.quantities import Array

Round: TypeAlias = tuple[Array, float, Array]  # parameters, with the loss and the gradient there

KEPT = 1000  # rounds of a walk, at most

WORDS = {  # what the last press did; `front_end/src/labs/three_buttons/trainer.js` fills them in, too
    **NAMES,
    "nothing": "Nothing was pressed yet.",
    "over": "The run has diverged; press “start again”.",
    "press": "{name}{times}: {report} {effect}.",
    "times": ", {times} times",
    "effect": "{changed} of {size} parameters changed{others}",
    "others": "; the gradient of the others is 0, or too small to change a float",
    "computed": "the outputs and the loss were computed.",
    "no loss": "there is nothing to go back through; press forward first.",
    "gradient": "the gradient was computed.",
    "no gradient": "there is no gradient; press forward and backward first.",
    "used": "the gradient belonged to the parameters before; press forward and backward first.",
    "moved": "the parameters moved against the gradient.",
    "moved once": "the parameters moved once; then the lab threw the old gradient away.",
    "all": "forward, backward and update.",
    "diverged": "diverged; the learning rate {rate} is too large.",
}


@dataclass(frozen=True, eq=False)
class Moment:
    """Where the trainer stands after some presses.

    params (P,); loss and gradient (P,) of exactly these parameters, None before they are computed; last (P,): the
    newest gradient, also if the lab threw it away; counts: how often each letter was carried out; fresh (K,): the
    losses after each update of the last press; changed: how many parameters the last press changed; report: what it
    did, in a sentence.
    """

    params: Array
    loss: float | None = None
    gradient: Array | None = None
    last: Array | None = None
    counts: dict[str, int] = field(default_factory=lambda: {"f": 0, "b": 0, "u": 0})
    fresh: Array = field(default_factory=lambda: np.empty(0))
    changed: int = 0
    report: str = WORDS["nothing"]
    diverged: bool = False


class Trainer:
    """A network and a learning rate; presses are replayed from the start, and each moment is computed only once."""

    def __init__(self, problem: Model, learning_rate: float) -> None:
        self.problem, self.learning_rate = problem, learning_rate
        self._known: dict[tuple[Press, ...], Moment] = {(): Moment(problem.start)}
        self._walks: dict[bytes, list[Round]] = {}

    def after(self, presses: tuple[Press, ...]) -> list[Moment]:
        """Return the moments from the start to the last press."""
        for k in range(len(presses)):
            if presses[: k + 1] not in self._known:
                self._known[presses[: k + 1]] = self.pressed(self._known[presses[:k]], presses[k])
        return [self._known[presses[:k]] for k in range(len(presses) + 1)]

    def pressed(self, now: Moment, press: Press) -> Moment:
        """Return the moment after one more press."""
        times, letter = press
        if now.diverged:
            return replace(now, fresh=np.empty(0), changed=0, report=WORDS["over"])
        moment = replace(now, fresh=np.empty(0), counts=dict(now.counts))
        done = {"f": self._forward, "b": self._backward, "u": self._update, "r": self._rounds}[letter](moment, times)
        changed = int(np.sum(done.params != now.params))
        others = WORDS["others"] if len(done.fresh) and changed < len(now.params) else ""
        report = WORDS["press"].format(
            name=WORDS[letter].capitalize(),
            times="" if times == 1 else WORDS["times"].format(times=f"{times:,}"),
            report=done.report,
            effect=WORDS["effect"].format(changed=changed, size=len(now.params), others=others),
        )
        return locked(replace(done, changed=changed, report=report))

    def _forward(self, now: Moment, times: int) -> Moment:
        now.counts["f"] += times
        return replace(now, loss=float(self.problem(now.params)), report=WORDS["computed"])

    def _backward(self, now: Moment, times: int) -> Moment:
        if now.loss is None:
            return replace(now, report=WORDS["no loss"])
        _, gradient = backprop(self.problem, now.params)
        now.counts["b"] += times
        return replace(now, gradient=gradient, last=gradient, report=WORDS["gradient"])

    def _update(self, now: Moment, times: int) -> Moment:
        if now.gradient is None:
            return replace(now, report=WORDS["used" if now.counts["u"] else "no gradient"])
        now.counts["u"] += 1
        params = now.params - self.learning_rate * now.gradient
        return self._moved(now, params, WORDS["moved" if times == 1 else "moved once"])

    def _rounds(self, now: Moment, times: int) -> Moment:
        rows, losses, gradients = zip(*self._walk(now.params, times)[: times + 1], strict=True)
        for letter in now.counts:
            now.counts[letter] += times
        moved = self._moved(now, rows[times], WORDS["all"])
        return replace(moved, fresh=np.array(losses[1:]), last=gradients[times - 1])

    def _walk(self, params: Array, times: int) -> list[Round]:
        """The way from a start on, each round by one call of backprop; kept, so that one more round costs one."""
        walk = self._walks.setdefault(params.tobytes(), []) if times <= KEPT else []
        while len(walk) <= times:
            if walk:
                params = walk[-1][0] - self.learning_rate * walk[-1][2]
            loss, gradient = backprop(self.problem, params)
            walk.append((params, float(loss), gradient))
        return walk

    def _moved(self, now: Moment, params: Array, report: str) -> Moment:
        """The moment with new parameters: loss and gradient of the old ones are void."""
        loss = float(self.problem(params))
        diverged = not (np.all(np.isfinite(params)) and np.isfinite(loss))
        if diverged:
            report = WORDS["diverged"].format(rate=f"{self.learning_rate:g}")
        return replace(
            now, params=params, loss=None, gradient=None, fresh=np.array([loss]), report=report, diverged=diverged
        )
