"""Write: your gradient descent

`gradient_descent(learning_rate, momentum)` returns a rule: a function of the gradient `g` and of its memory `v`, which
is 0 at first. The rule returns the step and the new memory: v ← momentum × v + g, and the step is −learning_rate × v.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from sgdlab.course.exercises import Over, changed
from sgdlab.course.spine.part import Part
from sgdlab.small import Array

Rule: TypeAlias = Callable[[Array, Array], tuple[Array, Array]]
Steps: TypeAlias = dict[str, list[Array]]


def gradient_descent(learning_rate: float, momentum: float = 0.0) -> Rule:
    def rule(g: Array, v: Array) -> tuple[Array, Array]:
        v = momentum * v + g
        return -learning_rate * v, v

    return rule


def _observe(answer: Callable[..., Rule], learning_rate: float, momentum: float, gradients: Array) -> Steps:
    """The steps for a few gradients, one after the other, with momentum and without."""
    found: Steps = {}
    for name, settings in (("without momentum", (learning_rate,)), ("with momentum", (learning_rate, momentum))):
        rule = answer(*settings)
        for run in ("", " in a second run of the same rule"):
            v, steps = np.zeros(()), []
            for g in gradients:
                step, v = rule(g.copy(), v)
                steps.append(np.array(step))
            found[f"the steps {name}{run}"] = steps
    return found


def _moved(answer: Callable[..., Rule]) -> Callable[..., Array]:
    """How far the steps lead in all."""
    return lambda *given: sum(_observe(answer, *given)["the steps with momentum"], np.zeros(3))


optimizer = Part(
    "optimizer",
    gradient_descent,
    lambda rng: (rng.uniform(0.1, 0.4), rng.uniform(0.5, 0.9), rng.normal(size=(4, 3))),
    notebook="09",
    replaces="gradient_descent",
    observe=_observe,
    runs=Over("gradients", through=_moved),
    praise="Job 3 is yours. It has seen neither a loss nor an example.",
    mistakes=[
        changed(gradient_descent, {"-learning_rate": "learning_rate"}),
        "Your steps go uphill. The gradient points to where the loss grows, so the step has a minus.",
        changed(gradient_descent, {"momentum * v + g": "g"}),
        "No gradient of before reaches your steps. Renew v, step with it, and return the new one.",
        changed(gradient_descent, {"v, v": "v, g"}),
        "You remember the last gradient only. Return the new v, which has all of them in it.",
        changed(gradient_descent, {"v = ": "old, v = v, ", "rate * v": "rate * old"}),
        "You step with the old memory. First renew v, then step with it.",
        changed(gradient_descent, {"+ g": "+ (1 - momentum) * g"}),
        "Yours is a running average. Here the gradient is added in full: v ← momentum × v + g.",
        changed(gradient_descent, {"rate * v": "rate * (g + momentum * v)"}),
        "That is Nesterov's step, which looks ahead. Here the step is −learning_rate × v.",
        changed(gradient_descent, {"-learning_rate * v, v": "v, -learning_rate * v"}),
        "You return the two in the wrong order: first the step, then the new memory.",
        changed(gradient_descent, {"-learning_rate * v": "-v"}),
        "You left out the learning rate.",
    ],
    hints=[
        "Write a function inside the function: the inner one, rule(g, v), knows the learning rate and the momentum.",
        "Its first line renews the memory: v = momentum * v + g.",
        "Its second one is: return -learning_rate * v, v.",
    ],
)
