"""Predict: what happens to the spread?

Mini-batches of B out of N examples, drawn **with** replacement unless it says otherwise, at a fixed point. What
becomes of the spread of their gradients? Answer `"becomes 0"`, `"a quarter"`, `"a half"`, `"stays"` or `"doubles"`.

- **A** The batch size is multiplied by 4.
- **B** The batch size is N, drawn without replacement.
- **C** Every example is copied ten times; the batch size stays the same.
- **D** The learning rate is halved.
- **E** The loss is multiplied by 2.
"""

from sgdlab.course.exercises import Choice

what_changes = Choice(
    "what_changes",
    ["becomes 0", "a quarter", "a half", "stays", "doubles"],
    {"A": "a half", "B": "becomes 0", "C": "stays", "D": "stays", "E": "doubles"},
    because={
        "A": "The variance becomes a quarter, and the spread is its root.",
        "B": "There is only one such batch.",
        "C": "The copies have the same gradients, so a draw is the same as before.",
        "D": "The learning rate belongs to job 3, and the gradient has not met it yet.",
        "E": "Every gradient doubles, and so does every difference between two.",
    },
    praise="The batch sets the spread, and nothing that happens afterwards does.",
    mistakes={
        ("A", "a quarter"): "In A you gave the variance: it becomes a quarter. The spread is its square root. Four "
        "times the work for half the spread.",
        ("D", "a half"): "In D you let the learning rate change the gradient. It makes the *step* smaller, noise "
        "included; but the gradient is computed before the learning rate comes in.",
        ("C", "a half"): "In C you hoped that more data means less noise. But a mini-batch still looks at only B "
        "examples, and copies tell it nothing new.",
        ("C", "becomes 0"): "In C nothing becomes exact: a mini-batch still looks at only B examples.",
        ("B", "stays"): "In B ask how many different batches of all examples there are, if none may come twice.",
        ("E", "stays"): "In E every gradient becomes twice as long. So do the distances between them.",
    },
    hints=[
        "The spread is the root of: the variance of one example's gradient, divided by the batch size.",
        "Without replacement, the variance gets the factor (N - B) / (N - 1). What is it for B = N?",
        "For C: does a draw from ten copies of a hat full of numbers differ from a draw from the hat?",
    ],
)
