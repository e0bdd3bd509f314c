"""The interface of every gradient method [GradientMethod], what those of sgdlab share [Method], and their losses."""

from copy import copy
from dataclasses import fields, replace
from typing import Any, Protocol, Self

from sgdlab.autodiff.arraylike import ArrayLike
from sgdlab.autodiff.called import called
from sgdlab.autodiff.dispatch import Box
from sgdlab.calls import wrong_call
from sgdlab.checks import given, loss_value, real_array
from sgdlab.part import Part
from sgdlab.quantities import Batch, Given, Gradient, Loss, LossValue, Params, Traced


class GradientMethod(Protocol):
    """What `train` expects of a gradient method.

    A method that draws random numbers also has a parameter `rng`, and `train` passes it a generator of its own.  In an
    ensemble it is called for each member, unless it has an attribute `vectorized = True`; then it gets params (S, P),
    and a list of S generators.
    """

    def __call__(self, *args: Any, **rng: Any) -> tuple[LossValue, Gradient]:
        """Return (value, gradient) of (loss, params, batch): both of the batch, the gradient with respect to params."""


class Method(GradientMethod, Part):
    """A gradient method of sgdlab; if it has options, a call with options alone returns a method with these options."""

    def configured(self, loss: Loss | None, params: Params | None, options: dict[str, object]) -> Self:
        """Return the method with these options (self if there are none), or raise an error for an unknown one."""
        if not callable(loss) and not (loss is None and params is None):
            name = fields(self)[0].name  # type: ignore[arg-type]
            raise TypeError(
                f"{self.name} takes a loss and its parameters, or options by name, such as "
                f"{name}={getattr(self, name)!r}; got {given(loss)} as the loss"
            )
        if options and (wrong := wrong_call(type(self), (), options, self.name)):
            raise TypeError(wrong)
        return replace(self, **options) if options else self  # type: ignore[type-var]


def loss_at(loss: Loss, params: Params, batch: Batch | None) -> Traced:
    """Return the loss at params (…, P), on the batch if there is one: numbers (…), or a box of them."""
    if not callable(loss) or isinstance(loss, type):
        raise TypeError(f"loss is a problem or a function loss(params); got {given(loss)}")
    value = called(loss, params) if batch is None else called(loss, params, batch)
    return loss_value(value, params.shape[:-1], boxed=isinstance(value, Box))


def boxed_loss(loss: Loss, params: Box, batch: Batch | None, lost: str) -> Traced:
    """Return the loss at params in a box, in a box of the same kind; the error says what is lost if it isn't one."""
    value = loss_at(loss, params, batch)
    if type(value) is not type(params):
        raise TypeError(
            f"the loss returned a plain {type(value).__name__}, so {lost}: it must be computed from its parameters "
            "with NumPy functions, without float(), .data, .real or np.asarray() on the way"
        )
    return value


def as_floats(params: Params) -> Params:
    """Return params (…, P) as floats; integers become float64, and a box stays as it is."""
    if isinstance(params, ArrayLike) and params.ndim:
        return params
    return real_array(getattr(params, "inner", params), "params", ("…", "P"), finite=False)


def loss_of_arrays(problem: Given) -> Loss:
    """Return the loss of a problem as a function (params, *batch) of arrays, which can be traced."""
    own = copy(problem)  # because a program is kept as long as its problem, which it must not keep alive

    def loss(params: Params, *batch: object) -> LossValue:
        return own(params, batch)

    return loss


def data_names(problem: Given) -> list[str]:
    """Return names for the arrays of a problem's data."""
    return ["X", "y"] if len(problem.data) == 2 else [f"data{i + 1}" for i in range(len(problem.data))]
