"""The capstone: all three jobs, on digits

You are given `problem` (`problem.data`, `problem.n`, `problem.start`), the `meter` and a `seed`. Return the
parameters at the end. With `sl.train` these are `sl.train(problem, …, seed=seed).final`. In a loop of your own, compare
`meter.left` with the size of each batch before you look at it. All three jobs are yours to choose.

There are three tiers: **93 %**, **96 %**, and then **93.5 %** on a harder problem, in which every pixel is measured in
a unit of its own. With one learning rate for all weights you will hardly ever reach that.
"""

from types import SimpleNamespace

import numpy as np

from sgdlab.batches import full_batch, minibatch
from sgdlab.course.exercises import Answer
from sgdlab.course.notebook_12.metered import EPOCHS, HIDDEN
from sgdlab.course.notebook_12.training import Slip, Tier, TrainingExercise
from sgdlab.data import digits
from sgdlab.gradients import backprop
from sgdlab.optimizers import gradient_descent
from sgdlab.problems import mlp
from sgdlab.quantities import Given

ACCURACY = 0.93
sl = SimpleNamespace(minibatch=minibatch, backprop=backprop, gradient_descent=gradient_descent)  # as in a notebook


def my_training(problem: Given, meter: Given, seed: Given) -> Answer:
    rng = np.random.default_rng(seed)
    optimizer = sl.gradient_descent(0.05, momentum=0.8)
    params = problem.start
    state = optimizer.init(params)
    while True:
        for chosen in sl.minibatch(16)(problem.n, rng):  # 1: which examples?
            if meter.left < len(chosen):
                return params
            batch = tuple(array[chosen] for array in problem.data)
            _, gradient = sl.backprop(problem, params, batch)  # 2: what is the gradient?
            step, state = optimizer.update(gradient, state, params)  # 3: what do we do with it?
            params = params + step


def _loop(
    problem: Given, meter: Given, seed: int, *, batches: Given = None, spend: float = 1.0, scale: float = 1.0
) -> Answer:
    """A training with a slip in it: other batches, another budget, gradients of another size."""
    rng, params = np.random.default_rng(seed), problem.start
    left = int(spend * meter.budget)
    while True:
        for chosen in (batches or minibatch(16))(problem.n, rng):
            if left < len(chosen):
                return params
            left -= len(chosen)
            _, gradient = backprop(problem, params, tuple(array[chosen] for array in problem.data))
            params = params - 0.2 * scale * gradient


def _in_order(n: int, rng: np.random.Generator) -> Answer:
    return np.split(np.arange(n), range(16, n, 16))


def _with_test_digits(problem: Given, meter: Given, seed: int) -> Answer:
    table, rng, params = digits(), np.random.default_rng(seed), problem.start
    images = table["image"] / 16
    for chosen in (batch for _ in range(EPOCHS // 2) for batch in minibatch(16)(len(images), rng)):
        params = params - 0.2 * backprop(problem, params, (images[chosen], table["digit"][chosen].astype(float)))[1]
    return params


def _never_moved(problem: Given, meter: Given, seed: int) -> Answer:
    _loop(problem, meter, seed)
    return problem.start


def _copied(problem: Given) -> Given:
    """The same problem with data that nobody counts, as in code that copies them first."""
    images, labels = map(np.array, problem.data)
    return mlp(images, labels, hidden=HIDDEN, loss="cross_entropy")


SLIPS = (
    Slip(
        _with_test_digits,
        "Some of your batches hold images that are not the problem's. The test images are only for the test: a "
        "score on images that were trained on says nothing about new digits. Take every batch from problem.data.",
        lambda trained: trained.meter.foreign,
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, spend=1.5),
        "You went over the budget. Before each batch compare meter.left with its length, and return when it is no "
        "longer enough.",
        lambda trained: trained.meter.left < 0,
    ),
    Slip(
        lambda problem, meter, seed: _loop(_copied(problem), meter, seed),
        "Your parameters moved, but the meter has not seen a single example. It watches problem.data; a copy, such as "
        "np.array(problem.data[0]) makes, is out of its sight. Take your batches from problem.data itself.",
        lambda trained: trained.meter.spent == 0 and trained.moved,
    ),
    Slip(
        lambda problem, meter, seed: problem.start,
        "You computed no gradient, so the meter has not moved. Job 2 is sl.backprop(problem, params, batch).",
        lambda trained: trained.meter.spent == 0,
    ),
    Slip(
        _never_moved,
        "You computed gradients, but no parameter has moved. Backprop does not train: add the optimizer's step to "
        "params.",
        lambda trained: not trained.moved,
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, batches=lambda n, rng: [np.arange(16) * (n // 16)]),
        "Your batches are always the same few examples. Draw new ones for every step, and a new order for every epoch.",
        lambda trained: trained.variety < 0.5,
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, batches=_in_order),
        "You never shuffled. The examples are sorted by digit, so each of your batches holds one digit, and the "
        "network forgets the others.",
        lambda trained: trained.in_order,
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, scale=128.0),
        "The loss is higher at the end than at the start. Did you sum over the batch instead of averaging, take too "
        "large a learning rate, or go uphill? sl.backprop gives the mean, and the optimizer's step already goes down.",
        lambda trained: not trained.losses[1] < trained.losses[0],
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, batches=full_batch, scale=2.0),
        "You took too many examples at a time: the budget was gone after a few dozen steps. Smaller batches give "
        "noisier gradients, and many more of them.",
        lambda trained: trained.meter.gradients < 60 and trained.meter.left < trained.meter.budget / 2,
    ),
    Slip(
        lambda problem, meter, seed: _loop(problem, meter, seed, spend=0.02),
        "You stopped with more than half of the budget unspent. You can pay for more than one epoch: draw a new "
        "order and go on while meter.left lasts.",
        lambda trained: trained.meter.left > trained.meter.budget / 2,
    ),
)

capstone = TrainingExercise(
    "capstone",
    my_training,
    tiers=(
        Tier(ACCURACY, False, ""),
        Tier(
            0.96,
            False,
            "For tier 2 reach 96 %: compare batch sizes and learning rates, add momentum, or let the learning rate "
            "fall towards the end (meter.left says how far you are).",
        ),
        Tier(
            0.935,
            True,
            "For tier 3 the same code has to reach 93.5 % where every pixel is measured in a unit of its own, as "
            "happens when nobody scaled the data; exercises.task(seed=0, in_units=True) is that problem. One learning "
            "rate for all weights can't suit them. Notebooks 09 and 10 have the parts: averages of gradients, and a "
            "step size for each parameter.",
        ),
    ),
    slips=SLIPS,
    praise="Three jobs, one loop, on digits that it had never seen, in units that nobody scaled. That is all of them.",
    hints=[
        "Three lines belong in the innermost loop, one for each job: a batch, its gradient, a step. Around them: "
        "the batches of one epoch, and around that: epochs until the budget is spent.",
        "sl.minibatch(16)(problem.n, rng) yields the shuffled numbers of the examples, batch after batch, for one "
        "epoch. With them, batch = tuple(array[chosen] for array in problem.data).",
        "sl.backprop(problem, params, batch) returns (loss, gradient). An optimizer, such as "
        "sl.gradient_descent(0.05, momentum=0.8), has init(params) -> state and update(gradient, state, params) -> "
        "(step, state). Return params before a batch that meter.left no longer pays for.",
    ],
)
