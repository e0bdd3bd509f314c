"""Predict: who leads?

Answer `"SGD"`, `"full batch"` or `"neither"`. On these penguins, from the start (0, 0), who has the lower loss on
average?

- **A** After **one epoch** each, one example at a time against full batch, each with its best constant learning rate.
- **B** After **a thousand epochs** each, in the same way.
- **C** After **100 steps** each, one example at a time against full batch, both with learning rate 0.02.
- **D** After **100 steps** each, "mini-batches" of 123 against full batch, both with learning rate 0.02.
"""

from sgdlab.course.exercises import Choice

who_leads = Choice(
    "who_leads",
    ["SGD", "full batch", "neither"],
    {"A": "SGD", "B": "full batch", "C": "full batch", "D": "neither"},
    because={
        "A": "123 noisy steps beat one exact step.",
        "B": "With a constant learning rate, noise is a floor under SGD; the full batch has none.",
        "C": "Step by step the exact gradient is better. Each of its steps costs as much as 123 single-example steps, "
        "but a count of steps hides that.",
        "D": "A batch of all examples is the full batch; and a mean doesn't depend on the order.",
    },
    praise="It depends on the budget, and on what is counted. You can now say how.",
    mistakes={
        ("A", "SGD", "B", "SGD"): "You have SGD ahead after one epoch and after a thousand. With a constant learning "
        "rate its noise never fades; look once more at the last row of the table.",
        ("A", "full batch"): "You have the full batch ahead after one epoch. An epoch is not a step: in one epoch the "
        "full batch moves once, and SGD with one example at a time moves 123 times.",
        ("C", "SGD"): "You have SGD ahead at equal steps. Per step the exact gradient is at least as good on average; "
        "SGD's advantage is that it takes more steps for the same examples.",
        ("D", "SGD"): "In D you found a winner, but a batch of all 123 examples leaves nothing to chance: both compute "
        "the same mean.",
        ("D", "full batch"): "In D you found a winner, but a batch of all 123 examples leaves nothing to chance: both "
        "compute the same mean.",
    },
    hints=[
        "First ask what is held equal: example-gradients in A and B, steps in C.",
        "In B, think of where SGD stands when its average step has become zero: does it stand still?",
        "In D, ask how many different batches of 123 there are among 123 examples.",
    ],
)
