"""Notebook 08: predict a number [updates], predict an order [who_leads]."""

import numpy as np

from sgdlab.course.exercises import Choice, Exercise, Mistake


def number_of_updates(n: int, size: int, epochs: int) -> int:
    full, rest = divmod(n, size)
    return epochs * (full + (1 if rest else 0))  # the short last batch is an update too


def _draw_count(rng: np.random.Generator) -> tuple[int, int, int]:
    size = int(rng.integers(5, 12))
    rest = int(rng.integers(1, size // 2))  # short enough that two rests fit into one batch
    epochs = int(rng.integers(size, size + 8))  # so many that the rests together fill at least one batch
    return size * int(rng.integers(4, 20)) + rest, size, epochs


updates = Exercise(
    "updates",
    number_of_updates,
    _draw_count,
    praise="The short last batch makes an update of its own, once in every epoch.",
    mistakes=[
        Mistake(
            lambda n, size, epochs: epochs * (n // size),
            "You left out the short last batch. It has fewer examples, and it makes an update all the same.",
        ),
        Mistake(
            lambda n, size, epochs: -(-n * epochs // size),
            "You counted as if batches ran on from one epoch into the next. Each epoch ends with its own short batch.",
        ),
        Mistake(
            lambda n, size, epochs: n * epochs // size,
            "You divided all the examples by the batch size. But each epoch is cut alone, and ends with a short batch.",
        ),
        Mistake(
            lambda n, size, epochs: n * epochs / size,
            "That is not a whole number, and updates are. Ask what happens to the examples that do not fill a batch.",
        ),
        Mistake(
            lambda n, size, epochs: epochs,
            "You counted epochs. An epoch is a pass over the data; a step is one update. They agree only for the full "
            "batch.",
        ),
        Mistake(
            lambda n, size, epochs: n * epochs,
            "You counted example-gradients. Each update uses up to `size` of them.",
        ),
    ],
    hints=[
        "Do one epoch by hand: 10 examples in batches of 4. How many batches are there?",
        "4 + 4 + 2: three batches. Now the next epoch starts from the whole set again.",
        "You need n / size, rounded up, before you multiply by the epochs.",
    ],
)

who_leads = Choice(
    "who_leads",
    ["SGD", "full batch", "neither"],
    {"A": "SGD", "B": "full batch", "C": "full batch", "D": "neither"},
    because={
        "A": "123 noisy steps beat one exact step.",
        "B": "The noise of a constant learning rate is a floor under SGD; the full batch has none.",
        "C": "Step by step the exact gradient is the better one. It costs 123 times as much, and per step nobody asks.",
        "D": "A batch of all examples is the full batch; its order does not matter to a mean.",
    },
    praise="It depends on the budget, and on what is counted. You can now say how.",
    mistakes=[
        (
            {"A": "SGD", "B": "SGD"},
            "You have SGD ahead after one epoch and after a thousand. With a constant learning rate its noise never "
            "fades; look once more at the last row of the table.",
        ),
        (
            {"A": "full batch"},
            "You have the full batch ahead after one epoch. An epoch is not a step: in one epoch the full batch "
            "moves once, and SGD with one example at a time moves 123 times.",
        ),
        (
            {"C": "SGD"},
            "You have SGD ahead at equal steps. Per step the exact gradient is at least as good on average; SGD's "
            "advantage is that it takes more steps for the same examples.",
        ),
        (
            {"D": "SGD"},
            "In D you found a winner, but a batch of all 123 examples leaves nothing to chance: both compute the same "
            "mean.",
        ),
        (
            {"D": "full batch"},
            "In D you found a winner, but a batch of all 123 examples leaves nothing to chance: both compute the same "
            "mean.",
        ),
    ],
    hints=[
        "First ask what is held equal: example-gradients in A and B, steps in C.",
        "In B, think of where SGD stands when its average step has become zero: does it stand still?",
        "In D, ask how many different batches of 123 there are among 123 examples.",
    ],
)
