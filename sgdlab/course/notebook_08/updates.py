"""Predict: how many updates?

There are `n` examples in batches of `size`, and the last batch of each epoch is kept even if it is short. How many
updates are there in `epochs` epochs? Write your prediction as a rule; it is tried on numbers that you have not seen.
"""

import numpy as np

from sgdlab.course.exercises import Exercise


def number_of_updates(n: int, size: int, epochs: int) -> int:
    full, rest = divmod(n, size)
    return epochs * (full + (1 if rest else 0))  # the short last batch is an update too


def _draw(rng: np.random.Generator) -> tuple[int, int, int]:
    size = int(rng.integers(5, 12))
    rest = int(rng.integers(2, (size + 1) // 2))  # short enough that two rests fit into one batch
    epochs = int(rng.integers(size, size + 8))  # so many that the rests together fill at least one batch
    return size * int(rng.integers(4, 20)) + rest, size, epochs


def _one_left(rng: np.random.Generator) -> tuple[int, int, int]:
    n, size, epochs = _no_rest(rng)
    return n + 1, size, epochs


def _no_rest(rng: np.random.Generator) -> tuple[int, int, int]:
    """An odd number of full batches, so that round(n / size + 0.5), which goes to the even number, has one too many."""
    size = int(rng.integers(5, 12))
    return size * (2 * int(rng.integers(1, 10)) + 1), size, int(rng.integers(2, 8))


def _nearly_full(rng: np.random.Generator) -> tuple[int, int, int]:
    """A last batch that lacks only one or two examples."""
    n, size, epochs = _no_rest(rng)
    return n - int(rng.integers(1, 3)), size, epochs


def _few(rng: np.random.Generator) -> tuple[int, int, int]:
    """Fewer examples than a batch may have, but more than half as many, which are rounded up."""
    size = int(rng.integers(5, 12))
    return size - int(rng.integers(1, min(4, (size + 1) // 2))), size, int(rng.integers(2, 8))


updates = Exercise(
    "updates",
    number_of_updates,
    [_draw, _no_rest, _few, _one_left, _nearly_full],
    praise="The short last batch makes an update of its own, once in every epoch.",
    mistakes=[
        *(lambda n, size, epochs, least=least: epochs * max(least, n // size) for least in (0, 1)),
        "You left out the short last batch. It has fewer examples, but it still makes an update.",
        lambda n, size, epochs: n // size,
        "You counted the full batches of one epoch. Its short last batch is missing, and so are the other epochs.",
        lambda n, size, epochs: epochs * (n // size) + 1,
        "You added one short batch at the end of all. Each epoch ends with its own, unless `size` divides n.",
        lambda n, size, epochs: epochs * (n // size + n % size),
        "n % size is how many examples the last batch has, not how many batches they make.",
        lambda n, size, epochs: epochs * -(-(n - 1) // size),
        "You counted the examples from 1, so that a last batch of a single example is lost. Count from 0 to n - 1.",
        lambda n, size, epochs: epochs * round(n / size),
        "You rounded to the nearest whole number. The last batch makes an update however short it is: round up.",
        lambda n, size, epochs: -(-n * epochs // size),
        "You counted as if batches ran on from one epoch into the next. Each epoch ends with its own short batch.",
        lambda n, size, epochs: epochs * (n // size + 1),
        "You added a short last batch to every epoch. Where `size` divides n there is none.",
        lambda n, size, epochs: n * epochs // size,
        "You divided all the examples by the batch size. But each epoch is cut on its own, and ends with a "
        "short batch.",
        lambda n, size, epochs: n * epochs / size,
        "That is not a whole number, but a number of updates is. Ask what happens to the examples that do not "
        "fill a batch.",
        lambda n, size, epochs: epochs,
        "You counted epochs. An epoch is a pass over the data; a step is one update. They agree only for the full "
        "batch.",
        lambda n, size, epochs: n * epochs,
        "You counted example-gradients. Each update uses up to `size` of them.",
    ],
    hints=[
        "Do one epoch by hand: 10 examples in batches of 4. How many batches are there?",
        "4 + 4 + 2: three batches. Now the next epoch starts from the whole set again.",
        "You need n / size, rounded up, before you multiply by the epochs.",
    ],
)
