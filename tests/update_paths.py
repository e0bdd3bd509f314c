"""Made-up gradients, and the path that an update rule takes on them, with no loss anywhere; and any schedule."""

from inspect import Parameter, signature
from typing import Any

import numpy as np

import sgdlab as sl
from sgdlab.optimizers.optimizer import UpdateRule
from sgdlab.optimizers.wrappers import Wrapper

# Entries of very different size, one that is often 0, and one whose sign never changes.
GRADIENTS = np.random.default_rng(0).normal(size=(100, 6)) * [1, 1e-5, 1e3, 1, 1, 1]
GRADIENTS[::3, 3] = 0
GRADIENTS[:, 4] = np.abs(GRADIENTS[:, 4])
START = np.linspace(-2, 2, 6)

PUBLIC = [one for one in map(sl.__getattr__, sl.__all__) if isinstance(one, type) and issubclass(one, UpdateRule)]
MAKERS = [one for one in PUBLIC if not issubclass(one, Wrapper)]
SCHEDULES = [
    one for one in vars(sl.schedules).values() if isinstance(one, type) and one.__module__ == sl.schedules.__name__
]


def schedule_settings(schedule: type, rate: Any = 0.1) -> dict[str, Any]:
    """Return settings for a kind of schedule, all of which depend on the rate if they can."""
    values = {"rate": rate, "schedule": rate, "factor": 1 - rate, "decay": rate, "every": 4, "steps": 12}
    settings = {name: values.get(name, one.default) for name, one in signature(schedule).parameters.items()}
    missing = [name for name, value in settings.items() if value is Parameter.empty]
    assert missing == [], f"give {missing} of schedules.{schedule.__name__} a value in tests/update_paths.py"
    return settings


RULES = {  # all that need a gradient alone, and what they can be made to
    **{make.__name__: make for make in MAKERS if not hasattr(make, "needs")},
    "heavy ball": lambda rate, **more: sl.gradient_descent(rate, 0.9, **more),
    "Nesterov": lambda rate, **more: sl.gradient_descent(rate, 0.9, nesterov=True, **more),
    "RMSProp with momentum": lambda rate, **more: sl.rmsprop(rate, momentum=0.9, **more),
    "AMSGrad": lambda rate, **more: sl.adam(rate, amsgrad=True, **more),
    "weight decay": lambda rate: sl.weight_decay(sl.adam(rate), 0.1),
    "clipped norm": lambda rate: sl.clip_norm(sl.gradient_descent(rate, 0.9), 0.5),
    "clipped value": lambda rate: sl.clip_value(sl.rmsprop(rate), 0.5),
}


def follow(rule, gradients=GRADIENTS, start=START):
    """Return the parameters after each of the gradients."""
    params, state, path = start, rule.init(start), []
    for gradient in gradients:
        step, state = rule.update(gradient, state, params)
        params = params + step
        path.append(params)
    return np.array(path)


def first_step(rule, gradient):
    """Return the first step for a gradient, from parameters 0."""
    gradient = np.asarray(gradient, dtype=float)
    return rule.update(gradient, rule.init(np.zeros_like(gradient)), np.zeros_like(gradient))[0]
