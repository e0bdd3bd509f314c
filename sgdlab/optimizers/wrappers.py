"""Additions to any optimizer: [weight_decay], [clip_norm], [clip_value].

Each takes an optimizer (or a plain function) and is an optimizer itself; it changes the gradient before the inner one
sees it.  As wrappers instead of arguments of every optimizer, they are written, checked and tested once, work with your
own optimizers, and act in the order in which you read them: from the outside in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import numpy as np

from sgdlab.optimizers.optimizer import AboveZero, NotNegative, UpdateRule, on_diagonal, setting_text, with_qualities
from sgdlab.optimizers.own_function import as_optimizer
from sgdlab.part import part_name
from sgdlab.quantities import Array, Given, State

Inner: TypeAlias = Annotated[Any, as_optimizer]


def _of_inner(name: str, default: object = None) -> Any:
    return property(lambda self: getattr(self.optimizer, name, default))


@dataclass(frozen=True, eq=False, repr=False)
class Wrapper(UpdateRule):
    """An optimizer around another one; its state, and all else that is asked of it, are those of the inner one."""

    optimizer: Inner
    learning_rate = _of_inner("learning_rate")
    family = _of_inner("family")
    needs = _of_inner("needs")
    vectorized = _of_inner("vectorized", False)

    @property
    def settings(self) -> dict[str, Given]:
        """The settings by name, including those of the inner optimizer."""
        return {**getattr(self.optimizer, "settings", {}), **super().settings}

    def words_with(self, quality: str) -> str:
        """Return the description of the inner optimizer with one more quality."""
        return with_qualities(part_name(self.optimizer), quality)

    def init(self, params: Array) -> State:
        """Return the state of the inner optimizer."""
        return self.optimizer.init(params)


@dataclass(frozen=True, eq=False, repr=False)
class weight_decay(Wrapper):
    """An optimizer that gets the gradient of the loss plus decay/2 |w|^2, which pulls every weight towards 0.

    Formula:  g' = g + decay * w;  the inner optimizer gets g' instead of g (and H + decay * I instead of H)

    PyTorch's convention for the weight_decay of SGD, Adagrad, RMSprop and Adam: the decay goes through momentum and
    averages, and the loss that the run reports does not include it.  For decoupled decay use `adamw`.  All parameters
    decay; to leave out an intercept, put the penalty into the loss instead.

    optimizer: any, or a function (gradient, params) -> step.  decay: at least 0, or an array (S, 1) for ensembles.
    Errors: anything else; the message names it.

    Source: Krogh, Hertz, "A simple weight decay can improve generalization", 1992.

    >>> from sgdlab.optimizers import gradient_descent
    >>> rule = weight_decay(gradient_descent(0.5), 0.1)
    >>> rule
    weight_decay(gradient_descent(0.5), decay=0.1)
    >>> step, _ = rule.update(np.zeros(2), rule.init(np.zeros(2)), np.array([1.0, -2.0]))
    >>> step.tolist()
    [-0.05, 0.1]
    """

    decay: NotNegative = 0.01

    @property
    def words(self) -> str:
        return self.words_with(setting_text("weight decay", self.decay))

    def update(self, gradient: Array, state: State, params: Array, **needed: Array) -> tuple[Array, State]:
        """Return the step of the inner optimizer for the gradient with the decay."""
        if "hessian" in needed:  # the Hessian of the same penalty, decay/2 |w|^2
            needed["hessian"] = needed["hessian"] + on_diagonal(self.decay, needed["hessian"])
        return self.optimizer.update(gradient + self.decay * params, state, params, **needed)  # type: ignore[no-any-return]


@dataclass(frozen=True, eq=False, repr=False)
class clip_norm(Wrapper):
    """An optimizer that gets gradients of limited length; longer ones are shortened and keep their direction.

    Formula:  g' = g * min(1, limit / (|g| + 1e-6)),  with |g| the Euclidean norm, of each member in an ensemble

    PyTorch's convention (clip_grad_norm_): the 1e-6 avoids a division by 0 for a gradient of 0, and makes a clipped
    gradient very slightly shorter than `limit`.

    optimizer: any, or a function (gradient, params) -> step.  limit: above 0, or an array (S, 1) for ensembles.
    Errors: anything else; the message names it.

    Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2013.

    >>> from sgdlab.optimizers import gradient_descent
    >>> rule = clip_norm(gradient_descent(1.0), 0.5)
    >>> step, _ = rule.update(np.array([3.0, 4.0]), rule.init(np.zeros(2)), np.zeros(2))
    >>> step.round(4).tolist()
    [-0.3, -0.4]
    """

    limit: AboveZero = 1.0

    @property
    def words(self) -> str:
        return self.words_with(f"gradients clipped to {setting_text('norm', self.limit)}")

    def update(self, gradient: Array, state: State, params: Array, **needed: object) -> tuple[Array, State]:
        """Return the step of the inner optimizer for the clipped gradient."""
        unit = np.maximum(1.0, np.abs(gradient).max(axis=-1, keepdims=True))  # so that no square is too large
        norm = np.sqrt(np.square(gradient / unit).sum(axis=-1, keepdims=True))  # in units, as it may be too large, too
        clipped = gradient * np.minimum(1.0, self.limit / unit / (norm + 1e-6 / unit))
        return self.optimizer.update(clipped, state, params, **needed)  # type: ignore[no-any-return]


@dataclass(frozen=True, eq=False, repr=False)
class clip_value(Wrapper):
    """An optimizer that gets gradients with entries cut to [-limit, limit], which may change their direction.

    Formula:  g'_i = min(max(g_i, -limit), limit)

    optimizer: any, or a function (gradient, params) -> step.  limit: above 0, or an array (S, 1) for ensembles.
    Errors: anything else; the message names it.

    Source: PyTorch's clip_grad_value_; Mikolov, "Statistical language models based on neural networks", 2012.

    >>> from sgdlab.optimizers import gradient_descent
    >>> rule = clip_value(gradient_descent(1.0), 0.5)
    >>> step, _ = rule.update(np.array([3.0, 0.2]), rule.init(np.zeros(2)), np.zeros(2))
    >>> step.tolist()
    [-0.5, -0.2]
    """

    limit: AboveZero = 1.0

    @property
    def words(self) -> str:
        limit = setting_text("value", self.limit).removeprefix("value ")
        return self.words_with(f"gradient entries clipped to {limit}")

    def update(self, gradient: Array, state: State, params: Array, **needed: object) -> tuple[Array, State]:
        """Return the step of the inner optimizer for the clipped gradient."""
        clipped = np.minimum(np.maximum(gradient, -self.limit), self.limit)
        return self.optimizer.update(clipped, state, params, **needed)  # type: ignore[no-any-return]
