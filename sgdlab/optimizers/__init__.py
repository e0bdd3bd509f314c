"""How far to move: what is done with the gradient, but not how it was computed.

- a step against the gradient, perhaps with momentum            [gradient_descent]
- a step size for every parameter                               [adagrad], [rmsprop], [adam], [adamw]
- a step to the minimum of the local parabola                   [newton]
- shrinking weights or clipped gradients, with any of these     [weight_decay], [clip_norm], [clip_value]
- a learning rate that changes from step to step                [schedules]
- your own function as an optimizer                             [as_optimizer]

An optimizer has two pure functions: `init(params) -> state` and `update(gradient, state, params) -> (step, state)`;
the new parameters are params + step.  A plain function `(gradient, params) -> step` is an optimizer too.
"""

from sgdlab.optimizers import schedules
from sgdlab.optimizers.adam import adam, adamw
from sgdlab.optimizers.adaptive import adagrad, rmsprop
from sgdlab.optimizers.descent import gradient_descent
from sgdlab.optimizers.newton import newton
from sgdlab.optimizers.wrappers import clip_norm, clip_value, weight_decay

__all__ = [
    "adagrad",
    "adam",
    "adamw",
    "clip_norm",
    "clip_value",
    "gradient_descent",
    "newton",
    "rmsprop",
    "schedules",
    "weight_decay",
]
