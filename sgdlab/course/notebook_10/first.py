"""Predict: how long is the first step?

There is one parameter, and its first gradient is `slope` (above 0). `rho` is the ρ of RMSProp. Adam corrects
its averages, as when the lab opened. Write a rule for the length of each first step, as `{"gradient descent": …,
"AdaGrad": …, "RMSProp": …, "Adam": …}`; take ε as 0. It is tried on numbers that you have not seen.
"""

import numpy as np

from sgdlab.course.exercises import Answer, Exercise, changed


def first_steps(slope: float, learning_rate: float, rho: float) -> Answer:
    return {
        "gradient descent": learning_rate * slope,
        "AdaGrad": learning_rate,  # slope / root of slope²
        "RMSProp": learning_rate / np.sqrt(1 - rho),  # the average has only 1 − ρ of slope²
        "Adam": learning_rate,
    }


first = Exercise(
    "first",
    first_steps,
    lambda rng: (rng.uniform(2, 30), rng.uniform(0.01, 0.3), rng.choice([0.9, 0.95, 0.99])),
    praise="Only gradient descent looks at the size of the slope. And RMSProp's first step is longer than its "
    "learning rate.",
    mistakes=[
        changed(
            first_steps,
            {
                '"AdaGrad": learning_rate': '"AdaGrad": learning_rate * slope',
                "/ np.sqrt(1 - rho)": "* slope",
                '"Adam": learning_rate': '"Adam": learning_rate * slope',
            },
        ),
        "You multiplied by the slope everywhere. The other three divide by a root of squared slopes, and at the "
        "first step there is only this one.",
        changed(first_steps, {" / np.sqrt(1 - rho)": ""}),
        "You gave RMSProp the learning rate. Its average of squares began at 0 and has only a share 1 − ρ of the "
        "squared slope, so it divides by too little; and it has no bias correction.",
        changed(first_steps, {"/ np.sqrt": "* np.sqrt"}),
        "You turned RMSProp around: an average that is too *small* makes the step too *long*.",
        changed(first_steps, {"np.sqrt": ""}),
        "You forgot the root: RMSProp divides by the square root of (1 − ρ) × slope².",
        changed(first_steps, {"1 - rho": "rho"}),
        "You kept ρ of the new square. ρ is the share of the *old* average; the new square gets 1 − ρ.",
        changed(first_steps, {'"Adam": learning_rate': '"Adam": learning_rate * 0.1 / np.sqrt(0.001)'}),
        "That is Adam without its bias correction. With it, the two averages after one step are the slope and "
        "its square.",
        changed(first_steps, {'"Adam": learning_rate': '"Adam": learning_rate * slope'}),
        "You let Adam's first step grow with the slope. It is divided by the slope's own size.",
        changed(first_steps, {" * slope": ""}),
        "You gave gradient descent the learning rate alone. Its step is the learning rate times the slope.",
    ],
    hints=[
        "For each one, write down the numerator and the denominator of its step when all it has seen is one slope g.",
        "AdaGrad: g / √(g²). Adam: after the correction also g / √(g²).",
        "RMSProp: g / √((1 − ρ) g²), and no correction.",
    ],
)
