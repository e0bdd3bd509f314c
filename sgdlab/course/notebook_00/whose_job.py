"""Whose job is it?

Assign each sentence to `"batches"`, `"gradient method"` or `"optimizer"`.

- **A** "We reshuffled the data before every epoch."
- **B** "We used backprop."
- **C** "Halfway through we halved the learning rate."
- **D** "With momentum it went faster."
- **E** "It is called *stochastic* because of this."
- **F** "We nudged each parameter and compared the losses."
"""

from sgdlab.course.exercises import Choice

whose_job = Choice(
    "whose_job",
    ["batches", "gradient method", "optimizer"],
    {
        "A": "batches",
        "B": "gradient method",
        "C": "optimizer",
        "D": "optimizer",
        "E": "batches",
        "F": "gradient method",
    },
    because={
        "A": "Shuffling decides which examples a step sees.",
        "B": "Backprop computes a gradient, and moves nothing.",
        "C": "The learning rate scales the step, after the gradient is known.",
        "D": "Momentum is a memory of past gradients inside the update.",
        "E": "The randomness in the word stochastic is the draw of the examples.",
        "F": "Finite differences are another way to the same gradient.",
    },
    praise="You can tell the three jobs apart in any sentence.",
    mistakes={
        ("B", "optimizer"): "You assigned B to the optimizer. Backprop only computes the gradient: a thousand backward "
        "passes move nothing until some optimizer updates the parameters.",
        ("E", "optimizer"): "You assigned E to the optimizer. The update rule is the same with one example or with all "
        "of them; what is random is the choice of the examples.",
        ("E", "gradient method"): "You assigned E to the gradient method. Backprop gives the exact gradient of "
        "whatever batch it is handed; what is random is the batch.",
        ("D", "gradient method"): "You assigned D to the gradient method. Momentum begins when the gradient is already "
        "known: it decides what to do with this one and the past ones.",
        ("F", "optimizer"): "You assigned F to the optimizer. Finite differences say which way is up, and leave the "
        "step to somebody else.",
    },
    hints=[
        "Ask of each sentence: does it choose examples, does it compute a slope, or does it move the parameters?",
        "Two sentences belong to each job.",
        "In E, ask what would have to change to make the word wrong: the formula of the update, or the batch?",
    ],
)
